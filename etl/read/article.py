"""An article from what a reader found: its key, its hash, and the characters that no database holds."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from etl.read.address import canonical_url
from etl.read.language import detect_language
from etl.read.reader import Unusable
from etl.records import UNKNOWN_TIME, Article, Interval, SourceFile

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def make_article(
    text: str,
    source: SourceFile,
    *,
    url: str | None = None,
    supplied_id: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    outlet: str | None = None,
    republisher: str | None = None,
    language: str | None = None,
    published: Interval = UNKNOWN_TIME,
    published_at: datetime | None = None,
) -> Article:
    """Build the record; ``text`` is taken as it is.

    The key is the canonical address, else the supplied id, else the hash of the text.

    Raises:
        Unusable: a text without words, characters that PostgreSQL cannot hold, no web address in ``url``.
    """
    named = {"url": url, "id": supplied_id, "title": title, "byline": byline, "outlet": outlet,
             "republisher": republisher, "language": language}  # fmt: skip
    for field, value in named.items():
        check_storable(value, field)
    check_storable(text, "text")
    if not text.strip():
        raise Unusable("blank", "there is only white space: nothing to read", "text")
    text_sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Article(
        key=canonical_url(url) if url else supplied_id or f"sha256:{text_sha256}",
        text=text,
        text_sha256=text_sha256,
        source=source,
        url=url,
        supplied_id=supplied_id,
        title=title,
        byline=byline,
        outlet=outlet,
        republisher=republisher,
        language=language or detect_language(text),
        published=published,
        published_at=published_at,
    )


def check_storable(value: str | None, field: str) -> None:
    """Refuse a NUL (PostgreSQL text has none) and half a surrogate pair (UTF-8 has none).

    Raises:
        Unusable: names the field and the character's place.
    """
    if value is not None and (found := _UNSTORABLE.search(value)):
        what, code = ("a NUL character", "nul") if found[0] == "\0" else ("half a surrogate pair", "lone_surrogate")
        reason = f"field {field!r}: {what} at character {found.start():,}, which a database cannot hold: take it out"
        raise Unusable(code, reason, field)
