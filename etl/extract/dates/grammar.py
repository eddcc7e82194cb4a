"""The written forms of dates as regular expressions, built from the tables of `etl/data/dates`.

Each form names its parts by groups; `etl.extract.dates.resolution` reads them.
"""

from __future__ import annotations

import re
from functools import cache

from etl.lexicon import read_table, read_words

_ORDINAL = r"(?:st|nd|rd|th)"
_YEAR = r"(?:1[89]|20)\d\d"
_TO = r"(?: ?(?:-|–|—) ?| to | and | or | through | until | till )"
_AGO_UNIT = r"(?P<unit>hour|day|week|month|year|decade)s?"


def _names(table: str) -> str:
    names = sorted((row["name"] for row in read_table(table)), key=len, reverse=True)
    return "|".join(names)


def _phrases(table: str) -> str:
    return "|".join(re.escape(row["phrase"]) for row in read_table(table))


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and pattern of every form, in the order in which they are tried at one place."""
    month = rf"(?:{_names('dates/months.csv')})"
    weekday = rf"(?:{_names('dates/weekdays.csv')})"
    lead = rf"(?:{weekday},? (?:the )?)?"
    counts = rf"(?P<count>{_phrases('dates/counts.csv')}|\d{{1,3}})"
    parts = rf"(?i:{_phrases('dates/parts.csv')})"
    events = "|".join(read_words("dates/event_nouns.txt"))
    part = rf"(?:(?P<part>{parts})[ -]?)?"
    #: Prepositions that turn a day into a bound stay inside the expression.
    bound = rf"(?:(?P<bound>(?i:{_phrases('dates/bounds.csv')})) (?:about |around |at least )?)?"
    named = "".join(rf"(?<!\b{word} )" for word in read_words("dates/named_days.txt"))
    relative = "|".join(f"(?:{row['pattern']})" for row in read_table("dates/relative.csv"))
    day = rf"\d{{1,2}}{_ORDINAL}?(?![\d:%]|,(?!{_YEAR}(?!\d))\d)"
    sources = {
        "iso": r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?",
        "month_day": (
            rf"{bound}{lead}{part}(?P<month>{month})\.? (?:the )?(?P<day>{day})"
            rf"(?:{_TO}(?:(?P<month2>{month})\.? )?(?P<day2>{day}))?(?:(?:,? |,)(?P<year>{_YEAR})(?!\d))?"
        ),
        "day_month": (
            rf"{bound}{lead}(?:the )?(?P<day>{day})(?:{_TO}(?:the )?(?P<day2>{day}))?(?: of)? (?P<month>{month})\b\.?"
            rf"(?:,? (?P<year>{_YEAR})(?!\d))?"
        ),
        "month_year": rf"{bound}{part}(?P<month>{month})\b\.?,?(?: of)? (?P<year>{_YEAR})(?!\d)",
        "months": (
            rf"(?:[Ff]rom|[Bb]etween) (?P<month>{month}) (?:to|and|through|until) (?P<month2>{month})\b"
            rf"(?!\.? ?\d{{1,2}}\b)(?:,? (?P<year>{_YEAR})(?!\d))?"
        ),
        "month": (
            rf"{bound}(?:(?<=\b)(?:(?P<part>{parts})[ -]?|(?P<which>[Ll]ast|[Tt]his|[Nn]ext) ))?"
            rf"(?P<month>{month})\b(?!\.? ?\d)"
        ),
        "years": rf"(?:from|between) (?P<year>{_YEAR}){_TO}(?P<year2>{_YEAR})(?!\d)",
        "year": (
            rf"(?:{bound}(?P<part>{parts})[ -]?|(?P<bound2>(?i:since|by|until|before|after|from)) "
            rf"|(?<=\b[Tt]he )(?=\d{{4}} (?:\w+ )?(?:{events})\b)"
            rf"|(?<=\b[Ii]n )|(?<=\b[Dd]uring )|(?<=\bof ))(?P<year>{_YEAR})(?![\d,.:%-]\d|\d|s\b| ?%)"
        ),
        "weekday": (
            rf"{named}{bound}(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|the following|[Ee]arly|[Ll]ate) )?"
            rf"(?P<weekday>{weekday})\b"
            rf"(?:{_TO}(?P<weekday2>{weekday})\b)?(?: (?:morning|afternoon|evening|night))?(?!['’]s [A-Z])"
        ),
        "ago": rf"(?:(?:about|around|some|more than|over|nearly|almost|at least) )?{counts} {_AGO_UNIT} ago",
        "past": (
            r"(?:in |over |during |within |for )?the (?P<way>past|last|previous|next|coming) "
            rf"(?:{counts} )?{_AGO_UNIT}\b(?! of\b)"
        ),
        "relative": rf"{bound}(?P<relative>{relative})\b(?! of (?:the )?[A-Z])",
    }
    insensitive = {"relative", "ago", "past", "years"}
    return tuple(
        (name, re.compile(rf"\b{source}", re.IGNORECASE if name in insensitive else 0))
        for name, source in sources.items()
    )


@cache
def trigger() -> re.Pattern[str]:
    """A quick test for paragraphs that hold no date at all."""
    return re.compile(
        rf"\d{{4}}|\b(?:{_names('dates/months.csv')}|{_names('dates/weekdays.csv')})\b|\b(?:ago|today|tonight|tomorrow"
        r"|yesterday|overnight|now|currently|presently|present|moment|date|recent|the other day"
        r"|(?:past|last|previous|next|coming|this|following|earlier|later)(?: \w+)?"
        r" (?:hour|day|week|month|year|decade|night|morning|afternoon|evening|weekend)s?)\b",
        re.IGNORECASE,
    )


@cache
def needs_preposition() -> frozenset[str]:
    """Months whose bare name is also a word or a first name."""
    return frozenset(row["name"] for row in read_table("dates/months.csv") if row["is_word"] == "yes")


@cache
def month_preposition() -> re.Pattern[str]:
    """What must stand before a bare month where the name is also a word."""
    return re.compile(rf"\b(?:{'|'.join(read_words('dates/month_prepositions.txt'))})[ -]$", re.IGNORECASE)
