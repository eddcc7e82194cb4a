"""DOCX and PDF: one document, one article. Their libraries come with the extra `onrecord[documents]`."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator

from etl.read.fields import make_record_article
from etl.read.package import check_package, holds_member
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_source
from etl.read.source import Source
from etl.read.workbook import read_whole
from etl.records import Article, RejectedRecord, SourceFile

Fields = dict[str, str | None]
_MOST_PAGES = 2_000


class DocumentReader:
    """Text in reading order, a line a paragraph; the document's own title where its properties give one."""

    version = "1"

    def __init__(
        self, name: str, begins: Callable[[bytes, str], bool], fields: Callable[[bytes], Fields], size_limit: int
    ) -> None:
        self.name = name
        self.accepts = begins
        self._fields = fields
        self.size_limit = size_limit

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        try:
            record = self._fields(read_whole(source, self.size_limit))
            file = SourceFile(source.location, source.sha256, source.size_bytes, self.name, 0, reader_label(self))
            yield make_record_article(record, file)
        except ImportError:
            reason = f"{self.name} needs a library that is not installed: pip install 'onrecord[documents]'"
            yield reject_source(source, Unusable("needs_extra", reason), self.size_limit)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)


def document_readers(size_limit: int = DEFAULT_SIZE_LIMIT) -> tuple[DocumentReader, ...]:
    """The readers of office documents."""
    return (
        DocumentReader("docx", lambda head, name: holds_member(head, name, "word/", ".docx"), read_docx, size_limit),
        DocumentReader("pdf", lambda head, _name: head.startswith(b"%PDF-"), read_pdf, size_limit),
    )


def read_docx(content: bytes) -> Fields:
    """Paragraphs of the body and of its tables, in order."""
    import docx  # noqa: PLC0415  (an extra)
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    check_package(content)
    try:
        document = docx.Document(io.BytesIO(content))
        paragraphs = [paragraph.text for paragraph in document.paragraphs]
        properties = document.core_properties
        title, author = properties.title or None, properties.author or None
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise Unusable("damaged", f"not a document that can be read ({error!r:.150}): save it again") from error
    return {"text": "\n".join(paragraphs), "title": title, "byline": author}


def read_pdf(content: bytes) -> Fields:
    """Text of the pages; one of pictures alone has none."""
    import pypdf  # noqa: PLC0415  (an extra)
    from pypdf.errors import FileNotDecryptedError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page, _ in zip(document.pages, range(_MOST_PAGES), strict=False)]
        title = document.metadata.title if document.metadata else None
    except FileNotDecryptedError as error:
        raise Unusable("encrypted", "the PDF asks for a password: save it without one") from error
    except ImportError:
        raise
    except Exception as error:
        raise Unusable("damaged", f"not a PDF that can be read ({error!r:.150}): save it again") from error
    text = "\n".join(pages)
    if not text.strip():
        raise Unusable("no_article", "the PDF holds pictures and no text: run text recognition on it")
    return {"text": _storable(text), "title": _storable(title.strip()) or None if title else None}


def _storable(text: str) -> str:
    """A PDF's broken fonts give NULs and half surrogates; they stand for characters that cannot be known."""
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
