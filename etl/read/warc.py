"""WARC: the HTML pages and plain texts that a crawler stored, an article a response."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from etl.read.markup import PAGE_LIMIT_BYTES
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_record, reject_source, too_large
from etl.read.source import Source
from etl.read.web_page import WebPageReader, page_article
from etl.records import Article, RejectedRecord


class WarcReader:
    """Pages of other kinds (images, scripts, redirects) are left out; a page that cannot be taken is rejected."""

    name = "warc"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
        self.size_limit = size_limit

    def accepts(self, head: bytes, name: str) -> bool:
        return head.startswith(b"WARC/") or name.lower().removesuffix(".gz").endswith(".warc")

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

        class Records(ArchiveIterator):  # type: ignore[misc]
            INC_RECORD = ""  # it would print that on standard error, where logs are

        logging.getLogger("warcio").setLevel(logging.CRITICAL)
        try:
            with source.open() as stream:
                for number, record in enumerate(Records(stream), 1):
                    if record.rec_type in {"response", "resource"} and _is_html(record):
                        yield self._read_record(record, number, source)
        except (ArchiveLoadFailed, ValueError, AttributeError, KeyError, zlib.error, EOFError) as error:
            problem = Unusable("damaged", f"not a whole WARC file ({str(error)[:150]}): copy it again")
            yield reject_source(source, problem, self.size_limit)

    def _read_record(self, record: Any, number: int, source: Source) -> Article | RejectedRecord:
        url = record.rec_headers.get_header("WARC-Target-URI")
        content: bytes = record.content_stream().read(PAGE_LIMIT_BYTES + 1)
        try:
            if len(content) > PAGE_LIMIT_BYTES:
                raise too_large(None, PAGE_LIMIT_BYTES)
            stored = _instant(record.rec_headers.get_header("WARC-Date"))
            return page_article(content, source, reader_label(self), url, stored)
        except Unusable as problem:
            return reject_record(source, problem, content[:PAGE_LIMIT_BYTES], number, WebPageReader.name)


def _is_html(record: Any) -> bool:
    if record.http_headers is None:
        return bool(str(record.rec_headers.get_header("Content-Type") or "").startswith("text/html"))
    kind = str(record.http_headers.get_header("Content-Type") or "")
    return record.http_headers.get_statuscode() == "200" and "html" in kind


def _instant(stated: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(stated) if stated else None
    except ValueError:
        return None
