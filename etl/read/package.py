"""Office documents are ZIP packages: telling which, and refusing those that unpack without end."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from etl.read.reader import Unusable

ZIP_MAGIC = b"PK\x03\x04"
#: Unpacked size from which a ratio counts, and the ratio above which a package is a bomb: text packs to a tenth.
SUSPICIOUS_BYTES = 100_000_000
SUSPICIOUS_RATIO = 200


def holds_member(head: bytes, name: str, folder: str, suffix: str) -> bool:
    """Whether a ZIP's beginning names a member of ``folder`` (xl/, word/), or its name ends so."""
    return head.startswith(ZIP_MAGIC) and (folder.encode() in head or name.lower().endswith(suffix))


def check_package(content: bytes | BinaryIO) -> dict[str, int]:
    """The members of a package with their sizes; refuses one that is damaged or unpacks to far more than it can mean.

    Raises:
        Unusable: with what it would unpack to.
    """
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    packed = stream.seek(0, io.SEEK_END)
    try:
        with zipfile.ZipFile(stream) as package:
            sizes = {member.filename: member.file_size for member in package.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unusable("damaged", f"not a whole ZIP package ({error}): copy it again") from error
    unpacked = sum(sizes.values())
    if is_bomb(packed, unpacked):
        raise bomb(unpacked)
    return sizes


def is_bomb(packed: int, unpacked: int) -> bool:
    """Whether so many bytes from so few are no text."""
    return unpacked > SUSPICIOUS_BYTES and unpacked > packed * SUSPICIOUS_RATIO


def bomb(unpacked: int) -> Unusable:
    """The refusal of a package that unpacks without measure."""
    return Unusable(
        "archive_bomb", f"unpacks to {unpacked:,} bytes or more, far beyond its own size: refused as a bomb"
    )
