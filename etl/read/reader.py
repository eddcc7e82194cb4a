"""What every reader offers, and how a reader says that it cannot take something."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Protocol

from etl.read.source import Source
from etl.records import Article, RejectedRecord

#: Above this many bytes a record is refused: an article of 20 MB is a damaged file or another format.
DEFAULT_SIZE_LIMIT = 20_000_000


class Reader(Protocol):
    """Reads one format. ``version`` goes into ``SourceFile.reader``: raise it when the same bytes give another text."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def accepts(self, head: bytes, name: str) -> bool:
        """Whether a source that begins with ``head`` and is called ``name`` is of this format."""
        ...

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        """Articles in the order of the source; what cannot be taken comes in its place as a reject."""
        ...


class Unusable(Exception):  # noqa: N818  (it states what the input is, and always ends as a reject)
    """Input that cannot become an article: a code for machines, a reason that says what to do, the field at fault."""

    def __init__(self, code: str, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.field = field


def reader_label(reader: Reader) -> str:
    """What ``SourceFile.reader`` holds: ``text-1``."""
    return f"{reader.name}-{reader.version}"


def reject_record(
    source: Source, problem: Unusable, record: bytes, line: int | None = None, reader: str | None = None
) -> RejectedRecord:
    """A reject of ``record``, found at ``line`` of the source (``None``: the source as a whole).

    ``reader`` is who can read such a record by itself.
    """
    place = source.location if line is None else f"{source.location}:{line}"
    reason = f"{place}: {problem.reason}"
    return RejectedRecord("read", source.location, line, problem.field, problem.code, reason, record, reader)


def reject_source(source: Source, problem: Unusable, size_limit: int) -> RejectedRecord:
    """A reject of a whole source: with its bytes up to ``size_limit``, above that with what identifies them."""
    if source.size_bytes > size_limit:
        return reject_record(source, problem, describe_bytes(source.location, source.sha256, source.size_bytes))
    with source.open_raw() as stream:
        return reject_record(source, problem, stream.read())


def describe_bytes(location: str, sha256: str, size_bytes: int, line: int | None = None) -> bytes:
    """What stands in ``RejectedRecord.record`` for bytes too many to keep: where they lie and how to know them."""
    kept = {"not_kept": "over the size limit", "location": location, "line": line}
    return json.dumps(kept | {"sha256": sha256, "size_bytes": size_bytes}).encode()


def too_large(size_bytes: int | None, size_limit: int) -> Unusable:
    """The refusal of a record above the limit; ``size_bytes`` is ``None`` where it is only known to exceed it."""
    size = "more" if size_bytes is None else f"{size_bytes:,} bytes"
    return Unusable(
        "too_large", f"{size}, above the limit of {size_limit:,} bytes a record: split it into its articles"
    )
