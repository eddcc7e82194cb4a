"""Files and streams -> articles. One module a format behind one protocol (`etl.read.reader.Reader`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.read.formats import unread_format
from etl.read.json_lines import JsonLinesReader
from etl.read.reader import DEFAULT_SIZE_LIMIT, Reader, Unusable, reject_record, reject_source
from etl.read.source import READ_ERRORS, Source
from etl.read.text import TextReader
from etl.read.walk import InputNotFoundError, expand_paths, open_sources
from etl.records import Article, RejectedRecord

__all__ = ["DEFAULT_SIZE_LIMIT", "InputNotFoundError", "Reader", "Source", "read_articles", "read_source"]


def read_articles(paths: Sequence[str], *, size_limit: int = DEFAULT_SIZE_LIMIT) -> Iterator[Article | RejectedRecord]:
    """Every article at ``paths``: files, folders, patterns, ``-`` for standard input, in that order.

    What cannot be taken comes in its place as a reject that names the file and what to do; nothing
    is left out without a word but hidden files inside folders.

    Raises:
        InputNotFoundError: a path names nothing; told at once, before anything is read.
    """
    return _read_paths(expand_paths(paths), size_limit)


def _read_paths(paths: list[Path], size_limit: int) -> Iterator[Article | RejectedRecord]:
    for path in paths:
        with open_sources(path) as sources:
            for source in sources:
                if isinstance(source, RejectedRecord):
                    yield source
                else:
                    yield from read_source(source, size_limit=size_limit)


def read_source(source: Source, *, size_limit: int = DEFAULT_SIZE_LIMIT) -> Iterator[Article | RejectedRecord]:
    """The articles of one source, read by the first reader that accepts it."""
    try:
        reader = next((r for r in _readers(size_limit) if r.accepts(source.head, source.name)), None)
        if reader is not None:
            yield from reader.read(source)
        else:
            yield reject_source(source, _unsupported(source), size_limit)
    except READ_ERRORS as error:
        yield _reject_unreadable(source, error, size_limit)


def _reject_unreadable(source: Source, error: Exception, size_limit: int) -> RejectedRecord:
    """A reject of a damaged gzip file with its bytes, of one that cannot even be opened without."""
    reason = f"cannot be read: {getattr(error, 'strerror', None) or error}; check the file and its permissions"
    problem = Unusable("unreadable", reason)
    try:
        return reject_source(source, problem, size_limit)
    except OSError:
        return reject_record(source, problem, b"")


def _readers(size_limit: int) -> tuple[Reader, ...]:
    """In order of preference: plain text takes what nobody else does."""
    return JsonLinesReader(size_limit), TextReader(size_limit)


def _unsupported(source: Source) -> Unusable:
    name = unread_format(source.head, source.name)
    return Unusable("unsupported_format", f"{name} is not read yet: give plain text or JSON lines")
