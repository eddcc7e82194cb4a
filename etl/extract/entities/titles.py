"""Offices given to a person beside the name: "Russian Deputy Defense Minister X", "X, spokesman for Y", "X of Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from etl.extract.entities.lists import Role, roles
from etl.knowledge import normalise_name

_LEFT_WORDS = 12
_RIGHT_WORDS = 16
_JOINTS = frozenset({"of", "for", "and", "the", "-", "'s", "’s", "’", "'", ".", "&", "to"})
#: A name right after one of these is not who holds the office before it ("the mayor of NAME").
_GOVERNING = frozenset({"of", "for", "to", "at", "in", "from", "with", "and", "or"})
_DEFINITE = frozenset({"the", "its", "their", "his", "her"})
_CLOSING = frozenset({",", ".", ";", ":", "”", '"', ")", "—", "–"})
_PARTS_OF_OFFICE = frozenset({"NOUN", "PROPN", "ADJ", "PART", "NUM"})
_CLAUSE_END = frozenset({".", ";", ":", "“", "”", '"', "?", "!", ")", "("})


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """An office as written: the role found and the token ranges of the whole wording and of whose office it is."""

    role: Role
    first: int
    last: int
    owner_first: int
    owner_last: int


@cache
def _roles_by_words() -> dict[tuple[str, ...], Role]:
    return {tuple(normalise_name(name).split()): role for name, role in roles().items()}


def role_in(words: list[str], *, from_left: bool = False) -> tuple[int, int, Role] | None:
    """The last role among lower-case words (or the first), at its longest: (first word, word past it, role)."""
    ends = range(1, len(words) + 1) if from_left else range(len(words), 0, -1)
    for end in ends:
        if from_left and end < len(words) and role_in(words[: end + 1]) not in {None, role_in(words[:end])}:
            continue
        for start in range(max(0, end - 4), end):
            candidate = tuple(words[start:end])
            role = _roles_by_words().get(candidate) or _roles_by_words().get(
                (*candidate[:-1], _singular(candidate[-1]))
            )
            if role:
                return start, end, role
    return None


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def offices_beside(doc: Doc, first: int, last: int, named: set[int]) -> Iterator[OfficeWords]:
    """Offices beside the name at tokens ``first:last``; ``named`` are tokens of other persons' names."""
    if first and doc[first - 1].lower_ not in _GOVERNING:
        left = _left_run(doc, first, named)
        if office := _office(doc, left, first, from_left=False):
            yield office
    if office := _before_comma(doc, first, last, named):
        yield office
    after = _right_run(doc, last, named)
    if after:
        if office := _office(doc, *after, from_left=True):
            yield office
        elif doc[last].lower_ in {"of", "from", "at"}:
            yield OfficeWords(Role("", "officer", "", frozenset()), last, after[1], last + 1, after[1])


def _before_comma(doc: Doc, first: int, last: int, named: set[int]) -> OfficeWords | None:
    """The office a name is set after between commas: "the agency's head, NAME, said"."""
    if first < 2 or doc[first - 1].text != "," or (last < len(doc) and doc[last].text not in _CLOSING):
        return None
    left = _left_run(doc, first - 1, named)
    opener = doc[left - 1] if left and left < first - 1 else None
    is_set_off = last < len(doc) and doc[last].text == ","
    is_definite = opener is not None and (opener.lower_ in _DEFINITE or (is_set_off and opener.lower_ in {"a", "an"}))
    is_owned = any(token.tag_ in {"POS", "PRP$"} for token in doc[left : first - 1])
    return _office(doc, left, first - 1, from_left=False) if is_definite or is_owned else None


def _left_run(doc: Doc, first: int, named: set[int]) -> int:
    edge = first
    while edge and first - edge < _LEFT_WORDS:
        token = doc[edge - 1]
        is_part = token.pos_ in _PARTS_OF_OFFICE or token.lower_ in _JOINTS or token.tag_ == "PRP$"
        if token.lower_ == "." and len(doc[edge - 2].text) > 4:
            break
        if token.lower_ == "to" and not (edge > 1 and doc[edge - 2].lower_ in roles()):
            break
        if not is_part or token.i in named:
            break
        edge -= 1
        if token.is_sent_start:
            break
    while edge < first and (doc[edge].lower_ in _JOINTS):
        edge += 1
    return edge


def _right_run(doc: Doc, last: int, named: set[int]) -> tuple[int, int] | None:
    if last >= len(doc):
        return None
    opener = doc[last]
    if opener.lower_ in {"of", "from", "at"}:
        return last + 1, _run_end(doc, last + 1, named, stop_at_comma=True)
    if opener.text != "," or last + 1 >= len(doc):
        return None
    following = doc[last + 1]
    if following.pos_ in {"VERB", "AUX", "ADV", "PRON", "CCONJ", "ADP", "SCONJ"} and following.tag_ != "PRP$":
        return None
    return last + 1, _run_end(doc, last + 1, named, stop_at_comma=True)


def _run_end(doc: Doc, start: int, named: set[int], *, stop_at_comma: bool) -> int:
    end = start
    while end < len(doc) and end - start < _RIGHT_WORDS:
        token: Token = doc[end]
        if token.text in _CLAUSE_END or (stop_at_comma and token.text == ",") or token.i in named:
            break
        if token.pos_ in {"VERB", "AUX", "SCONJ"} and end > start and token.dep_ not in {"amod", "compound"}:
            break
        if token.is_sent_start and end > start:
            break
        end += 1
    return end


def _office(doc: Doc, first: int, last: int, *, from_left: bool) -> OfficeWords | None:
    positions: list[int] = []
    words: list[str] = []
    for index in range(first, last):
        for part in re.findall(r"[^\W_]+", doc[index].lower_):
            positions.append(index)
            words.append(part)
    found = role_in(words, from_left=from_left)
    if found is None:
        return None
    start, end, role = found
    role_first, role_last = positions[start], positions[end - 1] + 1
    if role_last < last and doc[role_last].lower_ in {"of", "for", "at", "with", "from", "in"}:
        return OfficeWords(role, first, last, role_last + 1, last)
    return OfficeWords(role, first, last, first, role_first)
