"""XLSX: an article a row of the first sheet, columns by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from etl.read.fields import Columns
from etl.read.package import check_package, holds_member
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_source, too_large
from etl.read.rows import check_header, read_row
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile


class WorkbookReader:
    """Formulas give the value that the spreadsheet program last stored; merged cells hold it in the first."""

    name = "xlsx"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT, columns: Columns | None = None) -> None:
        self.size_limit = size_limit
        self.columns = columns or {}

    def accepts(self, head: bytes, name: str) -> bool:
        return holds_member(head, name, "xl/", ".xlsx")

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            yield from self._read_rows(source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)

    def _read_rows(self, source: Source) -> Iterator[Article | RejectedRecord]:
        rows = read_sheet(read_whole(source, self.size_limit))
        header = [str(name).strip() if name is not None else "" for name in next(rows, ())]
        check_header(header, self.columns)
        file = SourceFile(source.location, source.sha256, source.size_bytes, "utf-8", 0, reader_label(self))
        for number, values in enumerate(rows, 2):
            if any(value is not None for value in values):
                cells = dict(zip(header, values, strict=False))
                yield read_row(cells, number, source, file, self.columns)


def read_whole(source: Source, limit: int) -> bytes:
    """All bytes of a source that is one document.

    Raises:
        Unusable: there are more than ``limit``.
    """
    with source.open() as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise too_large(None, limit)
    return content


def read_sheet(content: bytes) -> Iterator[tuple[Any, ...]]:
    """Rows of a workbook's first sheet, values as stored.

    Raises:
        Unusable: not a workbook, or a damaged one.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  (0.3 s, for spreadsheets alone)

    check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if not book.worksheets:
            raise Unusable("damaged", "the workbook has no sheet of cells")
        yield from book.worksheets[0].iter_rows(values_only=True)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        OSError,
        NotImplementedError,
    ) as error:
        reason = f"not a workbook that can be read ({error!r:.200}): save it again as XLSX or CSV"
        raise Unusable("damaged", reason) from error
