"""Names of persons taken apart (given names, particles, second surnames, initials), or run together with a body's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract.entities.candidates import GENERATIONS, Candidate
from etl.extract.entities.lists import courtesy_titles, given_names, name_heads, not_names, role_heads, roles
from etl.knowledge import fold

#: What may stand between two parts of one name: a blank, also with a particle.
_BETWEEN = re.compile(r" | (?:bin|ibn|bint|ka|wa|de|da|do|dos|del|della|di|van|von|der|al|el|y|e) (?:[A-Z][\w’'-]+ )?")
_INITIALS = re.compile(r"(?<![\w.])(?:(?![AI] )[A-Z]\.? ){1,3}$")
_SURNAME = re.compile(r"(?<![\w.])[A-Z][\w’'-]+ $")
_LONGEST = 60
#: A month's name that is a surname too, where no day or year follows.
_MONTH = re.compile(r" (?:May|March|August)\b(?! \d)")


def joined_persons(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Candidates with adjoining parts of one person's name made one, and initials before a surname added."""
    joined: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: c.start):
        if candidate.label == "PERSON" and candidate.origin == "model":
            _take_month(text, candidate)
            _take_initials(text, candidate, joined[-1].end if joined else 0)
        before = joined[-1] if joined else None
        if before is not None and _is_one_name(text, before, candidate):
            before.end = candidate.end
            before.evidence |= {"PERSON": 2.0}
            before.listed = ()
        else:
            joined.append(candidate)
    return joined


def parted_members(text: str, candidates: list[Candidate]) -> Iterator[Candidate]:
    """Candidates, a body's name parted from its member's: "Harbour Bureau Special Agent Jane Roe"."""
    for candidate in candidates:
        parts = _member(text[candidate.start : candidate.end]) if candidate.label == "ORG" else None
        if parts is None:
            yield candidate
        else:
            yield Candidate(candidate.start, candidate.start + parts[0], "ORG", candidate.origin)
            yield Candidate(candidate.start + parts[1], candidate.end, "PERSON", candidate.origin, (), {"PERSON": 3.0})


def _member(surface: str) -> tuple[int, int] | None:
    """Where a body's name ends, and where that of its member begins behind an office."""
    words = list(re.finditer(r"\S+", surface))
    if words[-1].group() in name_heads("last"):
        return None
    for at in range(2, len(words) - 1):
        office = _office_words([word.group().lower() for word in words[:at]])
        body = words[at - office - 1].group() if office < at else ""
        if office and body[:1].isupper() and fold(words[at].group()) in given_names():
            return words[at - office - 1].end(), words[at].start()
    return None


def _office_words(words: list[str]) -> int:
    """How many of the words that close a list are one office; the longest wording wins."""
    return next((n for n in (3, 2, 1) if n <= len(words) and " ".join(words[-n:]) in roles()), 0)


def _take_month(text: str, candidate: Candidate) -> None:
    """End a given name at the surname behind it that is a month's name too: "Theresa May"."""
    match = _MONTH.match(text, candidate.end)
    if match and fold(text[candidate.start : candidate.end]) in given_names():
        candidate.end = match.end()


def _take_initials(text: str, candidate: Candidate, floor: int) -> None:
    """Begin a name at the initials before it; a bare "III" at the surname before it."""
    opening = _INITIALS if text[candidate.start : candidate.end].lower() not in GENERATIONS else _SURNAME
    match = opening.search(text, max(floor, candidate.start - 30), candidate.start)
    if match:
        candidate.start = match.start()


def _is_one_name(text: str, left: Candidate, right: Candidate) -> bool:
    """Whether two persons' names that adjoin are one: a given name and what follows it."""
    if left.label != "PERSON" or right.label != "PERSON" or right.end - left.start > _LONGEST:
        return False
    if not _BETWEEN.fullmatch(text, left.end, right.start) or left.listed or right.listed:
        return False
    return all(_may_be_part(word) for word in text[left.start : right.end].split())


def _may_be_part(word: str) -> bool:
    bare = word.rstrip(".").lower()
    if fold(word) in given_names():
        return True
    is_other = bare in roles() or bare in courtesy_titles() or bare in role_heads() or bare in not_names()
    return not is_other and word not in name_heads("last")
