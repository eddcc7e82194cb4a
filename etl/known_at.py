"""The saved views as they stood at a moment: schema `report_at` beside `report`, at no cost to `report`.

`public_at` holds a view for each table whose rows change with time (`sql/known_at/<table>.sql`): what had been loaded,
published, corrected or merged by the moment that the session's setting ``onrecord.known_at`` names. `report_at` holds
every saved view once more, reading from those. Without the setting both say what `report` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Protocol

from etl.assets import asset_folder
from etl.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from etl.sessions import Session

SETTING = "onrecord.known_at"
#: Stands in a file of `sql/known_at/` for the columns of its table that the file does not name itself.
_OTHER_COLUMNS = re.compile(r"\b(\w+)\.other_columns\b")
_NAMED_COLUMN = re.compile(r" AS (\w+)$|^    \w+\.(\w+)$")
#: A bare day is known to its end, by UTC; a moment is that moment.
_KNOWN_AT = """
CREATE FUNCTION public_at.known_at() RETURNS timestamptz
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    given text := coalesce(current_setting('onrecord.known_at', true), '');
BEGIN
    IF given = '' THEN
        RETURN 'infinity';
    ELSIF given ~ '^\\d{4}-\\d{2}-\\d{2}$' THEN
        RETURN (cast(given AS date) + 1) + time '00:00' AT TIME ZONE 'UTC' - interval '1 microsecond';
    END IF;
    RETURN cast(given AS timestamptz);
END
$$
"""
#: Functions of `public` that read tables; their twins read what was known.
_READING_FUNCTIONS = """
SELECT pg_get_functiondef(pg_proc.oid)
FROM pg_proc
INNER JOIN pg_language ON pg_language.oid = pg_proc.prolang
WHERE
    pg_proc.pronamespace = to_regnamespace('public')
    AND pg_proc.prokind = 'f' AND pg_proc.provolatile = 's' AND pg_language.lanname IN ('sql', 'plpgsql')
    AND pg_proc.prorettype <> to_regtype('trigger')
ORDER BY pg_proc.oid
"""
_DEPLOYED = """
SELECT format('DROP VIEW %I.%I', relnamespace::regnamespace, relname) FROM (
    SELECT * FROM pg_class
    WHERE relkind = 'v' AND relnamespace IN (to_regnamespace('report_at'), to_regnamespace('public_at'))
    ORDER BY oid DESC
) AS deployed
"""
_DEPLOYED_FUNCTIONS = """
SELECT format('DROP FUNCTION %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = to_regnamespace('public_at')
"""


def drop_known_at(connection: Connection) -> None:
    """Drop what `create_known_at` made, youngest first; somebody else's dependent view stops it."""
    for query in (_DEPLOYED, _DEPLOYED_FUNCTIONS):
        for (drop,) in connection.exec_driver_sql(query, execution_options={"no_parameters": True}).all():
            connection.exec_driver_sql(drop)


class SavedView(Protocol):
    """A saved view's name and file, and the table that keeps its rows, where there is one."""

    @property
    def name(self) -> str: ...
    @property
    def sql(self) -> str: ...
    @property
    def kept(self) -> str | None: ...


def create_known_at(connection: Connection, views: Iterable[SavedView]) -> None:
    """Create both schemas; ``views`` are the saved views, in an order in which they can be created."""
    path = connection.exec_driver_sql("SHOW search_path").scalar_one()
    connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS public_at")
    connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS report_at")
    connection.exec_driver_sql("COMMENT ON SCHEMA public_at IS 'The tables as known at onrecord.known_at.'")
    connection.exec_driver_sql("COMMENT ON SCHEMA report_at IS 'The saved views as known at onrecord.known_at.'")
    _run(connection, _KNOWN_AT)
    for table, selection in _selections():
        _run(connection, f"CREATE VIEW public_at.{table} AS {selection}")
    for (definition,) in connection.exec_driver_sql(
        _READING_FUNCTIONS, execution_options={"no_parameters": True}
    ).all():
        _run(connection, _twin(definition))
    connection.exec_driver_sql("SET LOCAL search_path = public_at, public")
    for view in views:
        _run(connection, as_known_at(view.sql))
        if view.kept:
            # The table keeps the present: to look back is to ask the view.
            _run(connection, f"CREATE VIEW public_at.{view.kept} AS TABLE report_at.{view.name}")
    connection.exec_driver_sql("SELECT set_config('search_path', %s, true)", (path,))


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _selections() -> list[tuple[str, str]]:
    """(table, SELECT) of every file, those first that others read."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in (asset_folder("sql") / "known_at").glob("*.sql")}
    reads = {
        name: set(re.findall(r"public_at\.(\w+)\b(?!\()", sql)) & files.keys() for name, sql in sorted(files.items())
    }
    return [(name, _with_columns(name, files[name])) for name in TopologicalSorter(reads).static_order()]


def _with_columns(table: str, selection: str) -> str:
    """A selection with ``other_columns`` written out: those of the table that its first SELECT does not name."""
    from models import Model  # noqa: PLC0415  (slow to import, and needed at a deployment only)

    if table not in Model.metadata.tables:
        return selection
    columns = [column.name for column in Model.metadata.tables[table].columns]
    head = selection.partition("\nFROM ")[0]
    named = {name for line in head.splitlines() for found in _NAMED_COLUMN.findall(line.rstrip(",")) for name in found}
    others = [column for column in columns if column not in named]
    return _OTHER_COLUMNS.sub(lambda found: ", ".join(f"{found[1]}.{name}" for name in others), selection)


def _twin(definition: str) -> str:
    moved = definition.replace("FUNCTION public.", "FUNCTION public_at.", 1)
    return re.sub(r"(SET search_path TO .*?)'?\bpublic\b'?", r"\1public_at, public", moved, count=1)


def as_known_at(statement: str) -> str:
    """SQL on the saved views and tables, turned to their twins; nothing else of it changes."""
    import sqlglot  # noqa: PLC0415  (slow to import, and needed where a moment is asked for only)

    tokens = sqlglot.tokenize(statement, read="postgres")
    parts: list[str] = []
    done = 0
    for schema, dot, name in zip(tokens, tokens[1:], tokens[2:], strict=False):
        word = schema.text.lower()
        turned = word == "report" or (word == "public" and name.text in changing_tables())
        if turned and dot.text == ".":
            parts += [statement[done : schema.start], f"{word}_at"]
            done = schema.end + 1
    return "".join([*parts, statement[done:]])


@cache
def changing_tables() -> frozenset[str]:
    """The tables for which `public_at` has a view."""
    return frozenset(path.stem for path in (asset_folder("sql") / "known_at").glob("*.sql"))


def read_moment(given: str) -> str:
    """A moment as `onrecord.known_at` takes it: a day (to its end, by UTC) or a time.

    Raises:
        UsageError: it is neither.
    """
    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError as error:
        raise UsageError(
            f"--known-at: {given!r} is no day (2024-11-30) and no time (2024-11-30T12:00+00:00)"
        ) from error
    if len(given.strip()) <= 10 and moment.time() == time():
        return moment.date().isoformat()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def look_back(session: Session, moment: str | None) -> None:
    """Let this transaction read as at a moment, through `report_at`; ``None`` leaves it in the present."""
    if moment is not None:
        session.execute("SELECT set_config(%s, %s, true)", [SETTING, moment])
        session.execute("SET LOCAL search_path = public_at, public")


def at_moment(statement: str, moment: str | None) -> str:
    """The statement to run in a session that looks back, or not."""
    return statement if moment is None else as_known_at(statement)


def session_settings(moment: str | None) -> dict[str, str]:
    """Settings under which a reader's own session answers as at a moment; none in the present."""
    return {} if moment is None else {SETTING: moment, "search_path": "report_at"}
