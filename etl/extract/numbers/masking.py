"""Figures that are no quantity by their form alone: dates, clock times, links, versions, ordinals, names.

They are masked before numbers are read, with as many filler characters, so that offsets stay and nothing
joins across them.
"""

from __future__ import annotations

import re
from functools import cache

from etl.lexicon import read_words

FILLER = "\x00"

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|Jul\.|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[,.]\d)"
_DAY_RANGE = rf"{_DAY}(?:\s?(?:-|–|—|to|and|or|through|until|&)\s?{_DAY}(?!\s?(?:%|percent|people|million|thousand)))?"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|[,.]\d)"
_ZONE = r"(?:GMT|UTC|BST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|EET|EEST|MSK|IST|JST|KST|AEST|AEDT|ET|PT)"
_MERIDIEM = r"[ap]\.?\s?m\b\.?"

#: Forms that hold figures and count nothing. Order matters: the first that matches at a place wins.
_FORMS = (
    r"(?i:https?://\S{1,2000}|www\.\S{1,2000})",
    r"[#@]\w{1,100}",
    r"\b(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?",
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b",
    rf"\b\d{{1,2}}[:.]\d\d(?::\d\d)?\s?(?i:{_MERIDIEM})",
    rf"\b\d{{1,2}}(?:[:.]\d\d)?\s?(?:-|–|to|and)\s?\d{{1,2}}(?:[:.]\d\d)?\s?(?i:{_MERIDIEM})",
    r"\b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\b",
    rf"\b\d{{1,2}}\s?(?i:{_MERIDIEM})",
    rf"\b(?:[01]\d|2[0-4])[0-5]\d\s?(?:h|hrs|hours)?\s?{_ZONE}\b",
    rf"\b\d{{1,2}}(?:\.\d\d)?\s?{_ZONE}\b",
    r"\b(?:\d{1,2}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)"
    r"\so\s?['’‘]?\s?clock\b",
    rf"\b{_MONTH}\s{{1,2}}{_DAY_RANGE}(?:,?\s{{1,2}}{_YEAR})?",
    rf"\b{_DAY_RANGE}\s(?:of\s)?{_MONTH}(?![a-z])(?:,?\s{{1,2}}{_YEAR})?",
    rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}",
    rf"\b{_MONTH}\s['’]\d\d\b",
    rf"\b{_WEEKDAY},?\s(?:the\s)?{_DAY}",
    r"\b\d{1,3}(?:,\d{3}){0,3}(?:st|nd|rd|th)\b(?:-\w+)?",
    r"(?<!\w)['’‘]?(?:1\d|20)?\d0['’]?s\b",
    r"\b(?:19|20)\d\d(?:/|-|–)\d\d\b(?!\s?(?:%|percent))",
    r"\b\d+(?:\.\d+){2,8}\b",
    r"(?<![\d$£€])\+?\d{1,4}(?:[-–]\d{2,7}){2,6}\b",
    r"\+\d{1,3}[\s\d()-]{7,16}\d",
    r"\(\d{3}\)\s?\d{3}[-\s]\d{4}",
    r"\b\d{3}[-.\s]\d{4}\b(?!\s?(?:people|%|percent))(?<=[-.]\d{4})",
    r"\b\d{1,4}(?:/\d{1,4}){2,6}\b",
)


@cache
def _form_pattern() -> re.Pattern[str]:
    names = sorted(read_words("numbers/names_with_numbers.txt"), key=len, reverse=True)
    spelled = "|".join(re.escape(name) for name in names)
    return re.compile("|".join((*_FORMS, rf"(?<![\w.,/])(?:{spelled})(?![\w/]|[.,]\d)")))


def mask_forms(text: str) -> str:
    """``text`` with every such form overwritten; the same length.

    A short pass for text without a figure looks only for the names spelled in words.
    """
    return _form_pattern().sub(lambda match: FILLER * (match.end() - match.start()), text)
