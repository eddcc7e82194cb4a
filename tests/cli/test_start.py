"""What a command does not wait for: a view is shown without the libraries that only loads and upgrades need."""

import subprocess
import sys

import psycopg
import pytest

from etl.cluster import plain_url
from etl.database import open_database
from etl.deployment import is_current

HEAVY = {"alembic", "models", "numpy", "pandas", "pyarrow", "spacy", "sqlalchemy", "sqlglot"}
SHOWN = """
import sys
from etl.cli import app
try:
    app(sys.argv[1:])
finally:
    print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""


@pytest.fixture
def warm_url(database_url):
    """A database as a command leaves it: the clone of a template still lacks its settings."""
    open_database(database_url).dispose()
    return database_url


def modules_after(*arguments, **environment):
    command = [sys.executable, "-c", SHOWN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("view", "list"),
        ("view", "show", "topics"),
        ("sql", "SELECT 1 AS n"),
        ("search", "troops"),
        ("entity", "search", "NATO"),
        ("entity", "show", "NATO"),
        ("batch", "list"),
        ("rejects", "list"),
        ("topic", "list"),
    ],
    ids=" ".join,
)
def test_what_only_reads_waits_for_nothing_that_only_loads_need(arguments, warm_url):
    loaded = modules_after(*arguments, ONRECORD_DATABASE_URL=warm_url)
    assert {"psycopg", "rich"} <= loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_rows_for_machines_need_no_drawing_of_tables(form, warm_url):
    loaded = modules_after("view", "show", "topics", "--format", form, ONRECORD_DATABASE_URL=warm_url)
    assert "psycopg" in loaded
    assert loaded & (HEAVY | {"rich"}) == set()


def test_help_and_the_state_of_the_embedded_server_need_no_database_library(tmp_path):
    for arguments in (("--help",), ("db", "status")):
        loaded = modules_after(*arguments, ONRECORD_HOME=str(tmp_path))
        assert loaded & (HEAVY | {"psycopg"}) == set(), arguments


def test_python_looks_for_no_cycles_as_the_command_ends():
    ending = "import atexit, gc\nfrom etl.cli import main\natexit.register(lambda: print(gc.get_freeze_count()))\n"
    command = [sys.executable, "-c", ending + "main()", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    version, frozen = done.stdout.splitlines()
    assert version.startswith("onrecord ")
    assert int(frozen) > 10_000


@pytest.mark.parametrize("module", ["etl.jobs", "etl.jobs.batches", "etl.jobs.spreadsheets", "etl.jobs.rejects"])
def test_jobs_wait_for_spacy_only_where_an_article_is_read(module):
    code = f"import sys, {module}\nfrom etl.extract.extractor import RuleExtractor\nRuleExtractor().version\n"
    told = subprocess.run(
        [sys.executable, "-c", code + "print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    loaded = set(told.stdout.split())
    assert "sqlalchemy" in loaded
    assert loaded & {"spacy", "thinc", "alembic"} == set()


def test_the_first_command_brings_what_is_missing_and_reads(empty_database_url, onrecord):
    environment = {"ONRECORD_DATABASE_URL": empty_database_url}
    first, second = (onrecord("view", "list", "--format", "csv", env=environment) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert "troop_estimates_by_source" in first.stdout
    assert second.stdout == first.stdout
    assert modules_after("view", "list", "--json", ONRECORD_DATABASE_URL=empty_database_url) & HEAVY == set()


@pytest.mark.parametrize(
    "change",
    [
        "COMMENT ON SCHEMA report IS 'another deployment'",
        "DELETE FROM batch WHERE command = 'seed'",
        "INSERT INTO set_aside (name, table_name, kind, definition) VALUES ('ix_left', 'batch', 'index', 'CREATE INDEX ix_left ON batch (source)')",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET ALL', current_database()); END $$",
        "DO $$ BEGIN EXECUTE format('ALTER ROLE onrecord_analyst IN DATABASE %I RESET ALL', current_database()); END $$",
        "DROP TABLE set_aside",
    ],
)
def test_a_database_is_current_until_something_is_missing(warm_url, change):
    with psycopg.connect(plain_url(warm_url), autocommit=True) as session:
        assert is_current(session)
        session.execute(change)
        assert not is_current(session)
        if "DROP" not in change:
            open_database(warm_url).dispose()
            assert is_current(session)
