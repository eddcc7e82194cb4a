"""Corrections of people: bound to the characters of an article, so that every later reading finds them again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from etl.load.statements import statement

#: What a person may correct of an estimate.
FIELDS = ("is_estimate", "source", "measure", "low", "best", "high", "span", "same_claim_as")


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


def find_row(connection: Connection, reference: str) -> ReviewRow | None:
    """The current row with this row key or estimate id."""
    row = connection.execute(statement("corrections", "find_row"), {"reference": reference}).first()
    if row is None:
        return None
    values = {field: written(getattr(row, field)) for field in FIELDS}
    return ReviewRow(row.row_key, row.estimate_id, row.kind, row.text_length, values)


def load_correction(
    connection: Connection, row: ReviewRow, field: str, value: str | None, author: str, reason: str
) -> int:
    """Record a correction; the row itself stays as extracted. Returns its number."""
    article, sha256, *numbers = row.row_key.rsplit("|", 4)
    start, end, rank = map(int, numbers)
    return int(
        connection.execute(
            statement("corrections", "insert_correction"),
            {
                "article_key": article, "text_sha256": sha256, "start_offset": start, "end_offset": end,
                "mention_rank": rank, "field": field, "original_value": row.values[field], "corrected_value": value,
                "author": author, "reason": reason,
            },
        ).scalar_one()
    )  # fmt: skip


def withdraw_correction(connection: Connection, correction_id: int, author: str) -> str | None:
    """Take a correction back; returns its article's key, or ``None`` where none such is in force."""
    values = {"correction_id": correction_id, "author": author}
    article: str | None = connection.scalar(statement("corrections", "withdraw_correction"), values)
    return article


def known_measures(connection: Connection) -> list[str]:
    """What may be counted."""
    return list(connection.execute(statement("corrections", "measures")).scalars())
