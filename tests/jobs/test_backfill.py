"""A backfill builds indexes and foreign keys after the load; what a killed one left is built by the next command."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from etl import jobs
from etl.database import open_database, writing
from etl.errors import AlreadyRunning, DatabaseError
from etl.jobs.spreadsheets import load_estimates
from etl.load import backfill
from etl.partitions import OLDEST_SERVER, partition_by_year

QUIET = jobs.NoProgress()
SCHEMA = """
SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid::regclass::text IN ('estimate', 'article_version')
UNION ALL
SELECT conrelid::regclass || conname || convalidated FROM pg_constraint WHERE contype = 'f'
ORDER BY 1
"""


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("id,source,number,measure\n1,NATO,40,troops\n2,NATO,50,troops\n")
    return path


def rows(engine, query=SCHEMA):
    with engine.connect() as connection:
        return connection.execute(text(query)).scalars().all()


def test_after_a_backfill_the_schema_is_what_it_was(engine, sheet, tmp_path):
    before = rows(engine)
    report = load_estimates(engine, [sheet], QUIET, backfill=True)
    (tmp_path / "feed.jsonl").write_text('{"id": "one", "text": "Ann Lee said 40 soldiers."}')
    articles = jobs.load_articles(engine, [str(tmp_path / "feed.jsonl")], QUIET, backfill=True)
    assert (report.articles.new, articles.articles.new) == (2, 1)
    assert rows(engine) == before
    assert rows(engine, "SELECT name FROM set_aside") == []


def test_during_a_backfill_the_tables_are_bare_and_a_failed_load_builds_them_again(engine, sheet, monkeypatch):
    before = rows(engine)
    during = []

    def failing(*arguments):
        during.extend(rows(engine))
        raise RuntimeError("in the middle")

    monkeypatch.setattr("etl.jobs.spreadsheets.write_rows", failing)
    with pytest.raises(RuntimeError, match="in the middle"):
        load_estimates(engine, [sheet], QUIET, backfill=True)
    assert len(during) < len(before) - 10
    assert rows(engine) == before


def test_what_a_killed_backfill_left_is_built_when_the_database_is_opened(engine, database_url):
    before = rows(engine)
    with engine.begin() as connection:
        assert backfill.set_aside(connection, ("estimate", "estimate_attribution")) > 10
    assert rows(engine) != before
    open_database(database_url).dispose()
    assert rows(engine) == before


def test_a_running_backfill_is_left_alone_by_other_commands(engine, database_url):
    with writing(engine) as connection:
        with connection.begin():
            backfill.set_aside(connection, ("estimate",))
        bare = rows(engine)
        open_database(database_url).dispose()
        assert rows(engine) == bare
        list(backfill.build_again(connection))
    assert rows(engine) != bare


def test_a_row_that_breaks_a_foreign_key_is_found_when_the_key_is_built(engine):
    with engine.connect() as connection:
        with connection.begin():
            backfill.set_aside(connection, ("outlet",))
        with connection.begin():
            connection.execute(
                text("UPDATE outlet SET entity_id = -1 WHERE outlet_id = (SELECT min(outlet_id) FROM outlet)")
            )
        with pytest.raises(IntegrityError, match="fk_outlet_entity_id"):
            list(backfill.build_again(connection))
        assert "fk_outlet_entity_id" in rows(engine, "SELECT name FROM set_aside")


def test_a_backfill_is_refused_while_another_load_or_session_writes(engine, sheet, monkeypatch):
    with writing(engine), pytest.raises(AlreadyRunning, match="another load"):
        load_estimates(engine, [sheet], QUIET, backfill=True)
    monkeypatch.setattr(backfill, "_LOCK_TIMEOUT", "100ms")
    before = rows(engine)
    with engine.begin() as other:
        other.execute(text("UPDATE estimate SET hedge = NULL"))
        with pytest.raises(AlreadyRunning, match="another session uses them"):
            load_estimates(engine, [sheet], QUIET, backfill=True)
    assert rows(engine) == before


def test_a_load_that_had_to_wait_builds_what_the_killed_one_left(engine, sheet):
    before = rows(engine)
    with engine.begin() as connection:
        backfill.set_aside(connection, ("estimate", "estimate_attribution"))
    # The engine was opened while the killed session still held the lock.
    assert load_estimates(engine, [sheet], QUIET).articles.new == 2
    assert rows(engine) == before


def test_only_the_owner_builds_and_a_loader_is_told_so(engine, database_url, sheet):
    before = rows(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE ROLE sheet_loader LOGIN PASSWORD 'x' IN ROLE onrecord_loader"))
        backfill.set_aside(connection, ("estimate",))
    address = engine.url.set(username="sheet_loader", password="x").render_as_string(hide_password=False)  # noqa: S106
    try:
        loader = open_database(address)  # reading goes on
        with pytest.raises(DatabaseError, match="only the owner"):
            load_estimates(loader, [sheet], QUIET)
        loader.dispose()
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP ROLE sheet_loader"))
    open_database(database_url).dispose()
    assert rows(engine) == before


def test_db_check_tells_of_a_backfill(engine, onrecord):
    assert "models and migrations agree" in onrecord("db", "check").stdout
    with engine.begin() as connection:
        count = backfill.set_aside(connection, ("estimate",))
    found = onrecord("db", "check")
    assert found.returncode == 1
    assert f"{count} indexes and keys are set aside" in found.stdout
    assert onrecord("db", "upgrade").returncode == 0
    assert "set aside" not in onrecord("db", "check").stdout


def test_indexes_of_a_divided_table_are_built_on_each_of_its_parts(engine, sheet):
    with engine.connect() as connection:
        if connection.dialect.server_version_info < (OLDEST_SERVER,):
            pytest.skip(f"dividing tables needs PostgreSQL {OLDEST_SERVER}")
    partition_by_year(engine)
    parts = (
        "SELECT indrelid::regclass || ' ' || indisvalid FROM pg_index"
        " WHERE indrelid::regclass::text LIKE 'estimate_attribution%' ORDER BY 1"
    )
    before, keys = rows(engine, parts), rows(engine)
    load_estimates(engine, [sheet], QUIET, backfill=True)
    assert rows(engine, parts) == before
    assert all(row.endswith("true") for row in before)
    assert rows(engine) == keys
