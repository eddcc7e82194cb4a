"""How columns reach the server."""

import pyarrow as pa
from sqlalchemy import text

from etl.load.staging import array_literal

AWKWARD = [
    "plain",
    'quo"ted',
    "back\\slash",
    "two\nlines",
    "{a,b}",
    "",
    "NULL",
    "\\",
    '\\"',
    "Łódź, café",
    "a'b",
    "tab\t",
]


def test_a_column_arrives_as_an_array_of_the_same_values(connection):
    values = {
        "words": array_literal(pa.chunked_array([AWKWARD[:5], AWKWARD[5:]])),
        "numbers": array_literal(pa.array([3, -1])),
    }
    found = connection.execute(text("SELECT cast(:words AS text[]), cast(:numbers AS bigint[])"), values).one()
    assert found == (AWKWARD, [3, -1])


def test_an_empty_column_is_an_empty_array(connection):
    values = {"words": array_literal(pa.array([], pa.string()))}
    assert connection.execute(text("SELECT cast(:words AS text[])"), values).scalar_one() == []
