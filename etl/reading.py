"""Reading the saved views. Everything here is a read-only transaction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from etl.analyst import analyst_session
from etl.assets import asset_folder
from etl.errors import UsageError
from etl.known_at import at_moment, look_back, session_settings
from etl.sessions import Session, lost_session_told, session_on

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from etl.records import FoundEntity

#: A place for a value in the files of `sql/`, `:name`; what stands between two colons is a cast.
_PLACE = re.compile(r"(?<!:):(\w+)")


class QueryError(UsageError):
    """A view, column or condition that the database does not take."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def list_views(database: Engine | Session) -> Table:
    """The deployed views: name, topic, question, grain."""
    query = 'SELECT view, topic, question, grain FROM saved_view ORDER BY topic, view COLLATE "C"'
    with _looking(database) as session:
        return _query(session, query)


def show_view(
    database: Engine | Session,
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
    with _looking(database, known_at) as session:
        existing = _columns_of(session, view)
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
        return _query(session, query)


def query_as_analyst(database: Engine | Session, query: str, *, known_at: str | None = None) -> Table:
    """Rows of one statement, run by a login that may read the saved views and nothing else.

    Raises:
        QueryError: more than one statement, no rows, not allowed, or SQL that the database does not take.
        DatabaseError: the login cannot be made.
    """
    with session_on(database) as owner, lost_session_told(owner), analyst_session(owner) as session:
        for setting, value in session_settings(known_at).items():
            session.execute("SELECT set_config(%s, %s, true)", [setting, value])
        try:
            # Prepared on the server, where a second statement is a syntax error rather than a way out.
            return _table(session.execute(at_moment(query, known_at).encode(), prepare=True))
        except psycopg.Error as error:
            raise QueryError(f"the database does not take that: {str(error).strip()}") from error


def search(database: Engine | Session, words: str, *, limit: int = 50, known_at: str | None = None) -> Table:
    """Articles, quotes and estimates that have all ``words`` (web search syntax), and names like them, best first."""
    if not words.strip():
        raise UsageError("search for what? For example: onrecord search 'troops -police'")
    statement = at_moment((asset_folder("sql") / "read" / "search.sql").read_text(encoding="utf-8"), known_at)
    with _looking(database, known_at) as session:
        return _table(session.execute(*_with_values(statement, {"words": words, "limit": limit})))


def canonical_key(database: Engine | Session, reference: str) -> str:
    """Key of the entity that an id, key, name or alias counts as, merges followed.

    Raises:
        EntityError: it means nobody, or several; the message names them by key.
    """
    with _looking(database) as session:
        entity = _find_entity(session, reference)
        return entity.key if entity.merged_into is None else _find_entity(session, str(entity.merged_into)).key


def _find_entity(session: Session, reference: str) -> FoundEntity:
    # Imported here: the records are many, and no other reading needs them.
    from etl.knowledge import normalise_name  # noqa: PLC0415
    from etl.load.statements import statement_sql  # noqa: PLC0415
    from etl.records import FoundEntity  # noqa: PLC0415
    from etl.resolve.references import meant_entity  # noqa: PLC0415

    values = {"references": [reference], "normalised": [normalise_name(reference)]}
    rows = session.execute(*_with_values(statement_sql("merges", "find_entities"), values))
    return meant_entity([FoundEntity(*entity) for _, *entity in rows], reference)


def _with_values(statement: str, values: Mapping[str, Any]) -> tuple[bytes, Mapping[str, Any]]:
    """A statement of `sql/` and its values as psycopg takes them."""
    return _PLACE.sub(r"%(\1)s", statement.replace("%", "%%")).encode(), values


def _table(cursor: psycopg.Cursor[Any]) -> Table:
    if cursor.description is None:
        raise QueryError("that gives no rows; onrecord sql takes one SELECT")
    return Table(tuple(column.name for column in cursor.description), tuple(cursor.fetchall()))


def _columns_of(session: Session, view: str) -> list[str]:
    query = (
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('report.' || quote_ident(%s))"
        " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    columns = [name for (name,) in session.execute(query, [view])]
    if not columns:
        views = [name for (name,) in session.execute("SELECT view FROM saved_view")]
        raise QueryError(f"there is no view {view!r}{_near(view, views)}; `onrecord view list` names them all")
    return columns


def _near(word: str, words: Sequence[str]) -> str:
    close = get_close_matches(word, words, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _query(session: Session, query: str) -> Table:
    try:
        return _table(session.execute(query.encode()))
    except psycopg.Error as error:
        if session.closed:
            raise
        raise QueryError(f"the database does not take that: {str(error).strip()}") from error


@contextmanager
def _looking(database: Engine | Session, known_at: str | None = None) -> Iterator[Session]:
    """A read-only transaction that is rolled back; it sees what was known at a moment, where one is given."""
    with session_on(database) as session, lost_session_told(session), session.transaction(force_rollback=True):
        session.execute("SET TRANSACTION READ ONLY")
        look_back(session, known_at)
        yield session
