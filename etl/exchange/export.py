"""Write every table of a database into files, as it stood at one moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Column, Engine, Table

from etl import __version__
from etl.cluster import plain_url
from etl.errors import UsageError
from etl.exchange.moment import select_moment, selection_at
from etl.exchange.tables import Form, describe, field_type, stored_columns, travelling_tables

DESCRIPTION = "datapackage.json"
#: Rows held in memory at a time while writing Parquet.
ROWS_A_GROUP = 20_000


def export_database(
    engine: Engine, folder: Path, form: Form, told: Callable[[str, int], None], *, known_at: str | None = None
) -> None:
    """Write a file a table and their description; ``told`` hears each table with its rows.

    With ``known_at`` (of `etl.known_at.read_moment`) the tables are written as they stood at that moment.

    Raises:
        UsageError: the folder holds something already, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty; an export goes to a folder of its own")
        with psycopg.connect(plain_url(engine.url.render_as_string(hide_password=False))) as session:
            access = "READ ONLY" if known_at is None else "READ WRITE"
            session.execute(sql.SQL("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, {}").format(sql.SQL(access)))
            session.execute("SET LOCAL timezone = 'UTC'")
            if known_at is not None:
                select_moment(session, known_at)
            selection = _selection if known_at is None else selection_at
            resources = [_write(session, table, selection(table), folder, form, told) for table in travelling_tables()]
            package = {**_head(session), **({"known_at": known_at} if known_at else {}), "resources": resources}
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from error
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")


def _head(session: psycopg.Connection[Any]) -> dict[str, Any]:
    revision = session.execute("SELECT version_num FROM alembic_version").fetchone()
    return {
        "profile": "tabular-data-package", "name": "onrecord",
        "title": "Claims of news articles: who said how many, according to whom",
        "onrecord": {"version": __version__, "revision": revision[0] if revision else None},
    }  # fmt: skip


def _write(
    session: psycopg.Connection[Any],
    table: Table,
    selection: sql.Composed,
    folder: Path,
    form: Form,
    told: Callable[[str, int], None],
) -> dict[str, Any]:
    path = folder / f"{table.name}.{form}"
    rows = _write_csv(session, selection, path) if form == "csv" else _write_parquet(session, table, selection, path)
    told(table.name, rows)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name, "path": path.name, "format": form, "description": table.comment, "rows": rows,
        "bytes": path.stat().st_size, "hash": f"sha256:{digest}", "schema": describe(table),
    }  # fmt: skip


def _selection(table: Table) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in stored_columns(table))
    order = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.primary_key.columns)
    return sql.SQL("SELECT {} FROM public.{} ORDER BY {}").format(columns, sql.Identifier(table.name), order)


def _write_csv(session: psycopg.Connection[Any], selection: sql.Composed, path: Path) -> int:
    query = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')").format(selection)
    with path.open("wb") as file, session.cursor() as cursor:
        with cursor.copy(query) as copy:
            for block in copy:
                file.write(block)
        return cursor.rowcount


def _write_parquet(session: psycopg.Connection[Any], table: Table, selection: sql.Composed, path: Path) -> int:
    import pyarrow as pa  # noqa: PLC0415  (slow to import, and only this form needs it)
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(column.name, _arrow_type(pa, column)) for column in stored_columns(table)])
    total = 0
    with session.cursor(name="export") as cursor, pq.ParquetWriter(path, schema) as writer:
        cursor.itersize = ROWS_A_GROUP
        cursor.execute(selection)
        while rows := cursor.fetchmany(ROWS_A_GROUP):
            columns = zip(*rows, strict=True)
            arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            total += len(rows)
    return total


def _arrow_type(pa: Any, column: Column[Any]) -> Any:
    types = {
        "integer": pa.int64(), "number": pa.decimal128(38, 10), "boolean": pa.bool_(), "date": pa.date32(),
        "datetime": pa.timestamp("us", "UTC"),
    }  # fmt: skip
    if column.type.python_type is bytes:
        return pa.binary()
    return types.get(field_type(column), pa.string())
