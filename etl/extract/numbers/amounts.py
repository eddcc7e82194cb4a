"""An amount: a number with the currency, scale letters and unit that are written at it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl.extract.numbers.lexing import Numeral, NumeralForm
from etl.extract.numbers.measures import (
    Measure,
    bracketed_measure,
    measure_after,
    past_conversion,
    per_after,
    period_after,
    restated_currency_end,
)
from etl.extract.numbers.vocabulary import Unit, currency_prefix, currency_signs, scale_suffixes, words

_LONGEST_SIGN = 9
_SUFFIX = re.compile(r"([ -]?)([A-Za-z]{1,3})(?![A-Za-z0-9])")
_PLURAL_AFTER = re.compile(
    r"\s(?:more|fewer|(?:(?!(?:and|or|in|on|at|of|to|from|by|is|was|are|were|the|a|as|than|with|for|but|it|that)\s)[a-z-]+\s)?"
    r"(?:people|(?!(?:across|always|towards|versus|besides|perhaps|unless|less)\b)[a-z]{3,}s))\b"
)
_TAIL = re.compile(r"(?:\+|-plus|-odd|-some)(?=\s)")
_HYPHENATED_LEFT = re.compile(r"(?<![A-Za-z])([A-Za-z]+)[-–]$")
_MINUS = re.compile(r"(?<![A-Za-z])(?<!or )minus[\s-]$", re.IGNORECASE)
_SIGN_LEFT = re.compile(r"(?:^|(?<=[\s(\x00$€£]))[-−–]$")
_WEIGHT = re.compile(r"weigh|heav|lift|\blbs?\b|\bkg\b|feet|pounds of|overweight", re.IGNORECASE)
#: So many pounds are money unless something is weighed.
_MONEY_FROM = 1_000_000
_SPENT = re.compile(
    r"\b(?:costs?|pa(?:y|ys|id)|fined?|worth|pric(?:e|es|ed)|sold|bought|raised|spen[dt]|earn(?:s|ed)?)\b",
    re.IGNORECASE,
)
_OF_A_PERCENT = re.compile(r"\sof\s(?:a|one)\s(?P<unit>per\s?cent(?:age(?P<point>\spoint))?)\b", re.IGNORECASE)
_POUNDS = re.compile(r"[\s-]pounds?\b(?!\s?(?:sterling|per square|-?f(?:oo|ee)t))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]`` holds the number with its currency sign and unit; ``number_start:number_end`` the number.

    ``low`` and ``high`` differ in a range. ``unit_end`` is past the unit's wording, ``end`` where there is none.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    form: NumeralForm
    scale: float
    measure: Measure | None
    currency: Unit | None
    per: str | None = None
    per_end: int = 0
    is_range: bool = False

    @property
    def unit(self) -> Unit | None:
        return self.currency or (self.measure.unit if self.measure else None)

    @property
    def value(self) -> float | None:
        return None if self.is_range else self.low


def read_amount(text: str, numeral: Numeral) -> Amount | None:
    """The amount around a number, or ``None`` where its neighbours make it part of a name ("S22", "COVID-19")."""
    sign, start = _currency_before(text, numeral)
    if sign is None and not _stands_alone_left(text, numeral.start):
        return None
    end, scale = _scaled(text, numeral, sign is not None)
    in_words = numeral.form != "figures"
    tail = past_tail(text, end)
    measure = (
        _pounds(text, tail, numeral.value, scale)
        or measure_after(text, tail, in_words=in_words, money=sign is not None)
        or (bracketed_measure(text, end) if sign is None else None)
        or (_of_a_percent(text, end) if numeral.form == "fraction" else None)
    )
    if measure is not None and _is_milestone(text, numeral.start, measure):
        measure = None
    if sign is None and ((measure is None and _glued_right(text, end)) or _is_bare_plural(text, numeral, measure)):
        return None
    value = numeral.value
    if value is not None:
        value *= scale / numeral.scale if scale != numeral.scale else 1.0
        value = -value if _is_negative(text, start, measure) else value
    stop = restated_currency_end(text, end) if sign else (measure.end if measure else end)
    stop += measure is not None and text[measure.start - 1] in "([" and text[stop : stop + 1] in {")", "]"}
    amount = Amount(start, stop, numeral.start, end, value, value, numeral.form, scale, measure, sign)
    return _with_rate(text, amount)


def past_tail(text: str, end: int) -> int:
    """Past the "+" or "-plus" glued to a number: its unit or noun comes after."""
    match = _TAIL.match(text, end)
    return match.end() if match else end


def _with_rate(text: str, amount: Amount) -> Amount:
    unit = amount.unit
    if unit is None:
        return amount
    if rate := per_after(text, amount.end) or per_after(text, past_conversion(text, amount.end)):
        return replace(amount, per=rate[0], per_end=rate[1])
    if (period := period_after(text, amount.end)) and unit.kind == "money":
        return replace(amount, per=period, per_end=0)
    return amount


def _currency_before(text: str, numeral: Numeral) -> tuple[Unit | None, int]:
    """The currency whose sign ends where the number begins, and where the sign begins."""
    begin = max(0, numeral.start - _LONGEST_SIGN)
    match = currency_prefix().search(text[begin : numeral.start])
    if match is None:
        return None, numeral.start
    sign = match.group()[: len(match.group()) - len(match.group("gap")) - len(match.group("minus"))]
    short_word = sign.isalpha() and len(sign) < 3
    if short_word and match.group("gap") == " " and sign not in {"Rs", "RM", "kr", "Rp", "Tk", "Dh"}:
        return None, numeral.start
    if short_word and numeral.scale == 1 and numeral.end - numeral.start < 2:
        return None, numeral.start
    return currency_signs()[sign], begin + match.start()


def _stands_alone_left(text: str, start: int) -> bool:
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "\x00_”":
        return False
    if before == '"' and start > 1 and not text[start - 2].isspace() and text[start - 2] not in "([—–-":
        return False
    if before == "." and start > 1 and text[start - 2].isalnum():
        return text[start - 2].islower()
    if before == "-" and text[max(0, start - 3) : start - 1].strip().isupper() and text[start - 2] == " ":
        return False
    if before in "-–/" and start > 1 and (text[start - 2].isalpha() or text[start - 2] == "\x00"):
        joined = _HYPHENATED_LEFT.search(text[max(0, start - 12) : start])
        if joined is None or (len(joined.group(1)) == 1 and joined.group(1).isupper()):
            return False  # "A-10 Warthogs"
        return before == "–" or joined.group(1).lower() in words("joined_prefixes")
    return True


def _is_bare_plural(text: str, numeral: Numeral, measure: Measure | None) -> bool:
    """As in "Model 3s": a glued "s" is seconds only after a decimal ("9.58s")."""
    if measure is None or text[measure.start : measure.end] != "s" or measure.start != numeral.end:
        return False
    return "." not in text[numeral.start : numeral.end]


def _of_a_percent(text: str, end: int) -> Measure | None:
    """As in "three-quarters of a percent", "a quarter of a percentage point"."""
    match = _OF_A_PERCENT.match(text, end)
    if match is None:
        return None
    name = "percentage point" if match.group("point") else "percentage"
    return Measure(Unit(name, "ratio"), match.start("unit"), match.end())


def _is_milestone(text: str, start: int, measure: Measure) -> bool:
    """As in "passed the 3,000 mark", which is no sum of marks."""
    is_mark = text[measure.start - 1 : measure.end] == " mark"
    return is_mark and text[max(0, start - 4) : start] == "the "


def _glued_right(text: str, end: int) -> bool:
    """Letters or figures that belong to the number's token: "3D", "49ers", "737-800"."""
    after = text[end : end + 1]
    return after.isalnum() or after in {"_", "\x00"}


def _scaled(text: str, numeral: Numeral, money: bool) -> tuple[int, float]:
    """Where the number ends and what it is multiplied by, scale letters included ("13.6M", "1.7bn")."""
    match = _SUFFIX.match(text, numeral.end)
    if numeral.form != "figures" or numeral.scale != 1 or match is None or match.group(2) not in scale_suffixes():
        return numeral.end, numeral.scale
    joint, suffix = match.groups()
    factor, where = scale_suffixes()[suffix]
    if joint and len(suffix) < 2:
        return numeral.end, numeral.scale
    if joint == "-" and not money:
        return numeral.end, numeral.scale
    if where == "any" or money or (where == "people" and _PLURAL_AFTER.match(text, match.end())):
        return match.end(), factor
    return numeral.end, numeral.scale


def _pounds(text: str, end: int, value: float | None, scale: float) -> Measure | None:
    """Pounds are money in millions, and where nothing around speaks of weight; else mass."""
    match = _POUNDS.match(text, end)
    if match is None:
        return None
    before = re.split(r"[;.]\s", text[max(0, end - 60) : end])[-1]
    weighed = _WEIGHT.search(before) or text[match.end() : match.end() + 4] == " of "
    money = (value or 0) * scale >= _MONEY_FROM or (value or 0) >= _MONEY_FROM or _SPENT.search(before)
    unit = Unit("pound sterling", "money") if money and not weighed else Unit("pound-mass", "mass")
    return Measure(unit, match.start() + 1, match.end())


def _is_negative(text: str, start: int, measure: Measure | None) -> bool:
    """As in "minus 12", "−12"; a hyphen is a minus before degrees only, elsewhere mostly a dash."""
    before = text[max(0, start - _LONGEST_SIGN - 1) : start]
    if _MINUS.search(before):
        return True
    degrees = measure is not None and measure.unit.kind in {"temperature", "angle"}
    return bool(_SIGN_LEFT.search(before)) and (before[-1] == "−" or degrees)
