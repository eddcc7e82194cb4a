"""Figures that are no quantity by their form alone: dates, clock times, links, versions, ordinals, names.

They are masked before numbers are read, with as many filler characters, so that offsets stay and nothing
joins across them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_OCLOCK = r"\so\s?['’‘]?\s?clock\b"
_MERIDIEM = r"[ap]\.?\s?m\b\.?"

#: Forms that hold figures and count nothing, by how they begin (so that most letters are passed quickly).
#: Order matters: the first that matches at a place wins.
_FIGURE_FORMS = (
    r"\b(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?",
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b",
    rf"\b\d{{1,2}}[:.]\d\d(?::\d\d)?\s?(?i:{_MERIDIEM})",
    rf"\b\d{{1,2}}(?:[:.]\d\d)?\s?(?:-|–|to|and)\s?\d{{1,2}}(?:[:.]\d\d)?\s?(?i:{_MERIDIEM})",
    r"\b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\b",
    rf"\b\d{{1,2}}\s?(?i:{_MERIDIEM})",
    rf"\b(?:[01]\d|2[0-4])[0-5]\d\s?(?:h|hrs|hours)?\s?{_ZONE}\b",
    rf"\b\d{{1,2}}(?:\.\d\d)?\s?{_ZONE}\b",
    rf"\b\d{{1,2}}{_OCLOCK}",
    rf"\b{_DAY_RANGE}\s(?:of\s)?{_MONTH}(?![a-z])(?:,?\s{{1,2}}{_YEAR})?",
    r"\b\d{1,3}(?:,\d{3}){0,3}(?:st|nd|rd|th)\b(?:-\w+)?",
    r"(?<!\w)(?:1\d|20)?\d0['’]?s\b",
    r"\b(?:19|20)\d\d(?:/|-|–)\d\d\b(?!\s?(?:%|percent))",
    r"\b\d+(?:\.\d+){2,8}\b",
    r"(?<![\d$£€])\d{1,4}(?:[-–]\d{2,7}){2,6}\b",
    r"\b\d{3}[-.]\d{4}\b(?!\s?(?:people|%|percent))",
    r"\b\d{1,4}(?:/\d{1,4}){2,6}\b",
    r"\b\d{1,3}:\d{1,2}\b",
    r"(?<=\()\d{1,2}/\d{1,2}(?=\))",
    r"\b\d{1,6}\.(?:com|org|net)\b",
    r"(?<=^/)\d{1,2}(?=\s)|(?<=\s/)\d{1,2}(?=\s)",
    r"\b\d{1,3}\sof\s\d{1,3}(?=\s(?i:photos?|images?|pictures?|slides?)\b)",
    r"(?<=(?i:caption)\s)\d{1,3}\sof\s\d{1,3}\b",
    r"(?<=[:;]\s)\d\)(?=\s[A-Za-z])",
    r"(?<=\()\d{1,3}(?=\s(?i:photos?|images?|pictures?|slides?)\))",
    r"(?<=^\()\d{1,2}(?=\)\s[A-Z])|(?<=\s\()\d{1,2}(?=\)\s[A-Z][a-z])",
    r"(?<![^\n])\d{1,2}/\d{1,2}(?=\s[A-Z@])",
    r"\b\d{1,2}\s(?:U\.S\.C\.|USC|C\.F\.R\.|CFR)\s(?:§+\s?)?\d{1,5}\w{0,2}(?:\(\w{1,4}\))*",
)
_CALENDAR_FORMS = (
    rf"\b{_MONTH}\s\d{{1,2}},{_YEAR}",
    rf"\b{_MONTH}\s{{1,2}}{_DAY_RANGE}(?:,?\s{{1,2}}{_YEAR})?",
    rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}",
    rf"\b{_MONTH}\s['’]\d\d\b",
    rf"\b{_WEEKDAY},?\s(?:the\s)?{_DAY}",
    r"\b(?:Image|Photo|Picture|Slide)\s\d{1,3}\sof\s\d{1,3}\b",
)
_OTHER_FORMS = (
    r"(?i:https?://\S{1,2000}|www\.\S{1,2000})",
    r"[#@]\w{1,100}",
    rf"\b(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve){_OCLOCK}",
    rf"\b(?i:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](?:{_ORDINAL})\b",
    r"(?<!\w)['’‘](?:1\d|20)?\d0['’]?s\b",
    r"(?<!\w)’\d\d\b(?!['’,]?\d)|(?<=\s)'\d\d\b(?=[,.;)]|\s(?:to|and|until|through)\s)",
    r"\+\d{1,4}(?:[-–]\d{2,7}){2,6}\b",
    r"\+\d{1,3}[\s\d()-]{7,16}\d",
    r"\(\d{3}\)\s?\d{3}[-\s]\d{4}",
)


@cache
def _form_pattern() -> re.Pattern[str]:
    groups = (
        rf"(?=\d)(?:{'|'.join((*_FIGURE_FORMS, _names(lambda first: first.isdigit())))})",
        rf"(?=[A-Z])(?:{'|'.join((*_CALENDAR_FORMS, _names(str.isupper)))})",
        rf"(?=[hwHW#@'’‘+(otfsenOTFSEN])(?:{'|'.join(_OTHER_FORMS)})",
        rf"(?=[a-z]){_names(str.islower)}",
    )
    return re.compile("|".join(groups))


def _names(begins: Callable[[str], bool]) -> str:
    """The listed names whose first character is of one kind, as whole words, branched by that character."""
    branches: dict[str, list[str]] = {}
    for name in sorted(read_words("numbers/names_with_numbers.txt"), key=len, reverse=True):
        if begins(name[0]):
            branches.setdefault(name[0], []).append(re.escape(name[1:]))
    spelled = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in branches.items())
    return rf"(?<![\w.,/])(?:{spelled})(?![\w/]|[.,]\d)"


def mask_forms(text: str) -> str:
    """``text`` with every such form overwritten; the same length."""
    return _form_pattern().sub(lambda match: FILLER * (match.end() - match.start()), text)
