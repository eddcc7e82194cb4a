"""Acronyms in brackets after a name, and the long forms they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from etl.extract.entities.candidates import Candidate

_BRACKETED = re.compile(r"^\s?\(\s?[\"“‘']?([A-Z][A-Za-z&-]{1,11})[\"”’']?\s?\)")


def introduced(text: str, candidate: Candidate, covered: set[int]) -> Iterator[Candidate]:
    """The acronym in brackets after a name, where nothing stands there yet."""
    match = _BRACKETED.match(text[candidate.end : candidate.end + 20])
    if match and (
        _abbreviates(match.group(1), text[candidate.start : candidate.end])
        or _is_acronym_of(text, candidate, match.group(1))
    ):
        start, end = candidate.end + match.start(1), candidate.end + match.end(1)
        if covered.isdisjoint(range(start, end)):
            told = {"ORG": 2.0} if candidate.label == "ORG" else {}
            yield Candidate(start, end, candidate.label, "pattern", (), told)


def _is_acronym_of(text: str, candidate: Candidate, short: str) -> bool:
    """Capitals in brackets after a body's name are its acronym, in another language too ("Civil Police (PNC)"); so is
    what is written like a word after a name of three words ("Football Confederation of the South (Consufol)").
    """
    is_short = (short.isupper() and len(short) > 2) or (
        text.count(" ", candidate.start, candidate.end) > 1 and len(short) > 4 and short.isalpha()
    )
    return candidate.label == "ORG" and is_short and candidate.origin in {"model", "pattern"}


def acronyms_of(text: str, candidates: list[Candidate]) -> Iterator[tuple[int, str]]:
    """(start of an acronym, the long form before it) for names introduced as "Long Form (LF)"."""
    for long_form, short in pairwise(candidates):
        if (
            text[long_form.end : short.start].strip(" \"“‘'") == "("
            and text[short.end : short.end + 2].strip("\"”’'")[:1] == ")"
        ):
            surface = text[short.start : short.end]
            if " " not in surface and _abbreviates(surface, text[long_form.start : long_form.end]):
                yield short.start, text[long_form.start : long_form.end]


def _abbreviates(short: str, long_form: str) -> bool:
    """Whether a short form's letters stand in the long form in order, the first at the start of a word."""
    if short[0].lower() not in {word[0].lower() for word in long_form.split()}:
        return False
    letters = iter(long_form.lower())
    return len(short) < len(long_form) and all(c in letters for c in short.lower() if c.isalpha())
