"""The saved views: read from `sql/views/`, ordered by what they read, dropped and created as one deployment."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlalchemy import Connection, text
from sqlglot import exp

from etl.assets import asset_folder
from etl.errors import OnrecordError

_HEADER = re.compile(r"^-- (question|grain|key|kept): *(.+)$", re.MULTILINE)


class ViewError(OnrecordError):
    """A saved view's file is not what STYLE asks, or a view cannot be deployed."""


@dataclass(frozen=True, slots=True)
class ViewFile:
    """One file of `sql/views/<topic>/<view>.sql`.

    ``kept`` is the table that keeps the view's rows, where there is one: who reads it, reads the view.
    """

    name: str
    topic: str
    sql: str
    question: str
    grain: str
    key: tuple[str, ...]
    reads: frozenset[str]
    tables: frozenset[str] = frozenset()
    kept: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def read_view_file(path: Path) -> ViewFile:
    """Read one view with its header and the `report` views and tables it reads from.

    Raises:
        ViewError: a header line is missing, or the file does not create the view it is named after.
    """
    sql = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(sql))
    for line in ("question", "grain", "key"):
        if line not in header:
            raise ViewError(f"{path}: the header line '-- {line}: ...' is missing")
    created, reads, tables = _created_and_read(sql, path)
    if created != path.stem:
        raise ViewError(f"{path}: creates report.{created}; a view's file is named after it")
    key = tuple(column.strip() for column in header["key"].split(","))
    return ViewFile(
        path.stem, path.parent.name, sql, header["question"], header["grain"], key, reads, tables, header.get("kept")
    )


def _created_and_read(sql: str, path: Path) -> tuple[str, frozenset[str], frozenset[str]]:
    """Name of the one view that a file creates, and the views of `report` and the tables that it reads."""
    creates = [s for s in sqlglot.parse(sql, read="postgres") if isinstance(s, exp.Create)]
    if len(creates) != 1 or creates[0].kind != "VIEW":
        raise ViewError(f"{path}: holds {len(creates)} CREATE statements; one CREATE VIEW is expected")
    target = creates[0].this.find(exp.Table)
    if target is None or target.db != "report":
        raise ViewError(f"{path}: a saved view belongs to schema report")
    body = creates[0].expression
    found = list(body.find_all(exp.Table))
    reads = {table.name for table in found if table.db == "report"}
    return target.name, frozenset(reads), frozenset(table.name for table in found if not table.db)


def read_views(folder: Path | None = None) -> list[ViewFile]:
    """All saved views in an order in which they can be created.

    Raises:
        ViewError: two files create one view, or views read from each other in a circle.
    """
    files = [read_view_file(path) for path in sorted((folder or asset_folder("sql") / "views").glob("*/*.sql"))]
    by_name = {view.name: view for view in files}
    if len(by_name) < len(files):
        names = [view.name for view in files]
        raise ViewError(f"two files create report.{next(n for n in names if names.count(n) > 1)}")
    kept = {view.kept: view.name for view in files if view.kept}
    order = TopologicalSorter(
        {
            view.name: sorted((view.reads & by_name.keys()) | {kept[table] for table in view.tables & kept.keys()})
            for view in files
        }
    )
    try:
        return [by_name[name] for name in order.static_order()]
    except CycleError as error:
        raise ViewError(f"saved views read from each other in a circle: {' -> '.join(error.args[1])}") from error


def drop_views(connection: Connection) -> None:
    """Drop the deployed views, youngest first. Never CASCADE: somebody else's dependent view stops the deploy."""
    if connection.scalar(text("SELECT to_regclass('public.saved_view')")) is None:
        return
    for (name,) in connection.execute(text("SELECT view FROM saved_view ORDER BY ordinal DESC")).all():
        connection.exec_driver_sql(f'DROP VIEW IF EXISTS report."{name}"')
    connection.execute(text("DELETE FROM saved_view"))


def create_views(connection: Connection, views: list[ViewFile]) -> None:
    """Create the views in order. The SQL runs without parameters, so that a % in a comment stays a %."""
    connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS report")
    for ordinal, view in enumerate(views):
        connection.exec_driver_sql(view.sql, execution_options={"no_parameters": True})
        connection.execute(
            text(
                "INSERT INTO saved_view (view, ordinal, topic, question, grain, key_columns, sql_sha256)"
                " VALUES (:view, :ordinal, :topic, :question, :grain, :key_columns, :sha256)"
            ),
            {
                "view": view.name, "ordinal": ordinal, "topic": view.topic, "question": view.question,
                "grain": view.grain, "key_columns": ", ".join(view.key), "sha256": view.sha256,
            },
        )  # fmt: skip
