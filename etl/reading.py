"""Reading the saved views. Everything here is a read-only transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from etl.analyst import analyst_session
from etl.assets import asset_folder
from etl.database import lost_server_told
from etl.errors import UsageError
from etl.known_at import at_moment, look_back, session_settings


class QueryError(UsageError):
    """A view, column or condition that the database does not take."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def list_views(engine: Engine) -> Table:
    """The deployed views: name, topic, question, grain."""
    return _query(engine, 'SELECT view, topic, question, grain FROM saved_view ORDER BY topic, view COLLATE "C"')


def show_view(
    engine: Engine,
    view: str,
    *,
    where: str | None = None,
    limit: int | None = None,
    columns: Sequence[str] = (),
    order: str | None = None,
    known_at: str | None = None,
) -> Table:
    """Rows of a saved view in a stable order: ``order`` where given, else the view's columns from the left.

    ``where`` and ``order`` are SQL; the transaction is read only and rolled back. ``known_at`` (of `read_moment`)
    shows what had been loaded, corrected and merged by then.

    Raises:
        QueryError: no such view or column, or the SQL does not parse; the message names what was meant, if near.
    """
    existing = _columns_of(engine, view)
    for column in columns:
        if column not in existing:
            raise QueryError(f"view {view} has no column {column!r}{_near(column, existing)}")
    chosen = sql.SQL(", ").join(map(sql.Identifier, columns or existing))
    schema = sql.Identifier("report" if known_at is None else "report_at")
    query = sql.SQL("SELECT {} FROM {}.{}").format(chosen, schema, sql.Identifier(view)).as_string()
    if where:
        query += f" WHERE ({where})"
    query += f" ORDER BY {order or ', '.join(str(i + 1) for i in range(len(columns or existing)))}"
    if limit is not None:
        query += f" LIMIT {limit:d}"
    return _query(engine, query, known_at)


def query_as_analyst(engine: Engine, query: str, *, known_at: str | None = None) -> Table:
    """Rows of one statement, run by a login that may read the saved views and nothing else.

    Raises:
        QueryError: more than one statement, no rows, not allowed, or SQL that the database does not take.
        DatabaseError: the login cannot be made.
    """
    with analyst_session(engine) as session:
        for setting, value in session_settings(known_at).items():
            session.execute("SELECT set_config(%s, %s, true)", [setting, value])
        try:
            # Prepared on the server, where a second statement is a syntax error rather than a way out.
            cursor = session.execute(at_moment(query, known_at).encode(), prepare=True)
            if cursor.description is None:
                raise QueryError("that gives no rows; onrecord sql takes one SELECT")
            return Table(tuple(column.name for column in cursor.description), tuple(cursor.fetchall()))
        except psycopg.Error as error:
            raise QueryError(f"the database does not take that: {str(error).strip()}") from error


def search(engine: Engine, words: str, *, limit: int = 50, known_at: str | None = None) -> Table:
    """Articles, quotes and estimates that have all ``words`` (web search syntax), and names like them, best first."""
    if not words.strip():
        raise UsageError("search for what? For example: onrecord search 'troops -police'")
    with lost_server_told(), engine.connect() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        look_back(connection, known_at)
        statement = at_moment((asset_folder("sql") / "read" / "search.sql").read_text(encoding="utf-8"), known_at)
        result = connection.execute(text(statement), {"words": words, "limit": limit})
        return Table(tuple(result.keys()), tuple(tuple(row) for row in result))


def _columns_of(engine: Engine, view: str) -> list[str]:
    query = text(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('report.' || quote_ident(:view))"
        " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    with lost_server_told(), engine.connect() as connection:
        columns = list(connection.execute(query, {"view": view}).scalars())
        if not columns:
            views = list(connection.execute(text("SELECT view FROM saved_view")).scalars())
            raise QueryError(f"there is no view {view!r}{_near(view, views)}; `onrecord view list` names them all")
    return columns


def _near(word: str, words: Sequence[str]) -> str:
    close = get_close_matches(word, words, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _query(engine: Engine, query: str, known_at: str | None = None) -> Table:
    with lost_server_told(), engine.connect() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        look_back(connection, known_at)
        try:
            result = connection.exec_driver_sql(query, execution_options={"no_parameters": True})
            return Table(tuple(result.keys()), tuple(tuple(row) for row in result))
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            raise QueryError(f"the database does not take that: {str(error.orig).strip()}") from error
