"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator

from etl.read.article import make_article
from etl.read.charset import decode
from etl.read.formats import unread_format
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_source, too_large
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile


class TextReader:
    """Takes any text that is no other format. Title, date and outlet are for the extractor to find in it."""

    name = "text"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
        self.size_limit = size_limit

    def accepts(self, head: bytes, name: str) -> bool:
        return unread_format(head, name) is None

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            yield self._read_article(source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)

    def _read_article(self, source: Source) -> Article:
        with source.open() as stream:
            content = stream.read(self.size_limit + 1)
        if len(content) > self.size_limit:
            raise too_large(source.size_bytes if source.size_bytes > self.size_limit else None, self.size_limit)
        if not content:
            raise Unusable("empty", "the file is empty")
        decoded = decode(content)
        file = SourceFile(
            location=source.location,
            sha256=source.sha256,
            size_bytes=source.size_bytes,
            encoding=decoded.encoding,
            replaced_characters=decoded.replaced_characters,
            reader=reader_label(self),
        )
        return make_article(decoded.text, file)
