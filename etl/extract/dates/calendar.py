"""Calendar arithmetic: weeks, months, years and their parts around a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

#: A date without a year this far ahead of the article is taken for the year before.
_HALF_YEAR = timedelta(days=183)


def shift(day: date, unit: str, offset: int) -> date:
    """The day a number of units away; ``*_start`` and ``*_end`` are the edges of that week, month or year.

    Years before 1 or after 9999 are clamped to the calendar's edge.
    """
    if unit == "day":
        return _clamped(day, offset)
    kind, edge = unit.split("_")
    if kind in ("week", "weekend"):
        monday = _clamped(day, 7 * offset - day.weekday())
        return _clamped(monday, 6 if edge == "end" else (5 if kind == "weekend" else 0))
    if kind == "month":
        months = min(max(day.year * 12 + day.month - 1 + offset, 12), 9999 * 12 + 11)
        first, last = month_days(months // 12, months % 12 + 1)
    else:
        first, last = year_days(min(max(day.year + offset, 1), 9999))
    return last if edge == "end" else first


def _clamped(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def part_of(first: date, last: date, from_part: float, to_part: float) -> tuple[date, date]:
    """A fraction of a month in days, of a year in whole months: the first half of October is the 1st to the 15th."""
    if first.month != last.month:
        return month_days(first.year, int(12 * from_part) + 1)[0], month_days(first.year, int(12 * to_part))[1]
    days = (last - first).days + 1
    start = first + timedelta(days=int(days * from_part))
    end = first + timedelta(days=max(int(days * to_part), int(days * from_part) + 1) - 1)
    return start, min(end, last)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or ``None`` where the calendar has none (31 June)."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def nearest_year(published: date, month: int, day: int, *, ahead: bool = False) -> int:
    """The year of a date printed without one: the article's, unless that lies half a year or more ahead, or half a year
    or more back where the wording points ahead ("due Jan. 2", printed in November).
    """
    candidate = make_day(published.year, month, day) or make_day(published.year, month, 28)
    if ahead and candidate is not None and published - candidate > _HALF_YEAR:
        return published.year + 1
    if candidate is not None and candidate - published > _HALF_YEAR:
        return published.year - 1
    return published.year


def weekday_near(published: date, weekday: int, *, ahead: bool) -> date:
    """The last such weekday up to and including the day of publication, or the next one after it."""
    if ahead:
        return _clamped(published, (weekday - published.weekday() - 1) % 7 + 1)
    return _clamped(published, -((published.weekday() - weekday) % 7))
