"""Corrections of people: bound to the characters of an article, so that every later reading finds them again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from etl.load.staging import stage_rows
from etl.load.statements import statement

#: What a person may correct of an estimate.
FIELDS = ("is_estimate", "source", "measure", "low", "best", "high", "span", "same_claim_as")
#: Parts of a row key after its article, which may hold the divider itself.
_PARTS = 4
_COLUMNS = {
    "ordinal": "bigint", "article_key": "text", "text_sha256": "text", "start_offset": "bigint", "end_offset": "bigint",
    "mention_rank": "bigint", "field": "text", "original_value": "text", "corrected_value": "text", "reason": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An estimate as it stands now, corrections applied: field -> value as text, ``None`` for nothing."""

    row_key: str
    estimate_id: int
    kind: str
    text_length: int
    values: dict[str, str | None]

    @property
    def article_key(self) -> str:
        """Natural key of the article."""
        return self.row_key.rsplit("|", 4)[0]


def written(value: Any) -> str | None:
    """A value as a correction keeps it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A field of a row, what it held, what it should hold, and why."""

    row_key: str
    field: str
    original: str | None
    value: str | None
    reason: str


def find_rows(connection: Connection, references: Collection[str]) -> dict[str, ReviewRow]:
    """The current rows with these row keys or estimate ids, by what was asked for."""
    keys = [_parts(reference) for reference in references]
    values = {
        "references": list(references),
        "article_keys": [key and key[0] for key in keys],
        "hashes": [key and key[1] for key in keys],
        "starts": [key and key[2] for key in keys],
        "ends": [key and key[3] for key in keys],
    }
    connection.execute(statement("planning", "look_up_by_index"))
    rows = connection.execute(statement("corrections", "find_rows"), values).all()
    connection.execute(statement("planning", "plan_freely"))
    # One object a row, whatever it was called.
    by_id = {
        row.estimate_id: ReviewRow(
            row.row_key, row.estimate_id, row.kind, row.text_length,
            {field: written(getattr(row, field)) for field in FIELDS},
        )
        for row in rows
    }  # fmt: skip
    return {row.reference: by_id[row.estimate_id] for row in rows}


def _parts(reference: str) -> tuple[str, str, int, int, int] | None:
    """Article, hash of its text, span and rank of a row key; ``None`` for what is none."""
    article, *rest = reference.rsplit("|", 4)
    if len(rest) < _PARTS or not all(re.fullmatch("[0-9]{1,18}", number) for number in rest[1:]):
        return None
    start, end, rank = map(int, rest[1:])
    return article, rest[0], start, end, rank


def load_corrections(connection: Connection, corrections: Sequence[NewCorrection], author: str) -> list[int]:
    """Record corrections; the rows themselves stay as extracted. Returns their numbers, in order."""
    rows = (
        (ordinal, *_key(new.row_key), new.field, new.original, new.value, new.reason)
        for ordinal, new in enumerate(corrections)
    )
    stage_rows(connection, "stage_correction", _COLUMNS, rows)
    inserted = connection.execute(statement("corrections", "insert_corrections"), {"author": author})
    return list(inserted.scalars())


def _key(row_key: str) -> tuple[str, str, int, int, int]:
    parts = _parts(row_key)
    if parts is None:
        raise ValueError(f"no row key: {row_key!r}")
    return parts


def withdraw_correction(connection: Connection, correction_id: int, author: str) -> str | None:
    """Take a correction back; returns its article's key, or ``None`` where none such is in force."""
    values = {"correction_id": correction_id, "author": author}
    article: str | None = connection.scalar(statement("corrections", "withdraw_correction"), values)
    return article


def known_measures(connection: Connection) -> list[str]:
    """What may be counted."""
    return list(connection.execute(statement("corrections", "measures")).scalars())
