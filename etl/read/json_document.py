"""JSON documents: an article's object over several lines, a list of articles, or a list under `articles`.

news-please writes an object a file, GDELT's article lists hold `{"articles": [...]}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from etl.read.charset import decode
from etl.read.fields import Columns, json_type, make_record_article, name_fields
from etl.read.json_lines import JsonLinesReader
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_record, reject_source, too_large
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile

_START = re.compile(rb"\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")
_LIST_NAMES = ("articles", "items", "results", "data")
_FILE_LIMIT_RECORDS = 10


class JsonDocumentReader:
    """Each article of the document is taken or rejected by itself; a reject is kept as one JSON line."""

    name = "json"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT, columns: Columns | None = None) -> None:
        self.size_limit = size_limit
        self.columns = columns or {}

    def accepts(self, head: bytes, name: str) -> bool:
        return _START.match(head.removeprefix(b"\xef\xbb\xbf")) is not None or name.lower().endswith(".json")

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            yield from self._read_document(source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)

    def _read_document(self, source: Source) -> Iterator[Article | RejectedRecord]:
        limit = self.size_limit * _FILE_LIMIT_RECORDS
        with source.open() as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise too_large(None, limit)
        decoded = decode(content)
        file = SourceFile(
            source.location, source.sha256, source.size_bytes, decoded.encoding, decoded.replaced_characters,
            reader_label(self),
        )  # fmt: skip
        for number, record in enumerate(_records(_parse(decoded.text.removeprefix("\ufeff"))), 1):
            yield self._read_record(record, number, source, file)

    def _read_record(self, record: Any, number: int, source: Source, file: SourceFile) -> Article | RejectedRecord:
        try:
            return make_record_article(_with_text(name_fields(_object(record), self.columns)), file)
        except Unusable as problem:
            kept = json.dumps(record).encode()
            return reject_record(source, problem, kept, number, JsonLinesReader.name)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unusable("not_json", f"not JSON: {error.msg} at line {error.lineno:,}, column {error.colno:,}") from error
    except (ValueError, RecursionError) as error:
        raise Unusable("not_json", f"not JSON that can be read: {error}") from error


def _records(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for name in _LIST_NAMES:
            if isinstance(document.get(name), list):
                return list(document[name])
    return [document]


def _object(record: Any) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise Unusable("not_an_object", f"expected an object with a text, found {json_type(record)}")
    return record


def _with_text(named: dict[str, Any]) -> dict[str, Any]:
    """Refuse an entry that only points to its article, as GDELT's do, with what to do about it."""
    if named.get("text") is None and named.get("url"):
        reason = "field 'text' is missing: the list gives addresses only; save the pages and load those"
        raise Unusable("field_missing", reason, "text")
    return named
