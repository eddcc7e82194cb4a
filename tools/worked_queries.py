"""Run the queries of docs/queries.md on the sample and write their output below them.

Run by `make docs` on a database that holds the bundled sample and nothing else; a test compares the same.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Engine

from etl.cli.output import readable
from etl.cluster import ensure_server
from etl.database import open_database
from etl.reading import Table, query_as_analyst
from etl.settings import read_settings

PAGE = Path(__file__).resolve().parent.parent / "docs" / "queries.md"
#: A query and the output below it.
BLOCKS = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<output>.*?)```", re.DOTALL)
WIDEST_CELL = 60


def queries(page: str) -> list[tuple[str, str]]:
    """The worked queries of a page with the output that stands below each."""
    return [(found["query"].strip(), found["output"]) for found in BLOCKS.finditer(page)]


def output_of(engine: Engine, query: str) -> str:
    """What a query gives, as an analyst sees it, in columns."""
    return _in_columns(query_as_analyst(engine, query.rstrip(";")))


def _in_columns(table: Table) -> str:
    cells = [[_short(readable(value)) for value in row] for row in table.rows]
    widths = [max(len(line[index]) for line in [list(table.columns), *cells]) for index in range(len(table.columns))]
    lines = [table.columns, ["-" * width for width in widths], *cells]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "".join(line.rstrip() + "\n" for line in padded)


def _short(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= WIDEST_CELL else flat[: WIDEST_CELL - 1] + "…"


def filled_page(engine: Engine, page: str) -> str:
    """The page with each output as it is now."""

    def fill(found: re.Match[str]) -> str:
        return f"```sql\n{found['query']}```\n\n```text\n{output_of(engine, found['query'].strip())}```"

    return BLOCKS.sub(fill, page)


def main() -> None:
    """Fill the page from the database that the environment gives."""
    engine = open_database(ensure_server(read_settings()))
    PAGE.write_text(filled_page(engine, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print("wrote docs/queries.md")


if __name__ == "__main__":
    main()
