"""When an article was published, as far as its metadata or a date line printed on its page tells."""

from __future__ import annotations

import re
from datetime import date

from etl.extract.dates.grammar import forms
from etl.extract.dates.resolution import resolve
from etl.extract.document import ParsedArticle
from etl.records import UNKNOWN_TIME, Interval

_DATE_LINE_CHARACTERS = 260
_UPDATED = re.compile(r"\b(?:updated|last modified|modified)\b", re.IGNORECASE)
_DATELINE = re.compile(r"^[A-Z][A-Z .’'-]{2,40},? (?P<date>[^—–:(]{4,24}?)(?: \([^)]{2,40}\))? ?(?:—|–|--|-) ")
#: "(Mar 3, 2018 1:55 PM)" at the head of the text, as some pages print it.
_BRACKETED = re.compile(r"^\((?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})(?:,? [^)]{0,24})?\)")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)


def publication_date(article: ParsedArticle) -> Interval:
    """The interval of publication: metadata first, else a full date printed as the page's own.

    Only a stand-alone date line, a byline's date or a dateline counts; dates in captions, teasers and the
    text itself never do. A first publication is preferred to an update. Unknown where nothing is printed.
    """
    if article.published.precision != "unknown":
        return article.published
    printed = [
        (_UPDATED.search(line) is not None, order, found) for order, (line, found) in enumerate(_printed(article))
    ]
    return min(printed, default=(False, 0, UNKNOWN_TIME), key=lambda item: item[:2])[2]


def _printed(article: ParsedArticle) -> list[tuple[str, Interval]]:
    found = []
    for passage in article.passages:
        if passage.kind == "boilerplate":
            lines = article.text[passage.start : passage.end].splitlines()
            found += [(line, day) for line in lines if _may_carry_date(line) and (day := _full_date(line))]
        elif passage.kind in ("body", "live_update"):
            opening = re.sub(r"\s", " ", article.text[passage.start : passage.start + 120]).lstrip()
            match = _DATELINE.match(opening) or _BRACKETED.match(opening)
            if match and (day := _full_date(match["date"])):
                found.append((match.group(), day))
    return found


def _may_carry_date(line: str) -> bool:
    return len(line) <= _DATE_LINE_CHARACTERS and not _COPYRIGHT.search(line)


def _full_date(text: str) -> Interval | None:
    """The day of the first date in a line that states day, month and year."""
    for form, pattern in forms():
        if form not in ("iso", "month_day", "day_month"):
            continue
        match = pattern.search(text)
        if match and match["year"] and not match.groupdict().get("bound"):
            interval = resolve(form, match, None, ahead=False)
            if interval is not None and interval.precision == "day" and _is_plausible(interval.from_on):
                return interval
    return None


def _is_plausible(day: date | None) -> bool:
    return day is not None and 1850 <= day.year <= 2100
