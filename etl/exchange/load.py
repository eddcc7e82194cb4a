"""Load an export into a database that holds nothing yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, Table, text

from etl.database import writing
from etl.errors import OnrecordError, UsageError
from etl.exchange.export import DESCRIPTION
from etl.exchange.tables import staying_references, stored_columns, travelling_tables
from etl.load.counts import recount_everything

BLOCK_BYTES = 1_000_000


class PackageError(OnrecordError):
    """An export that cannot be loaded here."""


def load_package(engine: Engine, folder: Path, told: Callable[[str, int], None]) -> None:
    """Load all tables of an export, all or nothing; ``told`` hears each table with its rows.

    Raises:
        UsageError: the folder is no export.
        PackageError: the export is damaged or of another version, or the database holds articles already.
    """
    package = _read_description(folder)
    resources = {resource["name"]: resource for resource in package["resources"]}
    with writing(engine) as connection, connection.begin():
        _check(connection, package, resources, folder)
        names = ", ".join(f'public."{table.name}"' for table in [*travelling_tables(), *staying_references()])
        connection.exec_driver_sql(f"TRUNCATE {names}")
        session = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
        for table in travelling_tables():
            rows = _load(session, table, folder / resources[table.name]["path"])
            if rows != resources[table.name]["rows"]:
                raise PackageError(f"{table.name}: {rows:,} rows were read, {resources[table.name]['rows']:,} expected")
            _restart_identity(connection, table)
            told(table.name, rows)
        recount_everything(connection)


def _read_description(folder: Path) -> dict[str, Any]:
    try:
        package = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        if package["name"] == "onrecord" and package["onrecord"]["revision"]:
            return cast("dict[str, Any]", package)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder / DESCRIPTION} is not the description of an export: {error}") from error
    raise UsageError(f"{folder / DESCRIPTION} does not describe an export of onrecord")


def _check(connection: Connection, package: dict[str, Any], resources: dict[str, Any], folder: Path) -> None:
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    wanted = package["onrecord"]["revision"]
    if found != wanted:
        raise PackageError(
            f"the export is of schema {wanted} and this database of {found}; load it with the onrecord that wrote it "
            f"({package['onrecord'].get('version')}), upgrade there, and export again"
        )
    if connection.scalar(text("SELECT EXISTS (SELECT 1 FROM batch WHERE command <> 'seed')")):
        raise PackageError("this database holds loads already; an export goes into an empty database")
    for table in travelling_tables():
        if table.name not in resources:
            raise PackageError(f"the export has no table {table.name}")
        _check_file(folder / Path(resources[table.name]["path"]).name, resources[table.name]["hash"])


def _check_file(path: Path, wanted: str) -> None:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PackageError(f"{path}: {error.strerror or error}") from error
    if f"sha256:{digest}" != wanted:
        raise PackageError(f"{path} is not as it was exported: its hash differs")


def _load(session: psycopg.Connection[Any], table: Table, path: Path) -> int:
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in stored_columns(table))
    options = sql.SQL(" (FORMAT csv, HEADER, ENCODING 'UTF8')" if path.suffix == ".csv" else "")
    query = sql.SQL("COPY public.{} ({}) FROM STDIN{}").format(sql.Identifier(table.name), names, options)
    with session.cursor() as cursor:
        with cursor.copy(query) as copy:
            if path.suffix == ".csv":
                for block in _blocks(path):
                    copy.write(block)
            else:
                for row in _parquet_rows(path):
                    copy.write_row(row)
        return cursor.rowcount


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _parquet_rows(path: Path) -> Iterable[tuple[Any, ...]]:
    import pyarrow.parquet as pq  # noqa: PLC0415  (slow to import, and only this form needs it)

    for batch in pq.ParquetFile(path).iter_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _restart_identity(connection: Connection, table: Table) -> None:
    """The next key is past the greatest that was loaded."""
    for column in table.columns:
        if column.identity is not None:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('public.\"{table.name}\"', '{column.name}'),"
                f' coalesce(max("{column.name}"), 0) + 1, FALSE) FROM public."{table.name}"'
            )
