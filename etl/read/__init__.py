"""Files, feeds and streams -> articles. One module a format behind one protocol (`etl.read.reader.Reader`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.read.archive import ArchiveReader
from etl.read.documents import document_readers
from etl.read.feed import FeedReader
from etl.read.formats import unread_format
from etl.read.json_document import JsonDocumentReader
from etl.read.json_lines import JsonLinesReader
from etl.read.mail import MailReader
from etl.read.parquet import ParquetReader
from etl.read.reader import DEFAULT_SIZE_LIMIT, Reader, Unusable, reject_record, reject_source
from etl.read.separated import SeparatedReader
from etl.read.source import READ_ERRORS, Source
from etl.read.text import TextReader
from etl.read.walk import InputNotFoundError, expand_path, open_sources
from etl.read.warc import WarcReader
from etl.read.web import FetchLimits, FetchMemory, NotModified, fetch_source, is_address
from etl.read.web_page import WebPageReader
from etl.read.workbook import WorkbookReader
from etl.records import Article, RejectedRecord

__all__ = [
    "DEFAULT_SIZE_LIMIT",
    "FetchLimits",
    "FetchMemory",
    "InputNotFoundError",
    "ReadOptions",
    "Reader",
    "Source",
    "read_articles",
    "read_source",
]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: the largest record, the user's column names (our field -> theirs), limits of fetching."""

    size_limit: int = DEFAULT_SIZE_LIMIT
    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: FetchLimits = field(default_factory=FetchLimits)


def read_articles(
    paths: Sequence[str], *, size_limit: int | None = None, options: ReadOptions | None = None
) -> Iterator[Article | RejectedRecord]:
    """Every article at ``paths``: files, folders, patterns, addresses, ``-`` for standard input, in that order.

    What cannot be taken comes in its place as a reject that names the file and what to do; nothing
    is left out without a word but hidden files inside folders.

    Raises:
        InputNotFoundError: a path names nothing; told at once, before anything is read.
    """
    chosen = options or ReadOptions()
    if size_limit is not None:
        chosen = replace(chosen, size_limit=size_limit)
    return _read_paths([match for path in paths for match in _expand(path)], chosen)


def _expand(path: str) -> Sequence[Path | str]:
    return [path] if is_address(path) else expand_path(path)


def _read_paths(paths: Sequence[Path | str], options: ReadOptions) -> Iterator[Article | RejectedRecord]:
    for path in paths:
        if isinstance(path, str):
            yield from _read_address(path, options)
            continue
        with open_sources(path) as sources:
            for source in sources:
                if isinstance(source, RejectedRecord):
                    yield source
                else:
                    yield from read_source(source, options=options)


def _read_address(url: str, options: ReadOptions) -> Iterator[Article | RejectedRecord]:
    try:
        source = fetch_source(url, options.fetch)
    except NotModified:
        return
    except Unusable as problem:
        yield reject_record(Source.from_bytes(url, b""), problem, b"")
        return
    yield from read_source(source, options=options)


def read_source(
    source: Source, *, size_limit: int | None = None, reader: str | None = None, options: ReadOptions | None = None
) -> Iterator[Article | RejectedRecord]:
    """The articles of one source, read by the first reader that accepts it, or by the one named ``reader``."""
    chosen = options or ReadOptions()
    if size_limit is not None:
        chosen = replace(chosen, size_limit=size_limit)
    try:
        found = next((r for r in _readers(chosen) if r.name == reader or _accepts(r, source, reader)), None)
        if found is not None:
            yield from found.read(source)
        else:
            yield reject_source(source, _unsupported(source), chosen.size_limit)
    except READ_ERRORS as error:
        yield _reject_unreadable(source, error, chosen.size_limit)
    except Exception as error:  # noqa: BLE001  (parsers of others trip over damaged bytes in ways they do not tell)
        reason = f"damaged, or too large or too deep to read ({error!r:.150}): save it again in another format"
        yield reject_source(source, Unusable("unreadable", reason), chosen.size_limit)


def _accepts(reader: Reader, source: Source, wanted: str | None) -> bool:
    return wanted is None and reader.accepts(source.head, source.name)


def _reject_unreadable(source: Source, error: Exception, size_limit: int) -> RejectedRecord:
    """A reject of a damaged gzip file with its bytes, of one that cannot even be opened without."""
    reason = f"cannot be read: {getattr(error, 'strerror', None) or error}; check the file and its permissions"
    problem = Unusable("unreadable", reason)
    try:
        return reject_source(source, problem, size_limit)
    except OSError:
        return reject_record(source, problem, b"")


def _readers(options: ReadOptions) -> tuple[Reader, ...]:
    """In order of preference: what bytes tell for sure comes first, plain text takes what nobody else does."""
    limit, columns = options.size_limit, options.columns
    return (
        JsonLinesReader(limit, columns),
        JsonDocumentReader(limit, columns),
        FeedReader(limit),
        WebPageReader(limit),
        ParquetReader(limit, columns),
        WorkbookReader(limit, columns),
        *document_readers(limit),
        ArchiveReader(limit, lambda member: read_source(member, options=options)),
        WarcReader(limit),
        MailReader(limit),
        SeparatedReader(limit, columns),
        TextReader(limit),
    )


def _unsupported(source: Source) -> Unusable:
    name = unread_format(source.head, source.name)
    return Unusable("unsupported_format", f"{name} is not read: give its text, or one of the formats in the README")
