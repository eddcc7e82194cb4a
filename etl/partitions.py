"""The largest tables that nothing refers to, divided by the year in which their articles were read.

PostgreSQL divides a table by columns that stand in each of its keys, and in each foreign key that points at it. Those
of articles, readings and estimates do not hold a year, nor can they: `docs/scaling.md` shows why. What is divided here
are mentions and the steps of attribution chains, by the number of the reading, estimate or quote that they belong to.
Numbers are given in the order of reading, so a year of reading is a range of them; for news read as they come that is
the year of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import sql
from sqlalchemy import Connection, Engine, text

from etl.database import writing
from etl.deployment import mark_deployment
from etl.errors import UsageError
from etl.known_at import create_known_at, drop_known_at
from etl.rights import apply_grants
from etl.views import create_views, drop_views, read_views

#: Identity columns of divided tables came with this version.
OLDEST_SERVER = 17
_YEAR = "cast(date_part('year', extraction.created_at AT TIME ZONE 'UTC') AS integer)"


@dataclass(frozen=True, slots=True)
class DividedTable:
    """A table, the column whose ranges are its partitions, its primary key, and the last number of each year."""

    name: str
    column: str
    primary_key: str
    last_of_years: str


TABLES = (
    DividedTable(
        "mention",
        "extraction_id",
        "extraction_id, mention_id",
        f"SELECT {_YEAR} AS year, max(extraction_id) AS last FROM extraction GROUP BY 1 ORDER BY 1",
    ),
    DividedTable(
        "estimate_attribution",
        "estimate_id",
        "estimate_id, position",
        f"SELECT {_YEAR} AS year, max(estimate_id) AS last"
        " FROM estimate INNER JOIN extraction USING (extraction_id) GROUP BY 1 ORDER BY 1",
    ),
    DividedTable(
        "quote_speaker",
        "quote_id",
        "quote_id, position",
        f"SELECT {_YEAR} AS year, max(quote_id) AS last"
        " FROM quote INNER JOIN extraction USING (extraction_id) GROUP BY 1 ORDER BY 1",
    ),
)


def partition_by_year(engine: Engine) -> dict[str, list[str]]:
    """Divide the tables, or give a year that has begun since a partition of its own; returns each table's partitions.

    One transaction: rows and saved views are the same after it, and loads wait for its end.

    Raises:
        UsageError: the server is older than divided tables with identity columns.
    """
    with writing(engine) as connection, connection.begin():
        if connection.dialect.server_version_info < (OLDEST_SERVER,):  # type: ignore[operator]
            raise UsageError(f"dividing tables needs PostgreSQL {OLDEST_SERVER} or newer")
        drop_known_at(connection)
        drop_views(connection)
        for table in TABLES:
            if _is_whole(connection, table.name):
                _divide(connection, table)
            else:
                _open_new_years(connection, table)
        views = read_views()
        create_views(connection, views)
        create_known_at(connection, views)
        apply_grants(connection)
        mark_deployment(connection)
        return {table.name: partitions(connection, table.name) for table in TABLES}


def partitions(connection: Connection, table: str) -> list[str]:
    """Names of a table's partitions, the earliest first."""
    query = "SELECT relid::text FROM pg_partition_tree(:table) WHERE isleaf AND level > 0 ORDER BY 1"
    return list(connection.scalars(text(query), {"table": table}))


def is_partition(name: str | None) -> bool:
    """Whether a table's name is that of a partition."""
    return any(re.fullmatch(rf"{table.name}_\d{{4}}", name or "") for table in TABLES)


def _is_whole(connection: Connection, table: str) -> bool:
    kind = connection.scalar(text("SELECT relkind FROM pg_class WHERE oid = to_regclass(:table)"), {"table": table})
    return bool(kind == "r")


def _divide(connection: Connection, table: DividedTable) -> None:
    """Move a table's rows into partitions; its keys, indexes, checks, triggers and comments come along."""
    name, whole = table.name, f"{table.name}_whole"
    definitions = _definitions(connection, table)
    comment = connection.scalar(text("SELECT obj_description(to_regclass(:t), 'pg_class')"), {"t": name})
    _run(connection, f"ALTER TABLE {name} RENAME TO {whole}")
    _run(
        connection,
        f"CREATE TABLE {name} (LIKE {whole} INCLUDING ALL EXCLUDING INDEXES EXCLUDING STATISTICS)"
        f" PARTITION BY RANGE ({table.column})",
    )
    for year, start, end in _ranges(connection, table):
        _create_partition(connection, name, year, start, end)
    columns = ", ".join(_columns(connection, name))
    _run(connection, f"INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {whole}")
    _continue_numbers(connection, name, whole)
    _run(connection, f"DROP TABLE {whole}")
    for definition in definitions:
        _run(connection, definition)
    _run(connection, sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(name), comment).as_string())
    _run(connection, f"ANALYZE {name}")


def _definitions(connection: Connection, table: DividedTable) -> list[str]:
    """Statements that give the divided table the keys, foreign keys, indexes and triggers of the whole one."""
    values = {"table": table.name}
    keys = connection.execute(
        text(
            "SELECT conname, contype, pg_get_constraintdef(oid) AS definition FROM pg_constraint"
            " WHERE conrelid = to_regclass(:table) AND contype IN ('p', 'u', 'f') ORDER BY contype DESC, conname"
        ),
        values,
    ).all()
    indexes = connection.scalars(
        text(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = to_regclass(:table)"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1"
        ),
        values,
    ).all()
    triggers = connection.scalars(
        text(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = to_regclass(:table) AND NOT tgisinternal"
            " ORDER BY tgname"
        ),
        values,
    ).all()
    added = [
        f"ALTER TABLE {table.name} ADD CONSTRAINT {key.conname} "
        + (f"PRIMARY KEY ({table.primary_key})" if key.contype == "p" else key.definition)
        for key in keys
    ]
    return [*added, *indexes, *triggers]


def _ranges(connection: Connection, table: DividedTable) -> list[tuple[int, str, str]]:
    """(year, first number, first number of the next year) of each year in which articles were read."""
    ranges: list[tuple[int, str, str]] = []
    start, highest = "MINVALUE", 0
    years = connection.execute(text(table.last_of_years)).all()
    for year, last in years:
        highest = max(highest, last)
        ranges.append((year, start, f"{highest + 1}"))
        start = ranges[-1][2]
    if not ranges:
        this_year = connection.scalar(text("SELECT cast(date_part('year', now() AT TIME ZONE 'UTC') AS integer)"))
        return [(int(this_year or 0), "MINVALUE", "MAXVALUE")]
    # Where a year's readings end before those of an earlier year do, it has no range of its own.
    kept = [found for found in ranges if found[1] != found[2]]
    return [*kept[:-1], (kept[-1][0], kept[-1][1], "MAXVALUE")]


def _open_new_years(connection: Connection, table: DividedTable) -> None:
    """End the last partition where its year ended, and open one for each year since."""
    newest = max(partitions(connection, table.name))
    divided_until = int(newest.rpartition("_")[2])
    later = [found for found in _ranges(connection, table) if found[0] > divided_until]
    if not later:
        return
    first = text(
        "SELECT coalesce(substring(pg_get_expr(relpartbound, oid) FROM 'FROM \\(''?([^'')]+)'), 'MINVALUE')"
        " FROM pg_class WHERE oid = to_regclass(:newest)"
    )
    start = connection.scalar(first, {"newest": newest})
    _run(connection, f"ALTER TABLE {table.name} DETACH PARTITION {newest}")
    _run(connection, f"CREATE TABLE {newest}_moving (LIKE {newest} INCLUDING DEFAULTS)")
    _run(
        connection,
        f"WITH moved AS (DELETE FROM {newest} WHERE {table.column} >= {later[0][1]} RETURNING *)"
        f" INSERT INTO {newest}_moving SELECT * FROM moved",
    )
    _run(
        connection,
        f"ALTER TABLE {table.name} ATTACH PARTITION {newest} FOR VALUES FROM ({start}) TO ({later[0][1]})",
    )
    for year, begin, end in later:
        _create_partition(connection, table.name, year, begin, end)
    columns = ", ".join(_columns(connection, table.name))
    _run(
        connection,
        f"INSERT INTO {table.name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {newest}_moving",
    )
    _run(connection, f"DROP TABLE {newest}_moving")


def _create_partition(connection: Connection, table: str, year: int, start: str, end: str) -> None:
    _run(connection, f"CREATE TABLE {table}_{year} PARTITION OF {table} FOR VALUES FROM ({start}) TO ({end})")


def _columns(connection: Connection, table: str) -> Sequence[str]:
    """The columns that rows are given; generated ones follow from them."""
    query = (
        "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = to_regclass(:table) AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"
    )
    return connection.scalars(text(query), {"table": table}).all()


def _continue_numbers(connection: Connection, table: str, whole: str) -> None:
    """Let the divided table number its rows on from where the whole one stopped."""
    columns = text(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:table) AND attidentity <> '' AND attnum > 0"
    )
    for column in connection.scalars(columns, {"table": table}).all():
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence(:table, :column),"
                " nextval(pg_get_serial_sequence(:whole, :column)), false)"
            ),
            {"table": table, "column": column, "whole": whole},
        )


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
