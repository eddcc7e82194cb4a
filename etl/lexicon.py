"""Word lists and rule tables are data: `etl/data/**`. This module reads them, once a process.

A ``.txt`` file holds one entry a line, a ``.csv`` file a header row and records; in both, lines that
start with ``#`` are the header that says what belongs and where it comes from.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files


@cache
def read_words(name: str) -> tuple[str, ...]:
    """Entries of a ``.txt`` list, in file order; ``name`` is its path under ``etl/data``."""
    return tuple(line for line in _lines(name) if line)


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a ``.csv`` table as column -> text (empty where blank); ``name`` is its path under ``etl/data``.

    Raises:
        ValueError: a row has more or fewer cells than the header; names the file and the row.
    """
    reader = csv.reader(_lines(name))
    header = next(reader)
    rows = []
    for number, cells in enumerate(reader, 1):
        if len(cells) != len(header):
            raise ValueError(f"etl/data/{name}: record {number} has {len(cells)} cells, the header has {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


@cache
def data_sha256(*folders: str) -> str:
    """One hash over all files of folders under ``etl/data``, to tell whether something made from them is stale."""
    digest = hashlib.sha256()
    for folder in folders:
        for entry in sorted(files("etl").joinpath("data", folder).iterdir(), key=lambda item: item.name):
            if entry.is_file():
                digest.update(f"{folder}/{entry.name}\0".encode() + entry.read_bytes())
    return digest.hexdigest()


def _lines(name: str) -> list[str]:
    text = files("etl").joinpath("data", *name.split("/")).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
