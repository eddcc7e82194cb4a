"""Two amounts that state one range: "10,000-12,000", "between A and B", "from X to Y", "three or four"."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.extract.numbers.amounts import Amount
from etl.extract.numbers.changes import is_change

_LOOK_BACK = 32
_LONGEST_DETOUR = 70
#: "rose by 300 to 1,200" tells a change and a level, "by 5 to 7 percent" a range.
_WIDEST = 2
_DASH = re.compile(r"\s?[-–—‒−]\s?(?:to[- ]?)?$")
_TO = re.compile(r"[\s-]to[\s-]{1,2}$", re.IGNORECASE)
_SCORE = re.compile(r"(\d{1,4})\s?[-–—]\s?(?:to-)?(\d{1,4})")
_OR = re.compile(r"\sor\s(?:even\s)?$", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|to)\s$", re.IGNORECASE)
_SOFTENED = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|some|up\sto|as\slow\sas|as\smany\sas|just"
    r"|at\sleast|an\sestimated|over|more\sthan)\s)?"
)
_LISTED = re.compile(r"\w,\s$")
_BETWEEN = re.compile(rf"\bbetween\s{_SOFTENED}$", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s{_SOFTENED}$", re.IGNORECASE)
_DETOUR_AND = re.compile(rf"^\s[\w'’ -]{{1,40}}\sand\s{_SOFTENED}$", re.IGNORECASE)
_DETOUR_TO = re.compile(rf"^(?:(?!\s(?:and|or|but|for|while)\s)[^.;:!?,()]|\.(?!\s))*\sto\s{_SOFTENED}$", re.IGNORECASE)


def join_ranges(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts of a text with each stated range as one amount; a range is joined once."""
    joined: list[Amount] = []
    index = 0
    while index < len(amounts):
        first = amounts[index]
        second = amounts[index + 1] if index + 1 < len(amounts) else None
        if second is not None and _is_range(text, first, second):
            joined.append(_joined(first, second))
            index += 2
        else:
            joined.append(first)
            index += 1
    return joined


def is_score(text: str, amount: Amount, *, counts: bool) -> bool:
    """As in "2-0", "89-89" and "a 65-33 tally": figures joined by a dash that do not rise, or count nothing."""
    match = _SCORE.fullmatch(text[amount.number_start : amount.number_end])
    return match is not None and (not counts or int(match.group(1)) >= int(match.group(2)))


def _is_range(text: str, first: Amount, second: Amount) -> bool:
    if first.low is None or second.low is None or (first.form == "fraction" and second.form != "fraction"):
        return False
    gap_start = max(first.end, first.per_end)
    if second.start - gap_start > _LONGEST_DETOUR or second.start < gap_start:
        return False
    gap = text[gap_start : second.start]
    before = text[max(0, first.start - _LOOK_BACK) : first.start]
    if not _same_unit(first, second):
        return False
    if _FROM.search(before) and (_DETOUR_TO.match(gap) or _DASH.match(gap)):
        return True
    is_even = first.low == second.low and first.unit is None  # "between one man and one woman"
    if _BETWEEN.search(before) and not is_even and (_AND.match(gap) or _DASH.match(gap) or _DETOUR_AND.match(gap)):
        return True
    low, high = _spread(first, second)
    if _DASH.match(gap):
        return low < high or (
            first.unit is None and second.unit is None and first.form == "figures" and gap in {"-", "–", "-to-"}
        )
    if _TO.match(gap):
        return low < high and not (
            is_change(text, first.start, counts=False) and (high > _WIDEST * low or (first.unit and second.unit))
        )
    return bool(_OR.match(gap)) and not _LISTED.search(before) and first.unit is None and low < high <= 4 * max(low, 1)


def _same_unit(first: Amount, second: Amount) -> bool:
    if first.unit is None or second.unit is None:
        return True
    return first.unit.name == second.unit.name


def _spread(first: Amount, second: Amount) -> tuple[float, float]:
    """Both ends; a scale written once counts for both ("1 to 2 thousand", "$89 to $93 billion")."""
    low, high = first.low or 0.0, second.high or 0.0
    if first.scale == 1 and second.scale > 1 and 0 < low <= high / second.scale:
        low *= second.scale
    return low, high


def _joined(first: Amount, second: Amount) -> Amount:
    low, high = sorted(_spread(first, second))
    return replace(
        second,
        start=first.start,
        number_start=first.number_start,
        low=low,
        high=high,
        measure=second.measure or (None if second.currency else first.measure),
        currency=second.currency or first.currency,
        per=second.per or first.per,
        per_end=second.per_end or (second.end if first.per_end else 0),
        is_range=low != high,
    )
