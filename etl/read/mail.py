"""E-mail newsletters (.eml): one message, one article."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from etl.read.fields import make_record_article
from etl.read.markup import fragment_text, read_page_in_time
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_source
from etl.read.source import Source
from etl.read.workbook import read_whole
from etl.records import Article, RejectedRecord, SourceFile

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?\S")
_TELLING = re.compile(rb"^(?:message-id|received|mime-version|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)


class MailReader:
    """The plain text of a message where it has one, else the text of its HTML; attachments are left out."""

    name = "mail"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
        self.size_limit = size_limit

    def accepts(self, head: bytes, name: str) -> bool:
        headers = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        begins = _HEADER.match(headers) is not None
        return begins and (name.lower().endswith(".eml") or len(_TELLING.findall(headers)) >= 2)

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            content = read_whole(source, self.size_limit)
            yield self._read_message(content, source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)

    def _read_message(self, content: bytes, source: Source) -> Article:
        try:
            message = email.message_from_bytes(content, policy=email.policy.default)
            record = {
                "text": _text(message),
                "title": _header(message, "subject"),
                "published": _header(message, "date"),
                "outlet": parseaddr(_header(message, "from") or "")[0] or None,
                "id": _header(message, "message-id"),
            }
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
            raise Unusable("damaged", f"not a message that can be read ({error!r:.150}): save its text") from error
        file = SourceFile(source.location, source.sha256, source.size_bytes, "mail", 0, reader_label(self))
        return make_record_article(record, file)


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


def _text(message: EmailMessage) -> str:
    plain = message.get_body(("plain",))
    if plain is not None and (text := _content(plain).strip("\r\n")):
        return text.replace("\r\n", "\n")
    page = message.get_body(("html",))
    if page is None:
        raise Unusable("no_article", "the message has no text part")
    markup = _content(page)
    try:
        return str(read_page_in_time(markup, None)["text"])
    except Unusable as problem:
        if problem.code != "no_article":
            raise
        return fragment_text(markup)


def _content(part: MIMEPart) -> str:
    """A part's text; a charset nobody knows is read as UTF-8 with what does not fit replaced."""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(payload)
