"""How many records to expect, for a progress bar's time left: told by names and line ends, where that is soon told."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from etl.read.source import Source
from etl.read.walk import STANDARD_INPUT, expand_path, walk_folder
from etl.read.web import is_address

#: Names of formats with a record a line, and with a record a file.
_LINES = (".jsonl", ".ndjson")
_WHOLE = (".txt", ".md", ".html", ".htm", ".xhtml", ".eml", ".docx", ".pdf")
#: Above this, counting lines would be a wait of its own.
_MOST_BYTES = 500_000_000
_MOST_PACKED_BYTES = 100_000_000
_BLOCK = 1 << 20


def expected_records(paths: Sequence[str]) -> int | None:
    """The records at paths; ``None`` where only reading tells (the web, a pipe, an archive, a table)."""
    count = 0
    for path in paths:
        if path == STANDARD_INPUT or is_address(path):
            return None
        for place in expand_path(path):
            found = _in_folder(place) if place.is_dir() else _in_file(place)
            if found is None:
                return None
            count += found
    return count


def _in_folder(folder: Path) -> int | None:
    counts = [_in_file(Path(s.location)) for s in walk_folder(folder) if isinstance(s, Source)]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _in_file(path: Path) -> int | None:
    name = path.name.lower()
    packed = name.endswith(".gz")
    name = name.removesuffix(".gz")
    if name.endswith(_WHOLE):
        return 1
    if not name.endswith(_LINES):
        return None
    try:
        if not path.is_file() or path.stat().st_size > (_MOST_PACKED_BYTES if packed else _MOST_BYTES):
            return None
        with gzip.open(path) if packed else path.open("rb") as stream:
            return _count_lines(cast("BinaryIO", stream))
    except (OSError, EOFError, zlib.error):
        return None  # the reader tells what is wrong with it


def _count_lines(stream: BinaryIO) -> int:
    count, ends = 0, b"\n"
    while block := stream.read(_BLOCK):
        count += block.count(b"\n")
        ends = block[-1:]
    return count + (ends != b"\n")
