"""XLSX: an article a row of the first sheet, columns by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from etl.read.fields import Columns
from etl.read.package import ZIP_MAGIC, check_package, holds_member
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_source, too_large
from etl.read.rows import check_header, read_row
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile

#: Texts that cells share are held in memory, at some three bytes for one of them.
MOST_SHARED_BYTES = 100_000_000


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
        with self._open(source) as book:
            yield from self._read_book(book, source)

    @contextmanager
    def _open(self, source: Source) -> Iterator[BinaryIO]:
        """A book as it lies there, however large; one that is packed once more in memory, up to the limit."""
        with source.open_raw() as stream:
            is_packed = stream.read(len(ZIP_MAGIC)) != ZIP_MAGIC
            yield io.BytesIO(read_whole(source, self.size_limit)) if is_packed else stream

    def _read_book(self, book: BinaryIO, source: Source) -> Iterator[Article | RejectedRecord]:
        rows = read_sheet(book)
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


def read_sheet(book: bytes | Path | BinaryIO) -> Iterator[tuple[Any, ...]]:
    """Rows of a workbook's first sheet, values as stored, read as they are asked for; texts that cells share at once.

    Raises:
        Unusable: not a workbook, a damaged one, or one whose shared texts are too many to be held.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  (0.3 s, for spreadsheets alone)

    with _stream_of(book) as stream:
        _check_shared_texts(stream)
        try:
            opened = load_workbook(stream, read_only=True, data_only=True)
            if not opened.worksheets:
                raise Unusable("damaged", "the workbook has no sheet of cells")
            yield from opened.worksheets[0].iter_rows(values_only=True)
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


def _stream_of(book: bytes | Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    if isinstance(book, bytes):
        return io.BytesIO(book)
    return book.open("rb") if isinstance(book, Path) else nullcontext(book)


def _check_shared_texts(stream: BinaryIO) -> None:
    for name, size in check_package(stream).items():
        if name.lower().endswith("sharedstrings.xml") and size > MOST_SHARED_BYTES:
            reason = f"the texts that its cells share take {size:,} bytes, above {MOST_SHARED_BYTES:,}: save it as CSV"
            raise Unusable("too_large", reason)
