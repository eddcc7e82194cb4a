"""Numbers as people write them in spreadsheets: "10,000-12,000", "~1,500", "at least 3k", "2.5 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from etl.lexicon import read_table

_NUMBER = (
    r"(\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(k|thousand|m|mn|million|bn|b|billion|%|percent)?"
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "b": 9, "billion": 9}
_ONE = re.compile(rf"{_NUMBER}\s*(\+)?", re.IGNORECASE)
_RANGE = re.compile(rf"(?:between\s+|from\s+)?{_NUMBER}\s*(?:-|–|—|to|and)\s*{_NUMBER}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """Bounds only as stated, with the qualifier that states them."""

    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    qualifier: str | None


def read_number(written: str) -> WrittenNumber:
    """The bounds that a cell states.

    Raises:
        ValueError: not a number as far as anybody can tell; says which forms are understood.
    """
    text = " ".join(written.strip().split())
    if found := _RANGE.fullmatch(text):
        low, high = _value(found[1], found[2] or found[4]), _value(found[3], found[4])
        if low > high:
            raise ValueError(f"{written!r}: the range ends below its beginning")
        return WrittenNumber(low, None, high, None)
    states, qualifier, rest = _prefix(text)
    found = _ONE.fullmatch(rest)
    if found is None:
        raise ValueError(
            f"{written!r} is no number; write 1,500 or ~1,500, at least 3k, up to 2 million, 10,000-12,000"
        )
    value = _value(found[1], found[2])
    if found[3]:
        states, qualifier = "low", "at least"
    return WrittenNumber(
        value if states == "low" else None,
        value if states in {"best", "best_high"} else None,
        value if states in {"high", "best_high"} else None,
        qualifier,
    )


def _prefix(text: str) -> tuple[str, str | None, str]:
    lowered = text.lower()
    for wording, states, qualifier in _prefixes():
        if lowered.startswith(wording):
            return states, qualifier, text[len(wording) :].strip()
    return "best", None, text


@cache
def _prefixes() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["wording"], row["states"], row["qualifier"]) for row in read_table("read/number_prefixes.csv"))


def _value(digits: str, scale: str | None) -> Decimal:
    plain = re.sub(r"[,\u00a0\u202f' ]", "", digits)
    return Decimal(plain).scaleb(_SCALES.get((scale or "").lower(), 0)).normalize() + 0
