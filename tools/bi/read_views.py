"""List and read the saved views with each client, as a BI tool does; exit 1 where one of them cannot.

Run by `tools/bi/run` with the address of a BI login on a database that holds the bundled sample.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import connectorx
import pandas as pd
import polars as pl
import pyodbc
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

HERE = Path(__file__).resolve().parent
JAR = Path("/usr/share/java/postgresql.jar")
PLANNED = "SELECT origin, best, as_of_from, is_change FROM report.troop_estimates_by_source WHERE status = 'planned'"


class LeftOutError(Exception):
    """A client that is not installed here."""


def expect(condition: bool, words: str) -> None:
    """Fail with words."""
    if not condition:
        raise AssertionError(words)


def read_with_sqlalchemy(address: str) -> str:
    """SQLAlchemy lists the views with comments on all of them and their columns, and pandas reads each."""
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg2://"))
    inspector = inspect(engine)
    views = inspector.get_view_names(schema="report")
    for view in views:
        expect(bool(inspector.get_table_comment(view, schema="report")["text"]), f"{view} has no comment")
        bare = [c["name"] for c in inspector.get_columns(view, schema="report") if not c["comment"]]
        expect(not bare, f"{view}: no comment on {bare}")
        with engine.connect() as connection:
            pd.read_sql(text(f'SELECT * FROM report."{view}" LIMIT 20'), connection)
    with engine.connect() as connection:
        frame = pd.read_sql(text(PLANNED), connection, parse_dates=["as_of_from"])
    expect(len(frame) > 0 and pd.api.types.is_bool_dtype(frame["is_change"]), "the planned figures are not there")
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT count(*) FROM public.estimate"))
    except DBAPIError:
        return f"{len(views)} views with comments, all read; tables refused"
    raise AssertionError("a BI login reads the tables")


def read_with_polars(address: str) -> str:
    """Polars reads through ADBC's or SQLAlchemy's way into typed columns."""
    frame = pl.read_database_uri(PLANNED, address, engine="connectorx")
    expect(frame.height > 0 and frame.schema["best"].is_numeric(), f"types: {frame.schema}")
    return f"{frame.height} rows, best is {frame.schema['best']}, as_of_from is {frame.schema['as_of_from']}"


def read_with_connectorx(address: str) -> str:
    """Connectorx reads every view, which fails on any type that is not plain."""
    views = connectorx.read_sql(
        address, "SELECT table_name FROM information_schema.views WHERE table_schema = 'report'"
    )
    for view in views["table_name"]:
        connectorx.read_sql(address, f'SELECT * FROM report."{view}"', return_type="arrow")
    return f"{len(views)} views, every column of a type it knows"


def read_with_odbc(address: str) -> str:
    """PsqlODBC lists the views (its driver shows no comments) and reads one with a parameter."""
    if "PostgreSQL Unicode" not in pyodbc.drivers():
        raise LeftOutError("odbc-postgresql is not installed")
    parts = urlsplit(address)
    session = pyodbc.connect(
        f"Driver=PostgreSQL Unicode;Server={parts.hostname};Port={parts.port};Database={parts.path[1:]};"
        f"Uid={parts.username};Pwd={parts.password}"
    )
    with session:
        views = [row.table_name for row in session.cursor().tables(schema="report", tableType="VIEW")]
        rows = session.execute(PLANNED.replace("'planned'", "?"), "planned").fetchall()
    expect("troop_estimates_by_source" in views and len(rows) > 0, f"{len(views)} views, {len(rows)} rows")
    return f"{len(views)} views, {len(rows)} rows"


def read_with_jdbc(address: str) -> str:
    """The PostgreSQL driver's metadata lists views and columns with comments, none of a type it calls OTHER."""
    if not JAR.is_file():
        raise LeftOutError("libpostgresql-jdbc-java is not installed")
    parts = urlsplit(address)
    url = f"jdbc:postgresql://{parts.hostname}:{parts.port}{parts.path}"
    command = ["java", "-cp", str(JAR), str(HERE / "ReadViews.java"), url, str(parts.username), str(parts.password)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    expect(done.returncode == 0, done.stderr)
    views, bare, odd, figures = map(int, done.stdout.split())
    expect(views > 0 and figures > 0 and not bare and not odd, f"{bare} without a comment, {odd} of an odd type")
    return f"{views} views with comments on all columns, {figures} rows by a prepared statement"


CLIENTS: dict[str, Callable[[str], str]] = {
    "SQLAlchemy, pandas": read_with_sqlalchemy,
    "Polars": read_with_polars,
    "connectorx": read_with_connectorx,
    "ODBC": read_with_odbc,
    "JDBC": read_with_jdbc,
}


def main() -> int:
    """Try all clients; 1 where one failed."""
    failed = 0
    for name, read in CLIENTS.items():
        try:
            print(f"{name}: {read(sys.argv[1])}")
        except LeftOutError as reason:
            print(f"{name}: left out: {reason}")
        except Exception as error:  # noqa: BLE001  (each client has its own, and the others are still tried)
            failed += 1
            print(f"{name}: FAILED: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
