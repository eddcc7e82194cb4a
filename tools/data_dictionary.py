"""Write docs/data-dictionary.md from the comments of a database: saved views, tables, and how they hang together.

Run by `make docs` on a server made for it; a test fails when the file is stale.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, text

from etl.cluster import ensure_server
from etl.database import open_database
from etl.settings import read_settings

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data-dictionary.md"
HEAD = """# Data dictionary

Generated from the comments in the database by `make docs`; do not edit. People and BI tools read the saved views
in schema `report`. The tables in schema `public` are the loaders' and may change.

Columns that several views have mean the same in each. They join on `article_key` (articles), `estimate_id` (mentions of
a figure), `claim_id` (mentions that tell the same thing), `quote_id`, `origin_key` (whose claim it is) and `topic`.
"""
COLUMNS = """
    SELECT c.relname AS relation, obj_description(c.oid, 'pg_class') AS about, a.attname AS column,
        format_type(a.atttypid, a.atttypmod) AS type, col_description(c.oid, a.attnum) AS comment,
        a.attnotnull AS required
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = CAST(:schema AS regnamespace) AND c.relkind = :kind AND c.relname <> 'alembic_version'
    ORDER BY c.relname COLLATE "C", a.attnum
"""
VIEWS = 'SELECT view, topic, question, grain, key_columns FROM saved_view ORDER BY topic COLLATE "C", view COLLATE "C"'
KEYS = """
    SELECT child.relname AS child, parent.relname AS parent,
        (SELECT string_agg(a.attname, ', ' ORDER BY a.attname COLLATE "C") FROM pg_attribute a
            WHERE a.attrelid = child.oid AND a.attnum = ANY (k.conkey)) AS columns
    FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
    WHERE k.contype = 'f' AND child.relnamespace = CAST('public' AS regnamespace)
    ORDER BY child.relname COLLATE "C", k.conname COLLATE "C"
"""
SHORT_TYPES = {"timestamp with time zone": "timestamptz", "double precision": "double"}


def render(connection: Connection) -> str:
    """The page for what a database holds."""
    parts = [
        HEAD,
        *_views(connection),
        "## How the tables hang together\n",
        *_diagram(connection),
        *_tables(connection),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _relations(connection: Connection, schema: str, kind: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in connection.execute(text(COLUMNS), {"schema": schema, "kind": kind}):
        found.setdefault(row.relation, []).append(row)
    return found


def _views(connection: Connection) -> Iterator[str]:
    columns = _relations(connection, "report", "v")
    deployed = connection.execute(text(VIEWS)).all()
    yield "## Saved views\n"
    yield "| View | Question |\n| --- | --- |"
    for view in deployed:
        yield f"| [{view.view}](#{view.view}) | {_cell(view.question)} |"
    for view in deployed:
        yield f"\n### {view.view}\n"
        yield f"{view.question} {columns[view.view][0].about}\n"
        yield f"One row: {view.grain}. Key: `{view.key_columns}`. Topic: {view.topic}.\n"
        yield from _columns(columns[view.view])
    yield ""


def _tables(connection: Connection) -> Iterator[str]:
    yield "\n## Tables"
    for name, columns in _relations(connection, "public", "r").items():
        yield f"\n### Table {name}\n"
        yield f"{columns[0].about}\n"
        yield from _columns(columns, tells_required=True)


def _columns(columns: list[Any], *, tells_required: bool = False) -> Iterator[str]:
    yield "| Column | Type | Meaning |\n| --- | --- | --- |"
    for column in columns:
        kind = SHORT_TYPES.get(column.type, column.type) + (", required" if tells_required and column.required else "")
        yield f"| {column.column} | {kind} | {_cell(column.comment)} |"


def _cell(words: str) -> str:
    return re.sub(r"\s+", " ", words).replace("|", "\\|")


def _diagram(connection: Connection) -> Iterator[str]:
    yield "```mermaid\nerDiagram"
    seen = set()
    for key in connection.execute(text(KEYS)):
        line = f'    {key.parent} ||--o{{ {key.child} : "{key.columns}"'
        if line not in seen:
            seen.add(line)
            yield line
    yield "```"


def main() -> None:
    """Write the page from the database that ONRECORD_DATABASE_URL or the embedded server gives."""
    engine = open_database(ensure_server(read_settings()))
    with create_engine(engine.url).connect() as connection:
        PAGE.write_text(render(connection), encoding="utf-8")
    print(f"wrote {os.path.relpath(PAGE)}")


if __name__ == "__main__":
    main()
