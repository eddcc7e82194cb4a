"""Rows of a table as articles: what CSV, Parquet and spreadsheets share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from etl.read.fields import Columns, knows_fields, make_record_article, name_fields
from etl.read.json_lines import JsonLinesReader
from etl.read.reader import Unusable, reject_record
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile


def check_header(names: Sequence[str], columns: Columns) -> None:
    """Refuse a table that has no text of articles, naming what it has.

    Raises:
        Unusable: with the columns that are there and how to map them.
    """
    missing = [f"{name!r} (for {field})" for field, name in columns.items() if name not in names]
    if missing:
        raise Unusable("columns_missing", f"the mapping names columns that are not there: {', '.join(missing)}")
    if not knows_fields(list(names), columns):
        shown = ", ".join(str(name)[:40] for name in list(names)[:20])
        raise Unusable(
            "columns_missing", f"no column holds the text of articles; there are: {shown}. Name it in a mapping"
        )


def read_row(
    cells: Mapping[str, Any], number: int, source: Source, file: SourceFile, columns: Columns
) -> Article | RejectedRecord:
    """The article of a row, or its reject: kept as a JSON line under our field names, so that it can be replayed."""
    named = {field: _plain(value) for field, value in name_fields(cells, columns).items()}
    try:
        return make_record_article(named, file)
    except Unusable as problem:
        return reject_record(source, problem, row_bytes(named), number, JsonLinesReader.name)


def row_bytes(cells: Mapping[str, Any]) -> bytes:
    """A row as a JSON line."""
    return json.dumps(dict(cells), default=str).encode()


def _plain(value: Any) -> Any:
    """A cell as JSON has it: a spreadsheet's day as ISO text, a whole float as the number people see."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) or (isinstance(value, float) and value.is_integer()):
        return int(value) if value == int(value) else str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
