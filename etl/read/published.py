"""Publication dates as feeds and exports write them. What is not certain stays unknown: no date is guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from etl.records import Interval

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[-, ] ?(\d{4})(?!\d)")
_MONTH_DAY_YEAR = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), ?(\d{4})(?!\d)")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def read_published(stated: str) -> tuple[Interval, datetime | None]:
    """The days a stated publication date denotes, and the instant where a time with a zone is given.

    Understood: ISO 8601 (a year, month, day or time), RFC 2822, and days with a month's name and a
    year of four digits. Anything else, such as 4/5/87, keeps its wording and is unknown.
    """
    stated = stated.strip()
    instant = _read_instant(stated)
    if instant is not None and instant.tzinfo is not None:
        return Interval(instant.date(), instant.date(), "minute", "file", stated), instant
    try:
        return _read_days(stated, instant), None
    except ValueError:
        return Interval(None, None, "unknown", "unknown", stated), None


def _read_instant(stated: str) -> datetime | None:
    if not re.match(r"\d{4}-?\d\d-?\d\d[T ]|[A-Za-z]{3}, ", stated):
        return None
    try:
        return datetime.fromisoformat(stated) if stated[0].isdigit() else parsedate_to_datetime(stated)
    except ValueError:
        return None


def _read_days(stated: str, instant: datetime | None) -> Interval:
    """Days of a date without a zone: its clock time could be anywhere's, so it counts for the day only."""
    if match := _YEAR_OR_MONTH.fullmatch(stated):
        return _whole_span(int(match[1]), match[2], stated)
    if instant is not None:
        day = instant.date()
    elif match := _DAY_MONTH_YEAR.match(stated):
        day = date(int(match[3]), _month(match[2]), int(match[1]))
    elif match := _MONTH_DAY_YEAR.match(stated):
        day = date(int(match[3]), _month(match[1]), int(match[2]))
    else:
        day = date.fromisoformat(stated)
    return Interval(day, day, "day", "file", stated)


def _whole_span(year: int, month: str | None, stated: str) -> Interval:
    if month is None:
        return Interval(date(year, 1, 1), date(year, 12, 31), "year", "file", stated)
    first = date(year, int(month), 1)
    return Interval(first, first.replace(day=monthrange(year, first.month)[1]), "month", "file", stated)


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name.lower()) or (name.lower() == "sept" and number == 9):
            return number
    raise ValueError(f"{name!r} is no month")
