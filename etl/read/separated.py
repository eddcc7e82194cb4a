"""CSV and TSV: an article a row, columns by name. The separator is told from the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from etl.read.charset import decode
from etl.read.fields import Columns, knows_fields
from etl.read.json_lines import JsonLinesReader
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_record, reject_source, too_large
from etl.read.rows import check_header, read_row, row_bytes
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile

_SEPARATORS = ("\t", ",", ";", "|")
_SUFFIXES = ("csv", "tsv", "tab")
#: A file of rows is as large as its rows together: so many records' worth are read at once.
_FILE_LIMIT_RECORDS = 50


class SeparatedReader:
    """A row that cannot be taken, such as one with more or fewer cells than the header, is rejected with its line."""

    name = "csv"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT, columns: Columns | None = None) -> None:
        self.size_limit = size_limit
        self.columns = columns or {}

    def accepts(self, head: bytes, name: str) -> bool:
        """By name, or by a header that names the fields of articles."""
        if name.lower().removesuffix(".gz").rpartition(".")[2] in _SUFFIXES:
            return True
        first = head.partition(b"\n")[0].decode("utf-8", "replace").strip("\ufeff\r ")
        separator = _separator(first)
        return separator in first and knows_fields([cell.strip('" ') for cell in first.split(separator)], self.columns)

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            yield from self._read_rows(source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)

    def _read_rows(self, source: Source) -> Iterator[Article | RejectedRecord]:
        limit = self.size_limit * _FILE_LIMIT_RECORDS
        with source.open() as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise too_large(None, limit)
        if not content.strip():
            raise Unusable("empty", "the file is empty")
        decoded = decode(content)
        file = SourceFile(
            source.location, source.sha256, source.size_bytes, decoded.encoding, decoded.replaced_characters,
            reader_label(self),
        )  # fmt: skip
        text = decoded.text.removeprefix("\ufeff")
        yield from self._read_text(text, source, file)

    def _read_text(self, text: str, source: Source, file: SourceFile) -> Iterator[Article | RejectedRecord]:
        csv.field_size_limit(max(csv.field_size_limit(), self.size_limit))
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text.partition("\n")[0]), strict=True)
        header = [name.strip() for name in next(_told(rows))]
        check_header(header, self.columns)
        line = rows.line_num
        for cells in _told(rows):
            first, line = line + 1, rows.line_num
            if any(cell.strip() for cell in cells):
                yield self._read_row(header, cells, first, source, file)

    def _read_row(
        self, header: list[str], cells: list[str], line: int, source: Source, file: SourceFile
    ) -> Article | RejectedRecord:
        if len(cells) != len(header):
            reason = (
                f"{len(cells)} cells where the header has {len(header)}: is a separator or a quotation mark "
                "missing or one too many?"
            )
            named = dict(zip(header, cells, strict=False)) | {"cells_beyond_the_header": cells[len(header) :]}
            problem = Unusable("shifted_columns", reason)
            return reject_record(source, problem, row_bytes(named), line, JsonLinesReader.name)
        return read_row(dict(zip(header, cells, strict=True)), line, source, file, self.columns)


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def _told(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows; a quotation mark that never closes is told with the line where reading stopped."""
    try:
        yield from rows
    except csv.Error as error:
        line = getattr(rows, "line_num", 0)
        raise Unusable("not_csv", f"line {line}: {error}: check the quotation marks from there back") from error
