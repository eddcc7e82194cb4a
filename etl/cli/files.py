"""Rows as Parquet and Excel files."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.errors import UsageError
from etl.reading import Table

#: What a sheet of Excel holds at most, the header among it.
SHEET_ROWS = 1_048_576
#: A cell of Excel holds no more characters.
CELL_CHARACTERS = 32_767


def write_parquet(table: Table, path: Path) -> None:
    """Write typed columns: decimals with their scale, days, moments in UTC, texts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: _arrow_column(pa, [row[index] for row in table.rows]) for index, name in enumerate(table.columns)}
    pq.write_table(pa.table(columns), path)


def _arrow_column(pa: Any, values: list[Any]) -> Any:
    if any(isinstance(value, Decimal) for value in values):
        digits = [value.as_tuple() for value in values if value is not None]
        scale = max(max(-int(number.exponent), 0) for number in digits)
        return pa.array(values, pa.decimal128(38, min(scale, 18)))
    if any(isinstance(value, datetime) for value in values):
        return pa.array(values, pa.timestamp("us", "UTC"))
    return pa.array(values) if any(value is not None for value in values) else pa.array(values, pa.string())


def write_xlsx(table: Table, path: Path) -> None:
    """Write one sheet with a header that stays and filters; texts are texts, so that none becomes a formula.

    Raises:
        UsageError: more rows than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    if len(table.rows) >= SHEET_ROWS:
        raise UsageError(f"{len(table.rows):,} rows do not fit a sheet of Excel; take csv or parquet, or --where")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("onrecord")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    header = [WriteOnlyCell(sheet, value=name) for name in table.columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in table.rows:
        sheet.append([_cell(WriteOnlyCell, sheet, value) for value in row])
    book.save(path)


def _cell(kind: Any, sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)  # Excel knows no zones; the views give UTC
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return value
    printable = "".join(c for c in str(value)[:CELL_CHARACTERS] if c in "\n\t" or ord(c) >= 32)
    cell = kind(sheet, value=printable)
    cell.data_type = "s"
    return cell
