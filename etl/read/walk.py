"""From the paths a person names to sources: files, folders, patterns, standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import OnrecordError
from etl.read.reader import Unusable, reject_record
from etl.read.source import Source, printable_path, spooled_source
from etl.records import RejectedRecord

STANDARD_INPUT = "-"


class InputNotFoundError(OnrecordError):
    """A path that names nothing, or a pattern that matches nothing."""


def expand_path(path: str) -> list[Path]:
    """The files and folders that a path or pattern names, matches sorted.

    Raises:
        InputNotFoundError: it names nothing. Told before anything is read.
    """
    if not path:
        raise InputNotFoundError("an input path is empty: name a file, a folder, a pattern, or - for standard input")
    if path == STANDARD_INPUT or Path(path).exists():
        return [Path(path)]
    if glob.has_magic(path):
        if matches := sorted(glob.glob(path, recursive=True)):  # noqa: PTH207  (Path.glob takes no absolute pattern)
            return [Path(match) for match in matches]
        raise InputNotFoundError(f"{path}: no file matches this pattern")
    if Path(path).is_symlink():
        raise InputNotFoundError(f"{path}: a symbolic link to {Path(path).readlink()}, which does not exist")
    raise InputNotFoundError(f"{path}: no such file or folder (from {Path.cwd()}); check the spelling")


@contextmanager
def open_sources(path: Path) -> Iterator[Iterator[Source | RejectedRecord]]:
    """The sources at one expanded path, valid inside the ``with``."""
    if str(path) == STANDARD_INPUT:
        with spooled_source("<standard input>", sys.stdin.buffer) as source:
            yield iter([source])
    elif path.is_dir():
        yield walk_folder(path)
    elif path.is_file() or not os.access(path, os.R_OK):  # what cannot be opened ends as a reject
        yield iter([Source.from_path(path)])
    else:  # a pipe the user named, such as <(...) of a shell
        with path.open("rb") as stream, spooled_source(printable_path(path), stream) as source:
            yield iter([source])


def walk_folder(folder: Path) -> Iterator[Source | RejectedRecord]:
    """Every file below a folder, by name; hidden ones are left out, each file comes once.

    A symbolic link is followed only while it stays inside the folder: a link out of it could pull
    any file of the machine into the database, so it is refused with a reject.
    """
    root = folder.resolve()
    seen = {root}
    yield from _walk(folder, root, seen)


def _walk(folder: Path, root: Path, seen: set[Path]) -> Iterator[Source | RejectedRecord]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  (names, with no Path made for hidden ones)
    except OSError as error:
        yield _refuse(folder, "unreadable", f"the folder cannot be read: {error.strerror}; check its permissions")
        return
    for name in names:
        if not name.startswith("."):
            yield from _walk_entry(folder / name, root, seen)


def _walk_entry(path: Path, root: Path, seen: set[Path]) -> Iterator[Source | RejectedRecord]:
    target = path.resolve()
    if path.is_symlink() and not target.is_relative_to(root):
        yield _refuse(path, "link_out_of_folder", f"a symbolic link out of the folder, to {target}; name that file")
    elif path.is_dir():
        if target not in seen:
            seen.add(target)
            yield from _walk(path, root, seen)
    elif path.is_file():
        if target not in seen:
            seen.add(target)
            yield Source.from_path(path)
    elif path.is_symlink():
        yield _refuse(path, "broken_link", f"a symbolic link to {target}, which does not exist")
    else:
        yield _refuse(path, "not_a_file", "neither a file nor a folder (a device, pipe or socket)")


def _refuse(path: Path, code: str, reason: str) -> RejectedRecord:
    return reject_record(Source.from_path(path), Unusable(code, reason), b"")
