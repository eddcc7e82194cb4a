"""When two names are one person or body, word by word; never by how alike whole names look.

A key folds what certainly does not tell people apart: case, accents, titles, a middle initial, the tradition of
transliteration, the order of words in names whose family name comes first at home. Everything weaker (an initial,
a short form, an acronym without its name) makes a pair for a person to decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from etl.knowledge import normalise_name
from etl.lexicon import read_table, read_words

#: A group of more bearers of one family name tells nothing about any two of them.
LARGEST_GROUP = 200
_COMPANY_FORMS = frozenset({"inc", "ltd", "llc", "plc", "corp", "gmbh", "pjsc"})


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity as the search for pairs sees it."""

    entity_id: int
    name: str
    type: str
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two entities that may be one: ``score`` is a rule's, ``evidence`` says which rule in words."""

    entity_id: int
    other_id: int
    score: float
    evidence: str


def name_key(name: str, entity_type: str) -> str:
    """The words that tell an entity of a type from others of that type, folded."""
    words = normalise_name(name).split()
    if entity_type == "person":
        return " ".join(_person_words(words))
    if words and words[0] == "the" and len(words) > 1:
        words = words[1:]
    if entity_type == "organization" and len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words = words[:-1]
    return " ".join(words)


def _person_words(words: list[str]) -> list[str]:
    titles = _titles()
    while len(words) > 2 and words[0] in titles:
        words = words[1:]
    if len(words) < 2:
        return words
    words = [words[0], *(w for w in words[1:-1] if len(w) > 1), words[-1]]
    words = [_folded(word) for word in words]
    return sorted(words) if {words[0], words[-1]} & _families() else words


def middle_initials(name: str) -> str:
    """The initials between a person's first and last name: "hw" of George H. W. Bush."""
    return "".join(word for word in normalise_name(name).split()[1:-1] if len(word) == 1)


@cache
def _titles() -> frozenset[str]:
    return frozenset(normalise_name(row["title"]) for row in read_table("entities/courtesy_titles.csv"))


@cache
def _families() -> frozenset[str]:
    return frozenset(read_words("resolution/family_names_first.txt"))


@cache
def _folded(word: str) -> str:
    for row in read_table("resolution/transliterations.csv"):
        if row["where"] != "ending":
            word = word.replace(row["written"], row["folded"])
        elif word.endswith(row["written"]) and len(word) > len(row["written"]) + 2:
            word = word.removesuffix(row["written"]) + row["folded"]
    return word


@cache
def _same_given_names() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(read_table("resolution/given_names.csv")):
        for name in row["names"].split(";"):
            groups[name].add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def candidate_pairs(entities: Iterable[NamedEntity], fresh: frozenset[int]) -> Iterator[CandidatePair]:
    """Pairs with at least one ``fresh`` entity that may be one; linear in entities, as groups are bounded."""
    ordered = sorted(entities, key=lambda entity: entity.entity_id)
    yield from _persons([e for e in ordered if e.type == "person"], fresh)
    yield from _acronyms([e for e in ordered if e.type in {"organization", "military_formation", "outlet"}], fresh)


def _persons(persons: list[NamedEntity], fresh: frozenset[int]) -> Iterator[CandidatePair]:
    families: dict[str, list[tuple[NamedEntity, list[str]]]] = defaultdict(list)
    for person in persons:
        words = _person_words(normalise_name(person.name).split())
        if len(words) > 1:
            families[words[-1]].append((person, words))
    for group in families.values():
        if len(group) > LARGEST_GROUP:
            continue
        for position, (one, words) in enumerate(group):
            for other, other_words in group[position + 1 :]:
                if one.entity_id in fresh or other.entity_id in fresh:
                    found = _one_person(words, other_words)
                    if found:
                        yield CandidatePair(one.entity_id, other.entity_id, *found)


def _one_person(words: list[str], other: list[str]) -> tuple[float, str] | None:
    """Score and evidence where two names of one family name may be one person's."""
    given, other_given = words[0], other[0]
    if given == other_given:
        if set(words) <= set(other) or set(other) <= set(words):
            return 0.8, "one has a middle name more"
        return None
    if _same_given_names().get(given, frozenset()) & _same_given_names().get(other_given, frozenset()):
        return 0.6, f"{given} and {other_given} are forms of one given name, and the family name is the same"
    if (len(given) == 1 or len(other_given) == 1) and given[0] == other_given[0]:
        return 0.5, "the given name of one is an initial that fits the other, and the family name is the same"
    return None


def _acronyms(bodies: list[NamedEntity], fresh: frozenset[int]) -> Iterator[CandidatePair]:
    bearers: dict[str, list[NamedEntity]] = defaultdict(list)
    for body in bodies:
        for acronym in body.acronyms:
            bearers[normalise_name(acronym)].append(body)
    for body in bodies:
        if body.acronyms or not body.name.isupper():
            continue
        known = bearers.get(normalise_name(body.name), [])
        for bearer in known:
            if bearer.entity_id != body.entity_id and (body.entity_id in fresh or bearer.entity_id in fresh):
                score = 0.9 if len(known) == 1 else 0.4
                first, second = sorted((bearer.entity_id, body.entity_id))
                yield CandidatePair(first, second, score, f"{body.name} is an acronym of {bearer.name}")
