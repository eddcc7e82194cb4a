"""The wording beside a number that says how it is meant: "at least", "well over", "or more"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from etl.extract.numbers.amounts import Amount
from etl.extract.numbers.vocabulary import Qualifier, qualifiers, words

_LOOK_BACK = 48
_LONGEST_PHRASE = 5
_WORD = re.compile(r"[^\s()\[\]\"“”‘,;:\x00]+")
_BETWEEN = re.compile(
    r"(?<=\s)(?:another|an\s(?:additional|extra)|a(?:\s(?:further|total\sof|combined))?)\s$", re.IGNORECASE
)
_SYMBOLS = "~≈∼±≥≤><"


@dataclass(frozen=True, slots=True)
class QualifierMention:
    """A qualifier at ``start:end``, degree words included ("just under")."""

    qualifier: Qualifier
    start: int
    end: int


def qualifier_before(text: str, amount: Amount) -> QualifierMention | None:
    """The longest known wording that ends where an amount begins, or before an "another" or "a total of" there."""
    begin = max(0, amount.start - _LOOK_BACK)
    window = text[begin : amount.start]
    found = _qualifier_at_end(window, begin, amount)
    lead = None if found is not None else _BETWEEN.search(window)
    if lead is None or (lead.group().strip().lower() == "a" and not text.startswith("half", amount.start)):
        return found
    return _qualifier_at_end(window[: lead.start()], begin, amount)


def _qualifier_at_end(window: str, begin: int, amount: Amount) -> QualifierMention | None:
    if window.endswith("-") and window.lower().endswith("sub-"):
        return QualifierMention(qualifiers("before")["sub-"], amount.start - 4, amount.start)
    found = list(_WORD.finditer(window))
    if found and window.rstrip()[-1:] in _SYMBOLS and window.rstrip()[-1:] in qualifiers("before"):
        at = begin + len(window.rstrip()) - 1
        return QualifierMention(qualifiers("before")[window[at - begin]], at, at + 1)
    for count in range(min(_LONGEST_PHRASE, len(found)), 0, -1):
        phrase = _adjacent(window, found[-count:])
        qualifier = qualifiers("before").get(phrase) if phrase else None
        if qualifier is not None and _applies(qualifier, amount, found[:-count]):
            start = _with_degrees(window, found[:-count], found[-count].start())
            return QualifierMention(qualifier, begin + start, amount.start)
    return None


def qualifier_after(text: str, ends: tuple[int, ...]) -> QualifierMention | None:
    """A known wording right after a number, its unit or its noun ("50 people or more", "500+")."""
    for end in ends:
        match = _after_pattern().match(text, end)
        if match is not None:
            phrase = match.group().strip()
            return QualifierMention(qualifiers("after")[phrase.lower()], match.end() - len(phrase), match.end())
    return None


@cache
def _after_pattern() -> re.Pattern[str]:
    phrases = sorted(qualifiers("after"), key=len, reverse=True)
    spelled = "|".join(re.escape(phrase) for phrase in phrases if phrase[0].isalpha())
    glued = "|".join(re.escape(phrase) for phrase in phrases if not phrase[0].isalpha())
    return re.compile(
        rf"\s(?:{spelled})\b(?![-’']|\sto\b|(?<=older)\s[a-z]+s\b|(?<=younger)\s[a-z]+s\b)|(?:{glued})(?![A-Za-z0-9])",
        re.IGNORECASE,
    )


def _adjacent(window: str, found: list[re.Match[str]]) -> str | None:
    """The words as one phrase, or ``None`` where punctuation stands between them or before the number."""
    for before, after in pairwise(found):
        if not window[before.end() : after.start()].isspace():
            return None
    if not window[found[-1].end() :].isspace():
        return None
    return " ".join(match.group().lower() for match in found)


def _with_degrees(window: str, found: list[re.Match[str]], start: int) -> int:
    """Where the wording begins once the degree words before it are counted in."""
    for _ in range(2):
        for count in (2, 1):
            if len(found) < count:
                continue
            phrase = _adjacent(window[:start], found[-count:])
            if phrase in words("qualifier_degrees"):
                start, found = found[-count].start(), found[:-count]
                break
    return start


def _applies(qualifier: Qualifier, amount: Amount, before: list[re.Match[str]]) -> bool:
    """As in "over 10 years" at the end of a clause is a stretch of time and no bound."""
    if qualifier.phrase == "over" and amount.form == "vague":
        return False
    if (
        qualifier.phrase in {"over", "under", "above", "below", "beyond"}
        and amount.unit is not None
        and amount.unit.kind == "duration"
    ):
        return bool(before) and before[-1].group().lower() in words("duration_bound_cues")
    return True
