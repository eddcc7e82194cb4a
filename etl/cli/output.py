"""What commands print: tables for people, CSV and JSON for machines, progress on a terminal only."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from etl.errors import UsageError
from etl.reading import Table

#: A column narrower than this tells nothing; columns that do not fit are named below the table instead.
NARROWEST_COLUMN = 8
#: Formats that no terminal can show.
FILE_FORMATS = ("parquet", "xlsx")


def plain(value: Any) -> Any:
    """A value as JSON has it: whole decimals as integers, days and times in ISO form."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def readable(value: Any) -> str:
    """A value in a table for people: thousands separated, empty for NULL."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"
    return value.isoformat(" ", "seconds") if isinstance(value, datetime) else str(value)


def print_table(table: Table, form: str, output: Path | None = None) -> None:
    """Print rows as ``table``, ``csv``, ``json``, ``parquet`` or ``xlsx`` on standard output, or to a file.

    Raises:
        UsageError: a format for files was asked for on a terminal, or the file cannot be written.
    """
    if form in FILE_FORMATS:
        _write_file(table, form, output)
    elif output is None:
        _print_text(table, form, sys.stdout)
    else:
        with _writing(output), output.open("w", encoding="utf-8", newline="") as file:
            _print_text(table, form, file)


def _write_file(table: Table, form: str, output: Path | None) -> None:
    from etl.cli import files

    if output is None:
        raise UsageError(f"{form} goes to a file: add -o NAME.{form}")
    with _writing(output):
        (files.write_parquet if form == "parquet" else files.write_xlsx)(table, output)


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror or error}") from error


def _print_text(table: Table, form: str, file: TextIO) -> None:
    if form == "json":
        rows = [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]
        file.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(["" if value is None else plain(value) for value in row] for row in table.rows)
    else:
        _print_for_people(table, file)


def _print_for_people(table: Table, file: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable

    # What people wrote has brackets and colons of its own: "[sic]" is no markup, ":smile:" no picture.
    console = Console(file=file, markup=False, emoji=False, highlight=False)
    wide = console.width if console.is_terminal else max(console.width, 160)
    console.width = wide
    cells = [[readable(value) for value in row] for row in table.rows]
    shown = _columns_that_fit(table.columns, cells, wide)
    rich = RichTable(show_lines=False, header_style="bold")
    for index in shown:
        numbers = any(isinstance(row[index], Decimal | int) and not isinstance(row[index], bool) for row in table.rows)
        rich.add_column(table.columns[index], justify="right" if numbers else "left", overflow="fold")
    for row in cells:
        rich.add_row(*(row[index] for index in shown))
    console.print(rich)
    hidden = [column for index, column in enumerate(table.columns) if index not in shown]
    rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
    console.print(rows + (f"; not shown: {', '.join(hidden)} (--columns, or --format csv)" if hidden else ""))


def _columns_that_fit(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """The leading columns whose usual width fits, empty ones left out."""
    shown: list[int] = []
    used = 1
    for index, column in enumerate(columns):
        if cells and not any(row[index] for row in cells):
            continue
        longest = max([len(column), *(len(row[index]) for row in cells)], default=len(column))
        needed = max(NARROWEST_COLUMN, min(longest, 40)) if longest > NARROWEST_COLUMN else longest
        if shown and used + needed + 3 > width:
            break
        used += needed + 3
        shown.append(index)
    return shown


class TerminalProgress(AbstractContextManager["TerminalProgress"]):
    """A bar on a terminal, silence in a pipe."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task: Any = None

    def begin(self, what: str, total: int | None) -> None:
        """Start a step of ``total`` records, where that is known."""
        self._task = self._bar.add_task(what, total=total, rate="")

    def advance(self, count: int) -> None:
        """Move on by ``count`` records."""
        self._bar.advance(self._task, count)
        speed = self._bar.tasks[self._task].speed
        self._bar.update(self._task, rate=f"{speed:,.0f}/s" if speed else "")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
