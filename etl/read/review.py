"""A corrected review sheet, CSV or XLSX: its rows as column -> text, ``None`` for an empty cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.errors import UsageError
from etl.read.reader import Unusable
from etl.read.workbook import read_sheet


class ReviewFileError(UsageError):
    """A sheet that cannot be read, or that lacks the column by which rows are known."""


def read_review(path: Path) -> Iterator[tuple[int, dict[str, str | None]]]:
    """(line, row) of a sheet with a header row that names ``row_key``.

    Raises:
        ReviewFileError: the file cannot be read, or is no review sheet.
    """
    try:
        content = path.read_bytes()
        rows = read_sheet(content) if path.suffix.lower() == ".xlsx" else _separated(content)
        lines = iter(rows)
        header = [str(name or "").strip() for name in next(lines, ())]
        if "row_key" not in header:
            raise ReviewFileError(f"{path}: no column row_key; export a sheet with `onrecord review export`")
        yield from _named(header, lines)
    except (OSError, UnicodeDecodeError, csv.Error, Unusable) as error:
        raise ReviewFileError(f"{path}: {error}") from error


def _named(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> Iterator[tuple[int, dict[str, str | None]]]:
    for number, cells in enumerate(lines, 2):
        row = {name: _text(cell) for name, cell in zip(header, cells, strict=False) if name}
        if any(row.values()):
            yield number, row


def _separated(content: bytes) -> Iterator[list[str]]:
    text = content.decode("utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell.strip() or None if cell else None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{Decimal(str(cell)).normalize():f}" if isinstance(cell, int | float | Decimal) else str(cell)
