"""What a command does not wait for: a view is shown without the libraries that only loads and upgrades need."""

import subprocess
import sys

HEAVY = {"alembic", "models", "numpy", "pandas", "pyarrow", "pydantic_settings", "spacy", "sqlalchemy.orm", "sqlglot"}
SHOWN = """
import sys
from etl.cli import app
try:
    app(sys.argv[1:])
finally:
    print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""


def modules_after(*arguments, url=None):
    environment = {"ONRECORD_DATABASE_URL": url} if url else {}
    command = [sys.executable, "-c", SHOWN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(done.stderr.split())


def test_a_view_is_shown_without_what_only_loads_need(database_url):
    loaded = modules_after("view", "show", "topics", "--json", url=database_url)
    assert "psycopg" in loaded
    assert loaded & HEAVY == set()


def test_help_needs_no_database_library():
    loaded = modules_after("--help")
    assert loaded & (HEAVY | {"psycopg", "sqlalchemy"}) == set()
