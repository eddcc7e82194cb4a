"""Foreign keys asked for a set at a time: the same rows, the same refusals, the same locks as row by row."""

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from etl.cluster import plain_url
from etl.load.keys import insert_with_keys

TABLES = ("estimate", "estimate_attribution")
MADE = """
    INSERT INTO batch (command, source, onrecord_version) VALUES ('test', 'a', '0');
    INSERT INTO entity (entity_key, name, type, origin) VALUES ('test:one', 'One', 'state', 'user')
"""
INSERTION = """
    WITH inserted AS (
        INSERT INTO estimate (
            analyst_row_key, row_version, row_sha256, source_file, source_line, batch_id, kind, best, polarity,
            measure, time_kind, is_change, attribution, origin_entity_id, as_of_precision, as_of_basis,
            said_precision, said_basis
        )
        SELECT 'id:' || n, 1, 'x', 'a.csv', n, (SELECT max(batch_id) FROM batch), 'numeric', n, 'asserted', :measure,
            'instant', FALSE, 'explicit', :origin, 'unknown', 'unknown', 'unknown', 'unknown'
        FROM generate_series(1, 5) AS n
        RETURNING estimate_id, origin_entity_id
    ),
    chained AS (
        INSERT INTO estimate_attribution (estimate_id, position, role, entity_id)
        SELECT estimate_id, 0, 'origin', :relay FROM inserted
    )
    SELECT min(estimate_id), max(estimate_id) FROM inserted
"""
LOADER = "SET LOCAL ROLE onrecord_loader"


@pytest.fixture
def one(connection):
    connection.exec_driver_sql(MADE)
    return connection.scalar(text("SELECT entity_id FROM entity WHERE entity_key = 'test:one'"))


def insert(connection, origin, measure="troops", relay=None):
    values = {"origin": origin, "measure": measure, "relay": relay or origin}
    insert_with_keys(connection, text(INSERTION), values, TABLES, "estimate_id")


def count(connection):
    return connection.scalar(text("SELECT count(*) FROM estimate JOIN estimate_attribution USING (estimate_id)"))


@pytest.mark.parametrize("role", ["SELECT 1", LOADER], ids=["by set", "row by row"])
def test_rows_whose_keys_are_there_are_taken(connection, one, role):
    connection.exec_driver_sql(role)
    insert(connection, one)
    assert count(connection) == 5
    assert connection.scalar(text("SHOW session_replication_role")) == "origin"


@pytest.mark.parametrize("role", ["SELECT 1", LOADER], ids=["by set", "row by row"])
@pytest.mark.parametrize(
    ("lost", "constraint"),
    [
        ({"origin": -1, "relay": "one"}, "fk_estimate_origin_entity_id"),
        ({"measure": "no such measure"}, "fk_estimate_measure"),
        ({"relay": -1}, "fk_estimate_attribution_entity_id"),
    ],
)
def test_a_key_that_is_not_there_is_refused_by_its_name(connection, one, role, lost, constraint):
    connection.exec_driver_sql(role)
    values = {"origin": one} | {name: one if value == "one" else value for name, value in lost.items()}
    with pytest.raises(IntegrityError) as refused, connection.begin_nested():
        insert(connection, **values)
    assert refused.value.orig.sqlstate == "23503"
    assert refused.value.orig.diag.constraint_name == constraint
    assert count(connection) == 0
    assert connection.scalar(text("SHOW session_replication_role")) == "origin"


def test_only_who_may_set_it_leaves_the_single_checks_out(connection):
    asked = text("SELECT has_parameter_privilege('session_replication_role', 'SET')")
    assert connection.scalar(asked)
    connection.exec_driver_sql(LOADER)
    assert not connection.scalar(asked)


def test_what_rows_refer_to_cannot_be_deleted_until_they_are_committed(database_url):
    engine = create_engine(database_url)
    with engine.connect() as writer, psycopg.connect(plain_url(database_url)) as other:
        with writer.begin():
            writer.exec_driver_sql(MADE)
            one = writer.scalar(text("SELECT entity_id FROM entity WHERE entity_key = 'test:one'"))
        with writer.begin():
            insert(writer, one)
            other.execute("SET lock_timeout = '200ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute("DELETE FROM entity WHERE entity_key = 'test:one'")
            other.rollback()
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            other.execute("DELETE FROM entity WHERE entity_key = 'test:one'")
    engine.dispose()


def test_no_rule_of_ours_sleeps_while_single_checks_are_left_out(connection):
    """Of the tables that are filled so, every trigger of our own fires always."""
    asleep = connection.execute(
        text(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'A'"
            " AND tgrelid IN ('estimate'::regclass, 'estimate_attribution'::regclass)"
        )
    ).scalars()
    assert list(asleep) == []


def test_keys_of_several_columns_are_asked_for(connection):
    """Of the columns that a key has, all must be told and be those of one row."""
    connection.exec_driver_sql(
        "CREATE TEMPORARY TABLE whole (a bigint, b bigint, UNIQUE (a, b));"
        "CREATE TEMPORARY TABLE part (part_id bigint, a bigint, b bigint,"
        " CONSTRAINT of_whole FOREIGN KEY (a, b) REFERENCES whole (a, b));"
        "INSERT INTO whole VALUES (1, 2);"
        "SET LOCAL session_replication_role = replica;"
        "INSERT INTO part VALUES (1, 1, 2), (2, NULL, 7), (3, 2, 1);"
        "SET LOCAL session_replication_role = origin"
    )
    asked = text("SELECT require_references('part', 'part_id', 1, :last)")
    connection.execute(asked, {"last": 2})
    with pytest.raises(IntegrityError) as refused:
        connection.execute(asked, {"last": 3})
    assert refused.value.orig.diag.constraint_name == "of_whole"
