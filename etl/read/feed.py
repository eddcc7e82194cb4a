"""RSS and Atom: an article an entry, from the full text it carries, else its summary."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from etl.read.fields import make_record_article
from etl.read.json_lines import JsonLinesReader
from etl.read.markup import fragment_text
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_record, reject_source
from etl.read.source import Source
from etl.read.workbook import read_whole
from etl.records import Article, RejectedRecord, SourceFile

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<\?xml-stylesheet[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!DOCTYPE\s+)?(?:rss|feed|rdf:RDF|\w+:feed)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml", re.IGNORECASE)


class FeedReader:
    """Entities that a feed declares itself are refused: they are how a feed of a kilobyte fills the memory."""

    name = "feed"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
        self.size_limit = size_limit

    def accepts(self, head: bytes, name: str) -> bool:
        start = head.removeprefix(b"\xef\xbb\xbf")
        return _START.match(start) is not None or (
            _XML.match(start) is not None
            and (name.lower().removesuffix(".gz").endswith((".rss", ".atom")) or b"<rss" in head or b"<feed" in head)
        )

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            content = read_whole(source, self.size_limit)
            yield from self._read_entries(content, source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)

    def _read_entries(self, content: bytes, source: Source) -> Iterator[Article | RejectedRecord]:
        import feedparser  # noqa: PLC0415  (0.2 s, for feeds alone)

        refuse_entities(content)
        feed: Any = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
        if feed.bozo and not feed.entries:
            reason = f"not a feed that can be read ({str(feed.get('bozo_exception'))[:150]}): is it cut off?"
            raise Unusable("damaged", reason)
        file = SourceFile(
            source.location, source.sha256, source.size_bytes, feed.get("encoding") or "utf-8", 0, reader_label(self),
            source.retrieved_at,
        )  # fmt: skip
        outlet = _plain(feed.feed.get("title"))
        for number, entry in enumerate(feed.entries, 1):
            yield _read_entry(entry, number, outlet, source, file)


def refuse_entities(content: bytes) -> None:
    """Refuse XML with entities of its own.

    Raises:
        Unusable: the document declares some.
    """
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.sax import make_parser  # noqa: PLC0415

    parser = make_parser()
    try:
        parser.feed(content)
    except DefusedXmlException as error:
        reason = "the feed declares XML entities of its own, which can unpack without end: refused"
        raise Unusable("xml_entities", reason) from error
    except Exception as error:
        if b"<!ENTITY" in content:
            raise Unusable("xml_entities", "the feed declares XML entities of its own: refused") from error


def _read_entry(
    entry: Any, number: int, outlet: str | None, source: Source, file: SourceFile
) -> Article | RejectedRecord:
    record: dict[str, Any] = {}
    try:
        record = _entry_fields(entry, outlet)
        return make_record_article(record, file)
    except Unusable as problem:
        return reject_record(source, problem, json.dumps(record).encode(), number, JsonLinesReader.name)


def _entry_fields(entry: Any, outlet: str | None) -> dict[str, Any]:
    contents = [item.get("value") or "" for item in entry.get("content", ())]
    longest = max([*contents, entry.get("summary") or ""], key=len)
    link = entry.get("link")
    return {
        "text": fragment_text(longest) or None,
        "title": _plain(entry.get("title")),
        "url": link if link and link.startswith(("http://", "https://")) else None,
        "id": entry.get("id"),
        "byline": _plain(entry.get("author")),
        "published": _published(entry),
        "outlet": outlet,
    }


def _published(entry: Any) -> str | None:
    """The day and minute as feedparser read them; a date it could not read stays as written."""
    if parsed := entry.get("published_parsed"):
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
    stated = entry.get("published")
    return str(stated) if stated else None


def _plain(markup: str | None) -> str | None:
    return " ".join(fragment_text(markup).split()) or None if markup else None
