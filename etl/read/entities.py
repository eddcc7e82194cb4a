"""A user's entities from CSV or JSON lines: names, aliases and dated relations."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from etl.errors import UsageError

TYPES = ("person", "organization", "state", "place", "military_formation", "outlet", "bloc", "other")
RELATIONS = (
    "part_of", "agency_of", "member_of", "officer_of", "spokesperson_of", "head_of_state_of",
    "head_of_government_of", "minister_of", "located_in",
)  # fmt: skip
#: Columns of wordings, and the kind of alias that each holds.
ALIAS_COLUMNS = {
    "aliases": "name",
    "acronyms": "acronym",
    "metonyms": "metonym",
    "roles": "role",
    "demonyms": "demonym",
}


class EntityFileError(UsageError):
    """A file of entities that cannot be taken; says file, line and field."""


@dataclass(frozen=True, slots=True)
class GivenRelation:
    """What an entity belongs to, and when."""

    kind: str
    related_key: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class GivenEntity:
    """An entity as a user's file gives it."""

    key: str
    name: str
    type: str
    aliases: tuple[tuple[str, str], ...] = ()
    relations: tuple[GivenRelation, ...] = ()


def read_entities(path: Path) -> list[GivenEntity]:
    """Entities of a ``.csv`` or ``.jsonl`` file.

    CSV columns: key, name, type; lists divided by ``;`` in aliases, acronyms, metonyms, roles, demonyms; relations
    as ``kind=KEY`` or ``kind=KEY@FROM..TO``. JSON lines hold the same names with lists.

    Raises:
        EntityFileError: the file cannot be read, or a line is not what it should be.
    """
    try:
        lines = _json_lines(path) if path.suffix.lower() in {".jsonl", ".json"} else _separated(path)
        found = [_entity(row, f"{path}:{line}") for line, row in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EntityFileError(f"{path}: {error}") from error
    if not found:
        raise EntityFileError(f"{path}: no entity in it")
    return found


def _separated(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        if not {"key", "name", "type"} <= set(reader.fieldnames or ()):
            raise EntityFileError(f"{path}: the header needs the columns key, name and type")
        for row in reader:
            lists = {column: (row.get(column) or "").split(";") for column in (*ALIAS_COLUMNS, "relations")}
            yield reader.line_num, {**row, **lists}


def _json_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise EntityFileError(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(row, dict):
                raise EntityFileError(f"{path}:{number}: a line holds one object")
            yield number, row


def _entity(row: Mapping[str, Any], where: str) -> GivenEntity:
    key, name, kind = (str(row.get(column) or "").strip() for column in ("key", "name", "type"))
    if not key or not name:
        raise EntityFileError(f"{where}: key and name are needed")
    if kind not in TYPES:
        raise EntityFileError(f"{where}: type {kind!r} is none of {', '.join(TYPES)}")
    aliases = tuple(
        (alias.strip(), alias_kind)
        for column, alias_kind in ALIAS_COLUMNS.items()
        for alias in _list(row, column, where)
        if alias.strip()
    )
    relations = tuple(_relation(text, where) for text in _list(row, "relations", where) if text.strip())
    return GivenEntity(key, name, kind, aliases, relations)


def _list(row: Mapping[str, Any], column: str, where: str) -> list[str]:
    values = row.get(column) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise EntityFileError(f"{where}: {column} is a list of texts")
    return values


def _relation(text: str, where: str) -> GivenRelation:
    kind, equals, rest = text.strip().partition("=")
    related, at, days = rest.partition("@")
    first, dots, last = days.partition("..")
    if kind not in RELATIONS or not equals or not related or bool(at) != bool(dots):
        raise EntityFileError(
            f"{where}: relation {text!r} is not kind=KEY or kind=KEY@FROM..TO with a kind of {', '.join(RELATIONS)}"
        )
    try:
        valid_from, valid_to = (date.fromisoformat(day) if day else None for day in (first, last))
    except ValueError as error:
        raise EntityFileError(f"{where}: relation {text!r}: {error}") from error
    return GivenRelation(kind, related, valid_from, valid_to)
