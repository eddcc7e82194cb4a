"""ZIP and tar archives of anything that can be read, gzip inside too. Nothing is ever written to a path they name."""

from __future__ import annotations

import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from etl.read.package import SUSPICIOUS_BYTES, SUSPICIOUS_RATIO, ZIP_MAGIC, bomb
from etl.read.reader import Unusable, reject_record, reject_source
from etl.read.source import Source, printable_path
from etl.records import Article, RejectedRecord

ReadSource = Callable[[Source], Iterator[Article | RejectedRecord]]
_MOST_MEMBERS = 1_000_000
_DEEPEST = 3
_PIECE_BYTES = 1 << 20
_INSIDE = "!/"
_TAR_MAGIC_AT = 257
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError,
           NotImplementedError, ValueError)  # fmt: skip


class ArchiveReader:
    """Each member is read as a file of its own, at `archive.zip!/member`; hidden ones are left out."""

    name = "archive"
    version = "1"

    def __init__(self, size_limit: int, read_member: ReadSource) -> None:
        self.size_limit = size_limit
        self._read_member = read_member

    def accepts(self, head: bytes, name: str) -> bool:  # noqa: ARG002  (told by content alone)
        return head.startswith((ZIP_MAGIC, b"PK\x05\x06")) or head[_TAR_MAGIC_AT:].startswith(b"ustar")

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        if source.location.count(_INSIDE) >= _DEEPEST:
            reason = f"archives inside archives more than {_DEEPEST} deep are not opened"
            yield reject_source(source, Unusable("nested_too_deep", reason), self.size_limit)
            return
        try:
            with source.open() as stream:
                yield from self._read_zip(stream, source) if _is_zip(source) else self._read_tar(stream, source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)
        except _DAMAGE as error:
            damage = Unusable("damaged", f"not a whole archive ({str(error)[:150]}): copy it again")
            yield reject_source(source, damage, self.size_limit)

    def _read_zip(self, stream: BinaryIO, source: Source) -> Iterator[Article | RejectedRecord]:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise Unusable("archive_bomb", f"{len(members):,} members: refused")
            spent = _Spent(source.size_bytes)
            for member in sorted(members, key=lambda item: item.filename):
                if member.is_dir() or _is_hidden(member.filename):
                    continue
                if refusal := _refusal(member.filename, is_file=(member.external_attr >> 28) in (0, 8)):
                    yield self._refuse(source, member.filename, refusal)
                    continue
                with archive.open(member) as content:
                    yield from self._unpack(cast("BinaryIO", content), source, member.filename, spent)

    def _read_tar(self, stream: BinaryIO, source: Source) -> Iterator[Article | RejectedRecord]:
        spent = _Spent(source.size_bytes)
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                if member.isdir() or _is_hidden(member.name):
                    continue
                if refusal := _refusal(member.name, is_file=member.isreg()):
                    yield self._refuse(source, member.name, refusal)
                elif (content := archive.extractfile(member)) is not None:
                    yield from self._unpack(cast("BinaryIO", content), source, member.name, spent)

    def _unpack(
        self, content: BinaryIO, source: Source, name: str, spent: _Spent
    ) -> Iterator[Article | RejectedRecord]:
        """Read a member through a temporary copy, since a source is opened more than once."""
        location = f"{source.location}{_INSIDE}{_printable(name)}"
        with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
            copy = Path(folder) / "member"
            with copy.open("wb") as target:
                while piece := content.read(_PIECE_BYTES):
                    spent.add(len(piece))
                    target.write(piece)
            yield from self._read_member(Source.from_path(copy, location))

    def _refuse(self, source: Source, name: str, problem: Unusable) -> RejectedRecord:
        return reject_record(Source.from_bytes(f"{source.location}{_INSIDE}{_printable(name)}", b""), problem, b"")


class _Spent:
    """Counts what an archive has unpacked to and stops a bomb."""

    def __init__(self, packed: int) -> None:
        self.packed = packed
        self.unpacked = 0

    def add(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > SUSPICIOUS_BYTES and self.unpacked > self.packed * SUSPICIOUS_RATIO:
            raise bomb(self.unpacked)


def _is_zip(source: Source) -> bool:
    return source.head.startswith(b"PK")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") and part not in {".", ".."} for part in PurePosixPath(name).parts) or (
        name.startswith("__MACOSX/")
    )


def _refusal(name: str, *, is_file: bool) -> Unusable | None:
    """Why a member is not read: its name leads out of the archive, or it is a link or a device."""
    path = name.replace("\\", "/")
    if path.startswith("/") or path[1:3] == ":/" or ".." in path.split("/"):
        return Unusable("path_traversal", f"the archive names a path outside itself ({name!r:.200}): not read")
    if not is_file:
        return Unusable("not_a_file", "a link or a device in an archive: not followed; pack the file itself")
    return None


def _printable(name: str) -> str:
    return printable_path(Path(name.replace("\0", "")))
