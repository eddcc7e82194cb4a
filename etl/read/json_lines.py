"""JSON lines: an article a line, `{"id", "text", "url", "title", "published" or "date", "outlet", "authors", ...}`."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from etl.read.fields import Columns, json_type, make_record_article, name_fields
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, describe_bytes, reader_label, reject_record, too_large
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile

#: How an object on one line begins. An object spread over lines is another format.
_OBJECT_START = re.compile(rb"\s*\{[ \t]*(?:\}|\"(?!(?:articles|items|results|data)\"\s*:\s*\[))")
_CHUNK = 1 << 20


class JsonLinesReader:
    """A line that cannot be taken is rejected with its number; the others are read. Unknown fields are left out.

    Fields may have the names that news-please and other exports give them (`etl/data/read/field_names.csv`).
    """

    name = "json-lines"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT, columns: Columns | None = None) -> None:
        self.size_limit = size_limit
        self.columns = columns or {}

    def accepts(self, head: bytes, name: str) -> bool:  # noqa: ARG002  (told by content alone)
        return _OBJECT_START.match(head.removeprefix(codecs.BOM_UTF8)) is not None

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        file = self._source_file(source)
        with source.open() as stream:
            if file.encoding == "utf-8-sig":
                stream.read(len(codecs.BOM_UTF8))
            number = 0
            while line := stream.readline(self.size_limit + 1):
                number += 1
                if len(line) > self.size_limit:
                    yield _reject_long_line(source, stream, line, number, self.size_limit)
                elif line.strip():
                    yield self._read_line(line, number, source, file)

    def _read_line(self, line: bytes, number: int, source: Source, file: SourceFile) -> Article | RejectedRecord:
        try:
            return make_record_article(name_fields(_parse(line), self.columns), file)
        except Unusable as problem:
            return reject_record(source, problem, line, number, self.name)

    def _source_file(self, source: Source) -> SourceFile:
        encoding = "utf-8-sig" if source.head.startswith(codecs.BOM_UTF8) else "utf-8"
        return SourceFile(source.location, source.sha256, source.size_bytes, encoding, 0, reader_label(self))


def _parse(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unusable(
            "undecodable", f"not valid UTF-8 at byte {error.start:,} of the line: save it as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise Unusable("not_json", f"not JSON: {error.msg} at column {error.colno:,}") from error
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits; brackets nested without end
        raise Unusable("not_json", f"not JSON that can be read: {error}") from error
    if not isinstance(record, dict):
        raise Unusable("not_an_object", f"expected an object with a text, found {json_type(record)}")
    return record


def _reject_long_line(source: Source, stream: BinaryIO, start: bytes, number: int, size_limit: int) -> RejectedRecord:
    """Skip the rest of a line above the limit, hashing it on the way so that it can be known again."""
    digest, size = hashlib.sha256(start), len(start)
    ended = start.endswith(b"\n")
    while not ended and (piece := stream.readline(_CHUNK)):
        digest.update(piece)
        size += len(piece)
        ended = piece.endswith(b"\n")
    kept = describe_bytes(source.location, digest.hexdigest(), size, number)
    return reject_record(source, too_large(size, size_limit), kept, number)
