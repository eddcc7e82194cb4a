"""HTML: one page, one article, without menus and advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from etl.read.charset import decode
from etl.read.fields import make_record_article
from etl.read.markup import PAGE_LIMIT_BYTES, read_page_in_time
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_source
from etl.read.source import Source
from etl.read.workbook import read_whole
from etl.records import Article, RejectedRecord, SourceFile

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", re.IGNORECASE)


class WebPageReader:
    """The canonical address, title, authors, outlet and date are taken from the page's metadata."""

    name = "html"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
        self.size_limit = size_limit

    def accepts(self, head: bytes, name: str) -> bool:
        return is_page(head) or name.lower().removesuffix(".gz").endswith((".html", ".htm", ".xhtml"))

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            content = read_whole(source, min(self.size_limit, PAGE_LIMIT_BYTES))
            yield page_article(content, source, reader_label(self), source.url, source.retrieved_at)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)


def is_page(head: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    return _START.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def page_article(
    content: bytes, source: Source, reader: str, url: str | None, retrieved_at: datetime | None
) -> Article:
    """The article of a page's bytes.

    Raises:
        Unusable: no article, no text, or a page that cannot be parsed.
    """
    if not content.strip():
        raise Unusable("empty", "the file is empty")
    text, encoding, replaced = _decode_page(content)
    page = read_page_in_time(text, url)
    file = SourceFile(
        source.location, source.sha256, source.size_bytes, encoding, replaced, reader, retrieved_at
    )  # fmt: skip
    if page["url"] and not page["url"].startswith(("http://", "https://")):
        page["url"] = url
    return make_record_article(page, file)


def _decode_page(content: bytes) -> tuple[str, str, int]:
    """Text by the page's own declaration where the bytes keep it, else as any text is told."""
    if (declared := _META_CHARSET.search(content[:4096])) and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            encoding = declared[1].decode("ascii").lower()
            return content.decode(encoding), encoding, 0
        except (LookupError, UnicodeError):
            pass  # declared wrongly, as happens: what the bytes fit decides
    decoded = decode(content)
    return decoded.text, decoded.encoding, decoded.replaced_characters
