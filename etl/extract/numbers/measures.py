"""The unit of measure or currency written after a number, and the "per" that makes it a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.extract.numbers.vocabulary import Unit, currency_signs, unit_names, unit_signs, words

_LONGEST_NAME = 4
_TOKEN = re.compile(r"(\s{0,2}-?\s?)([^\s\d,;:()\[\]\x00/-][^\s,;:()\[\]\x00/-]{0,30}|/[^\s,;:()\[\]\x00-]{1,12})")
_SIGN = re.compile(r"(\s?-?)([^\s\d,;:()\[\]\x00-][^\s,;:()\[\]\x00-]{0,12})")
_CLOSING = ".!?\"'”’»…"
_PER = re.compile(r"(?:\s|-)(per|an?|each|every)(?:\s|-)(?=[A-Za-z])|/(?=[A-Za-z])", re.IGNORECASE)
_PERIODIC = re.compile(r"\s(annually|yearly|monthly|weekly|daily|hourly|nightly|apiece)\b", re.IGNORECASE)
_PERIODS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
    "nightly": "night",
    "apiece": "piece",
}
_POINT_IN_TIME = re.compile(r"\s(?:ago|after|later|earlier|before|prior|from|and\sa\shalf|to\s)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\s[\[(]([A-Za-z]{3,20})[\])]")
_CONVERSION = re.compile(r"\s\([^()\n]{0,8}\d[^()\n]{0,24}\)")
_FOREIGN_DOLLAR = re.compile(r"\s(?:US|U\.S\.|USD|AUD|CAD|NZD|HKD|SGD)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit at ``start:end`` (the wording, without what joins it to the number)."""

    unit: Unit
    start: int
    end: int


@cache
def _currency_codes() -> frozenset[str]:
    return frozenset(sign for sign in currency_signs() if len(sign) == 3 and sign.isalpha() and sign.isupper())


def measure_after(text: str, end: int, *, in_words: bool, money: bool) -> Measure | None:
    """The unit written right after a number that ends at ``end``.

    A sign ("km", "€") is read after figures only; where a currency stands before the number, only a
    scale's noun could follow, so nothing is read.
    """
    if money:
        return None
    if named := _named_unit(text, end):
        return named
    return None if in_words else _signed_unit(text, end)


def bracketed_measure(text: str, end: int) -> Measure | None:
    """The unit that an editor adds in brackets: "500,000 [dollars]", "two (years)"."""
    match = _BRACKETED.match(text, end)
    unit = unit_names().get(match.group(1).lower()) if match else None
    return Measure(unit, match.start(1), match.end(1)) if match and unit else None


def past_conversion(text: str, end: int) -> int:
    """Past the same sum in another currency: "9 billion shekels ($2.4 billion) a year"."""
    match = _CONVERSION.match(text, end)
    return match.end() if match else end


def _named_unit(text: str, end: int) -> Measure | None:
    names = unit_names()
    start, stop, spelled = -1, end, ""
    found: Measure | None = None
    for _ in range(_LONGEST_NAME):
        token = _TOKEN.match(text, stop)
        if token is None:
            break
        joint = "-" if "-" in token.group(1) else " "
        start = token.start(2) if start < 0 else start
        bare = token.group(2).rstrip(_CLOSING)
        stop = token.end()
        for candidate, last in ((token.group(2), stop), (bare, token.start(2) + len(bare))):
            name = (spelled + joint + candidate).lstrip("- ").lower()
            unit = names.get(name) or names.get(name.replace("-", " "))
            if unit is not None:
                found = Measure(unit, start, last)
        if bare != token.group(2):
            break
        spelled = (spelled + joint + token.group(2)).lstrip("- ")
    if found is not None and text[found.end : found.end + 6].lower().startswith(("-half", "-class")):
        return None  # "two Kilo-class submarines"
    return found


def _signed_unit(text: str, end: int) -> Measure | None:
    token = _SIGN.match(text, end)
    if token is None:
        return None
    joint, sign = token.groups()
    following = _SIGN.match(text, token.end())
    longer = f"{sign} {following.group(2)}" if following and following.group(1) else ""
    bare = sign.rstrip(_CLOSING + "=")
    for candidate, last in (
        (longer, following.end() if following else 0), (longer.rstrip("."), following.end() - 1 if following else 0),
        (sign, token.end()), (bare, token.start(2) + len(bare)),
        (sign.rstrip("s.'’"), token.start(2) + len(sign.rstrip("s.'’"))) if not joint else (bare, 0),
    ):  # fmt: skip
        unit = unit_signs().get(candidate)
        if unit is not None and last and _sign_fits(candidate, joint) and not _begins_name(text, token.start(2), last):
            return Measure(unit, token.start(2), last)
    return _rate_sign(token)


def _begins_name(text: str, start: int, end: int) -> bool:
    """As in "32 F-35 jets": the letter belongs to a type's name."""
    return text[start:end].isalpha() and text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()


def _sign_fits(sign: str, joint: str) -> bool:
    if sign in currency_signs() and sign[:1].isalpha():
        return sign in words("trailing_currency_signs") or sign in _currency_codes() or sign not in currency_signs()
    return not joint or sign not in words("glued_signs")


def _rate_sign(token: re.Match[str]) -> Measure | None:
    """As in "A/cm2": a unit with what it is per glued to it."""
    top, slash, _ = token.group(2).partition("/")
    unit = unit_signs().get(top)
    if not slash or unit is None:
        return None
    return Measure(unit, token.start(2), token.start(2) + len(top))


def per_after(text: str, end: int) -> tuple[str, int] | None:
    """What an amount that ends at ``end`` is given by ("per month", "a barrel", "/kWh"), canonical, and where it ends.

    "a year" before "ago", "later" or "earlier" is a point in time and no rate.
    """
    match = _PER.match(text, end)
    if match is None:
        return None
    joint = (match.group(1) or "/").lower()
    named = _named_unit(text, match.end()) or (_signed_unit(text, match.end()) if joint in {"per", "/"} else None)
    if named is not None and named.unit.kind != "money":
        is_time = named.unit.kind == "duration"
        if joint != "per" and is_time and _POINT_IN_TIME.match(text, named.end):
            return None
        return named.unit.name, named.end
    token = re.compile(r"[A-Za-z]+").match(text, match.end())
    if token is None or joint == "/":
        return None
    noun = token.group().lower()
    if joint == "per" or noun in words("per_nouns"):
        return None if noun == "cent" else (noun, token.end())
    return None


def period_after(text: str, end: int) -> str | None:
    """The period of an adverb: "annually" -> year."""
    match = _PERIODIC.match(text, end)
    return _PERIODS[match.group(1).lower()] if match else None


def restated_currency_end(text: str, end: int) -> int:
    """The end of "US" or "USD" that repeats the currency after "$76 US", else ``end``."""
    match = _FOREIGN_DOLLAR.match(text, end)
    return match.end() if match else end
