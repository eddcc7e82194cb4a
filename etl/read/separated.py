"""CSV and TSV: an article a row, columns by name. The separator is told from the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from etl.read.charset import decode, tell_encoding
from etl.read.fields import Columns, knows_fields
from etl.read.json_lines import JsonLinesReader
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_record, reject_source, too_large
from etl.read.rows import check_header, read_row, row_bytes
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile

_SEPARATORS = ("\t", ",", ";", "|")
_SUFFIXES = ("csv", "tsv", "tab")


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
        with source.open() as stream:
            content = stream.read(self.size_limit + 1)
        if not content.strip():
            raise Unusable("empty", "the file is empty")
        if len(content) > self.size_limit:
            del content
            yield from self._read_long(source)
            return
        decoded = decode(content)
        file = self._source_file(source, decoded.encoding, decoded.replaced_characters)
        yield from self._read_lines(io.StringIO(decoded.text.removeprefix("\ufeff"), newline=""), source, file)

    def _read_long(self, source: Source) -> Iterator[Article | RejectedRecord]:
        """Read row by row what is too long to be held."""
        encoding = tell_encoding(source.open)
        file = self._source_file(source, encoding.name, encoding.replaced_characters)
        with source.open() as stream:
            text = io.TextIOWrapper(stream, encoding.name, "replace", newline="")
            yield from self._read_lines(text, source, file)

    def _source_file(self, source: Source, encoding: str, replaced: int) -> SourceFile:
        return SourceFile(source.location, source.sha256, source.size_bytes, encoding, replaced, reader_label(self))

    def _read_lines(self, text: TextIO, source: Source, file: SourceFile) -> Iterator[Article | RejectedRecord]:
        csv.field_size_limit(max(csv.field_size_limit(), self.size_limit))
        first_line = text.readline(self.size_limit)
        lines = chain([first_line], self._lines(text))
        rows = csv.reader(lines, delimiter=_separator(first_line), strict=True)
        header = [name.strip() for name in next(_told(rows))]
        check_header(header, self.columns)
        line = rows.line_num
        for cells in _told(rows):
            first, line = line + 1, rows.line_num
            if any(cell.strip() for cell in cells):
                yield self._read_row(header, cells, first, source, file)

    def _lines(self, text: TextIO) -> Iterator[str]:
        while line := text.readline(self.size_limit + 1):
            if len(line) > self.size_limit:
                raise too_large(None, self.size_limit)
            yield line

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
