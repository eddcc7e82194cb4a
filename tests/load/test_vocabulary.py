"""The shipped vocabulary in a database that has an older one, and rows of people's own."""

from sqlalchemy import text

from etl.lexicon import read_table
from etl.load.vocabulary import load_vocabulary


def statuses(connection):
    rows = connection.execute(text("SELECT status, ordinal, description FROM status ORDER BY ordinal")).all()
    assert [row.ordinal for row in rows] == list(range(len(rows)))
    return [row.status for row in rows]


def test_a_status_that_is_new_takes_its_place_among_those_there(connection):
    shipped = [row["code"] for row in read_table("estimates/statuses.csv")]
    load_vocabulary(connection)
    assert statuses(connection) == shipped
    first, fourth = shipped[0], shipped[3]
    connection.execute(text("DELETE FROM status WHERE status IN (:first, :fourth)"), {"first": first, "fourth": fourth})
    connection.execute(text("UPDATE status SET ordinal = -1 - ordinal"))
    connection.execute(text("UPDATE status SET ordinal = places.place FROM (SELECT status, row_number() OVER (ORDER BY ordinal DESC) - 1 AS place FROM status) AS places WHERE places.status = status.status"))  # fmt: skip
    connection.execute(text("INSERT INTO status (status, ordinal, description) SELECT 'rumoured', max(ordinal) + 1, 'Said to come' FROM status"))  # fmt: skip
    load_vocabulary(connection)
    assert statuses(connection) == [*shipped, "rumoured"]
    described = connection.scalar(text("SELECT description FROM status WHERE status = 'rumoured'"))
    assert described == "Said to come"
