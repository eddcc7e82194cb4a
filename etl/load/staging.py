"""COPY rows into temporary tables: of rows as they come, or of whole columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection

#: Bytes that are sent to the server at a time.
_BLOCK = 1 << 20


def stage_rows(connection: Connection, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """Create temporary ``table`` with ``columns`` (name -> SQL type) and COPY ``rows`` into it.

    It lives as long as the transaction.
    """
    with _driver(connection).cursor() as cursor:
        cursor.execute(
            f"DROP TABLE IF EXISTS pg_temp.{table};"
            f" CREATE TEMPORARY TABLE {table} ({_definition(columns)}) ON COMMIT DROP"
        )
        with cursor.copy(_copy(table, columns)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def create_stages(connection: Connection, stages: Mapping[str, Mapping[str, str]]) -> None:
    """Create temporary tables (name -> columns) that live as long as the session and are empty in each transaction.

    Made once, they leave nothing in the server's log of changes, however many chunks go through them.
    """
    with _driver(connection).cursor() as cursor:
        for table, columns in stages.items():
            cursor.execute(
                f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({_definition(columns)}) ON COMMIT DELETE ROWS"
            )


def as_csv(columns: Any) -> Any:
    """A pyarrow Table as a pyarrow Buffer of CSV, as `stage_csv` takes it."""
    import pyarrow as pa  # noqa: PLC0415  (0.1 s, for tables alone)
    from pyarrow import csv  # noqa: PLC0415

    buffer = pa.BufferOutputStream()
    csv.write_csv(columns, buffer, csv.WriteOptions(include_header=False))
    return buffer.getvalue()


def stage_csv(connection: Connection, table: str, columns: Iterable[str], written: Any) -> None:
    """COPY what `as_csv` wrote into those columns of a temporary table."""
    with _driver(connection).cursor() as cursor, cursor.copy(_copy(table, columns, "CSV")) as copy:
        for start in range(0, written.size, _BLOCK):
            copy.write(memoryview(written.slice(start, min(_BLOCK, written.size - start))))


def array_literal(column: Any, *, is_plain: bool = False) -> str:
    """A pyarrow column without nulls as PostgreSQL writes an array: a parameter that costs no table and no log.

    Quicker than a list of Python, which the driver quotes value by value. Texts that ``is_plain`` says to be of letters
    and digits alone need no quotation marks.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if pa.types.is_string(column.type) and not is_plain:
        escaped = pc.replace_substring(pc.replace_substring(column, "\\", "\\\\"), '"', '\\"')
        column = pc.binary_join_element_wise("", escaped, "", '"')
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    joined = pc.binary_join(pa.ListArray.from_arrays([0, len(column)], column.cast(pa.string())), ",")
    return f"{{{joined[0].as_py()}}}"


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def _definition(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


def _copy(table: str, columns: Iterable[str], form: str = "TEXT") -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(sql.Identifier(table), names, sql.SQL(form))
