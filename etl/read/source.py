"""A source: a named run of bytes that can be opened more than once, gzip undone on the way."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

HEAD_BYTES = 4096
_PIECE_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
#: What a damaged gzip stream or a failing disk raises while a source is read.
READ_ERRORS = (OSError, EOFError, zlib.error)


class Source:
    """Where bytes come from. ``location`` is what people are shown, ``name`` decides nothing alone.

    ``url`` and ``retrieved_at`` are there for what was fetched from the web.

    ``sha256`` and ``size_bytes`` are of the bytes as they lie there (compressed, if they are).
    """

    def __init__(
        self,
        location: str,
        open_raw: Callable[[], BinaryIO],
        *,
        url: str | None = None,
        retrieved_at: datetime | None = None,
    ) -> None:
        self.location = location
        self.open_raw = open_raw
        self.url = url
        self.retrieved_at = retrieved_at

    @classmethod
    def from_path(cls, path: Path, location: str | None = None) -> Source:
        return cls(location or printable_path(path), lambda: path.open("rb"))

    @classmethod
    def from_bytes(cls, location: str, content: bytes) -> Source:
        """A source in memory, such as a rejected record that is read again."""
        return cls(location, lambda: io.BytesIO(content))

    @property
    def name(self) -> str:
        return self.location.rsplit("/", 1)[-1]

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The content, unpacked, inside the ``with``."""
        with self.open_raw() as raw:
            if self._is_gzip:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield raw

    @cached_property
    def head(self) -> bytes:
        """The first bytes of the content, from which its format is told."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    @property
    def sha256(self) -> str:
        return self._fingerprint[0]

    @property
    def size_bytes(self) -> int:
        return self._fingerprint[1]

    @cached_property
    def _is_gzip(self) -> bool:
        with self.open_raw() as stream:
            return stream.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC

    @cached_property
    def _fingerprint(self) -> tuple[str, int]:
        with self.open_raw() as stream:
            digest = hashlib.sha256()
            while piece := stream.read(_PIECE_BYTES):
                digest.update(piece)
            return digest.hexdigest(), stream.tell()


@contextmanager
def spooled_source(location: str, stream: BinaryIO) -> Iterator[Source]:
    """A source that can be opened again, from a stream that cannot (standard input, a pipe)."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        copy = Path(folder) / "stream"
        with copy.open("wb") as target:
            shutil.copyfileobj(stream, target)
        yield Source.from_path(copy, location)


def printable_path(path: Path) -> str:
    """A path as text that a database can hold: bytes of a file name that are no UTF-8 are shown escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
