"""An article from a record of named fields: a JSON object, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from etl.lexicon import read_table
from etl.read.article import check_storable, make_article
from etl.read.published import read_published
from etl.read.reader import Unusable
from etl.records import UNKNOWN_TIME, Article, Interval, SourceFile

#: A mapping of the user: our field -> the name it has in the record.
Columns = Mapping[str, str]
FIELDS = ("id", "text", "url", "title", "published", "outlet", "republisher", "byline", "authors", "language", "seen")
_NUMERIC_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?![\d/.-])")
_SEEN = re.compile(r"\d{8}(?:T\d{6}Z?)?")


def name_fields(record: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """The record under our field names: as the mapping says, else as exports usually call them."""
    normal = {_normal(name): value for name, value in reversed(list(record.items()))}
    named: dict[str, Any] = {}
    for field, name in _known_names():
        if field not in columns and named.get(field) in (None, "") and name in normal:
            named[field] = normal[name]
    for field, name in columns.items():
        if name in record:
            named[field] = record[name]
    return named


def knows_fields(names: list[str], columns: Columns) -> bool:
    """Whether a header of these names is a table of articles: its text has a column, and something beside it."""
    if "text" in columns:
        return columns["text"] in names
    known = {name: field for field, name in _known_names()}
    found = {known[_normal(name)] for name in names if _normal(name) in known}
    return "text" in found


@cache
def _known_names() -> tuple[tuple[str, str], ...]:
    return tuple((row["field"], row["name"]) for row in read_table("read/field_names.csv"))


def _normal(name: object) -> str:
    return re.sub(r"[\s_-]+", "", str(name)).lower()


def make_record_article(named: Mapping[str, Any], file: SourceFile) -> Article:
    """Build the article of a record whose fields have our names.

    Raises:
        Unusable: names the field that cannot be taken.
    """
    if named.get("text") is None:
        raise Unusable("field_missing", "field 'text' is missing", "text")
    stated = _string(named, "published")
    check_storable(stated, "published")
    published, published_at = _published(stated, _string(named, "seen"))
    return make_article(
        _string(named, "text") or "",
        file,
        url=_string(named, "url"),
        supplied_id=_identifier(named),
        title=_string(named, "title"),
        byline=_string(named, "byline") or _authors(named),
        outlet=_string(named, "outlet"),
        republisher=_string(named, "republisher"),
        language=language_code(_string(named, "language")),
        published=published,
        published_at=published_at,
    )


def language_code(stated: str | None) -> str | None:
    """A two-letter code as it is or from a tag such as en-GB; a language's name is for detection to tell."""
    if stated is None:
        return None
    code = re.split(r"[-_]", stated.strip())[0].lower()
    return code if len(code) in (2, 3) else None


def _published(stated: str | None, seen: str | None) -> tuple[Interval, datetime | None]:
    """Publication as stated, else no later than a crawler saw it."""
    if stated:
        check_calendar(stated)
        return read_published(stated)
    if seen and (found := _SEEN.fullmatch(seen.strip())):
        try:
            day = datetime.strptime(found[0][:8], "%Y%m%d").date()  # noqa: DTZ007  (a day, no instant)
        except ValueError:
            return UNKNOWN_TIME, None
        return Interval(None, day, "no_later_than", "file", seen), None
    return UNKNOWN_TIME, None


def check_calendar(stated: str) -> None:
    """Refuse a numeric date that is no day of any calendar, whichever way its parts are read.

    Raises:
        Unusable: such as 31/02/2024. A date that can be read in two ways passes and stays unknown.
    """
    found = _NUMERIC_DATE.match(stated.strip())
    if found is None:
        return
    first, middle, last = int(found[1]), int(found[3]), int(found[4])
    orders = [(first, middle, last)] if len(found[1]) == 4 else [(last, middle, first), (last, first, middle)]
    for year, month, day in orders:
        try:
            date(year if year > 99 else 2000 + year, month, day)
        except ValueError:
            continue
        return
    raise Unusable("bad_date", f"field 'published': {stated!r} is no day of the calendar: mend it", "published")


def _string(named: Mapping[str, Any], field: str) -> str | None:
    """A field's text; an absent, null or empty one is ``None``."""
    value = named.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unusable("wrong_type", f"field {field!r}: expected text, found {json_type(value)}", field)
    return value


def _identifier(named: Mapping[str, Any]) -> str | None:
    value = named.get("id")
    return str(value) if type(value) is int else _string(named, "id")


def _authors(named: Mapping[str, Any]) -> str | None:
    value = named.get("authors")
    if isinstance(value, list) and all(isinstance(author, str) for author in value):
        return ", ".join(value) or None
    return _string(named, "authors")


def json_type(value: object) -> str:
    """What a JSON value is, in words."""
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")
