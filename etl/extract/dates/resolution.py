"""From a matched form to the days it denotes.

Nothing is guessed: without the article's own date a relative expression, or a date without a year, keeps
its wording and unknown days.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from etl.extract.dates import calendar
from etl.lexicon import read_table
from etl.records import Basis, Interval, Precision

_UNIT_EDGES = {"hour": "day", "day": "day", "week": "day", "month": "month_start", "year": "year_start"}
_DAYS = {"hour": 0, "day": 1, "week": 7}


@cache
def _months() -> dict[str, int]:
    return {row["name"]: int(row["number"]) for row in read_table("dates/months.csv")}


@cache
def _weekdays() -> dict[str, int]:
    return {row["name"]: int(row["number"]) for row in read_table("dates/weekdays.csv")}


@cache
def _parts() -> dict[str, tuple[float, float]]:
    return {row["phrase"]: (float(row["from_part"]), float(row["to_part"])) for row in read_table("dates/parts.csv")}


@cache
def _counts() -> dict[str, tuple[int, int]]:
    return {row["phrase"]: (int(row["least"]), int(row["most"])) for row in read_table("dates/counts.csv")}


@cache
def _bounds() -> dict[str, str]:
    return {row["phrase"]: row["kind"] for row in read_table("dates/bounds.csv")}


@cache
def _relative() -> tuple[tuple[re.Pattern[str], tuple[str, int], tuple[str, int], Precision], ...]:
    def offset(cell: str) -> tuple[str, int]:
        unit, _, number = cell.partition(":")
        return unit, int(number)

    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), offset(row["from_day"]), offset(row["to_day"]), row["precision"])  # type: ignore[misc]
        for row in read_table("dates/relative.csv")
    )


Days = tuple[date, date, Precision, Basis]


def resolve(form: str, match: re.Match[str], published: date | None, *, ahead: bool) -> Interval | None:
    """The interval of a match; ``None`` where it is no date after all (31 June).

    ``form`` names the match's pattern in the grammar; ``ahead`` says whether the wording around a weekday
    points to the future.
    """
    expression = match.group()
    days: Days | None
    if form in ("weekday", "ago", "past", "relative"):
        if published is None:
            return Interval(None, None, "unknown", "unknown", expression)
        days = _RELATIVE_FORMS[form](match, published, ahead)
    else:
        days = _absolute(form, match, published, ahead)
        if days is _NO_DATE:
            return None
    if days is None:
        return Interval(None, None, "unknown", "unknown", expression)
    return _bounded(days, (match.groupdict().get("bound") or match.groupdict().get("bound2") or "").lower(), expression)


def _bounded(days: Days, bound: str, expression: str) -> Interval:
    first, last, precision, basis = days
    kind = _bounds().get(bound)
    if kind == "from" and precision != "range":
        return Interval(first, None, "no_earlier_than", basis, expression)
    if kind == "after":
        return Interval(last, None, "no_earlier_than", basis, expression)
    if kind in ("to", "before"):
        return Interval(None, last if kind == "to" else first, "no_later_than", basis, expression)
    return Interval(first, last, precision, basis, expression)


#: Marks a match that the calendar refuses, apart from ``None`` for a date that stays unknown.
_NO_DATE: Days = (date.min, date.min, "unknown", "unknown")


def _absolute(form: str, match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    groups = match.groupdict()
    if form == "iso":
        day = calendar.make_day(int(groups["year"]), int(groups["month"]), int(groups["day"]))
        return _NO_DATE if day is None else (day, day, "day", "stated")
    if form == "years":
        first, last = int(groups["year"]), int(groups["year2"])
        return _NO_DATE if first > last else (date(first, 1, 1), date(last, 12, 31), "range", "stated")
    if form == "year":
        return _cut(*calendar.year_days(int(groups["year"])), groups["part"], "year", "stated")
    if form in ("month_day", "day_month"):
        return _month_days(groups, published, ahead)
    if form == "months":
        return _months_between(groups, published)
    return _whole_month(groups, published)


def _cut(first: date, last: date, part: str | None, precision: Precision, basis: Basis) -> Days:
    if part is None:
        return first, last, precision, basis
    first, last = calendar.part_of(first, last, *_parts()[part.lower()])
    return first, last, "range", basis


def _months_between(groups: dict[str, str | None], published: date | None) -> Days | None:
    """As in "between July and August": from the first day of the one to the last of the other."""
    first, last = _months()[str(groups["month"])], _months()[str(groups["month2"])]
    if groups["year"]:
        year = int(groups["year"])
    elif published is not None:
        year = calendar.nearest_year(published, last, 1)
    else:
        return None
    begin, end = calendar.month_days(year - (last < first), first)[0], calendar.month_days(year, last)[1]
    return begin, end, "range", "stated" if groups["year"] else "derived"


def _month_days(groups: dict[str, str | None], published: date | None, ahead: bool) -> Days | None:
    month, day = _months()[str(groups["month"])], int(re.sub(r"\D", "", str(groups["day"])))
    if calendar.make_day(2000, month, day) is None:
        return _NO_DATE
    if groups["year"]:
        year, basis = int(groups["year"]), "stated"
    elif published is not None:
        year, basis = calendar.nearest_year(published, month, day, ahead=ahead), "derived"
    else:
        return None
    first = calendar.make_day(year, month, day)
    last = first
    if groups.get("day2"):
        month2 = _months()[str(groups["month2"])] if groups.get("month2") else month
        last = calendar.make_day(year + (month2 < month), month2, int(re.sub(r"\D", "", str(groups["day2"]))))
    if first is None or last is None or last < first:
        return _NO_DATE
    return first, last, "day" if first == last else "range", "stated" if basis == "stated" else "derived"


def _whole_month(groups: dict[str, str | None], published: date | None) -> Days | None:
    month = _months()[str(groups["month"])]
    basis: Basis = "stated"
    if groups.get("year"):
        year = int(str(groups["year"]))
    elif published is not None:
        year, basis = calendar.nearest_year(published, month, 1), "derived"
        which = (groups.get("which") or "").lower()
        if which == "last" and month >= published.month and year == published.year:
            year -= 1
        if which == "next" and month <= published.month:
            year = published.year + 1
    else:
        return None
    return _cut(*calendar.month_days(year, month), groups.get("part"), "month", basis)


def _weekday(match: re.Match[str], published: date, ahead: bool) -> Days:
    which = (match["which"] or "").lower()
    ahead = ahead if not which else which in ("next", "this coming", "the following")
    weekday = _weekdays()[match["weekday"]]
    first = calendar.weekday_near(published, weekday, ahead=ahead)
    if which == "last" and first == published:
        first = calendar.shift(first, "day", -7)
    if match["weekday2"] is None:
        return first, first, "day", "derived"
    last = calendar.shift(first, "day", (_weekdays()[match["weekday2"]] - weekday) % 7)
    if last > published and not ahead:
        first, last = calendar.shift(first, "day", -7), calendar.shift(last, "day", -7)
    return first, last, "range", "derived"


def _count(text: str | None) -> tuple[int, int]:
    if text is None:
        return 1, 1
    return (int(text), int(text)) if text.isdigit() else _counts()[text.lower()]


def _ago(match: re.Match[str], published: date, ahead: bool) -> Days:  # noqa: ARG001  (one signature for all forms)
    least, most = _count(match["count"])
    unit = match["unit"].lower()
    if unit in _DAYS:
        first = calendar.shift(published, "day", -most * _DAYS[unit] - (unit == "hour"))
        last = calendar.shift(published, "day", -least * _DAYS[unit])
        return first, last, "day" if first == last and unit == "day" else "range", "derived"
    if unit == "decade":
        unit, least, most = "year", 10 * least, 10 * most
    first = calendar.shift(published, f"{unit}_start", -most)
    last = calendar.shift(published, f"{unit}_end", -least)
    precision: Precision = "range" if least != most else ("month" if unit == "month" else "year")
    return first, last, precision, "derived"


def _past(match: re.Match[str], published: date, ahead: bool) -> Days:  # noqa: ARG001
    _, most = _count(match["count"])
    unit = match["unit"].lower()
    most, unit = (10 * most, "year") if unit == "decade" else (most, unit)
    sign = 1 if match["way"].lower() in ("next", "coming") else -1
    if unit in _DAYS:
        edge = calendar.shift(published, "day", sign * max(1, most * _DAYS[unit]))
    else:
        edge = calendar.shift(published, _UNIT_EDGES[unit], sign * most)
    return min(edge, published), max(edge, published), "range", "derived"


def _fixed(match: re.Match[str], published: date, ahead: bool) -> Days:  # noqa: ARG001
    for pattern, start, end, precision in _relative():
        if pattern.fullmatch(match["relative"]):
            first, last = calendar.shift(published, *start), calendar.shift(published, *end)
            return first, last, "day" if first == last else precision, "derived"
    raise ValueError(f"etl/data/dates/relative.csv: no row reads {match['relative']!r}")


_RELATIVE_FORMS = {"weekday": _weekday, "ago": _ago, "past": _past, "relative": _fixed}
