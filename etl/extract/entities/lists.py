"""The data files of name recognition, read once a process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from etl.extract.entities.words import NameList
from etl.knowledge import KnownEntity, fold, load_knowledge, normalise_name
from etl.lexicon import read_table, read_words
from etl.records import AliasKind

_LABELS = {
    "person": "PERSON", "organization": "ORG", "military_formation": "ORG", "outlet": "ORG", "state": "GPE",
    "place": "LOC",
}  # fmt: skip
_PLACE_LABELS = {"city": "GPE", "oblast": "GPE", "region": "GPE", "province": "GPE", "state": "GPE"}


@dataclass(frozen=True, slots=True)
class Listed:
    """What a gazetteer says of a name. ``is_ambiguous``: it may only support the recogniser's reading."""

    label: str
    known: KnownEntity | None
    kind: AliasKind
    is_ambiguous: bool


@dataclass(frozen=True, slots=True)
class Role:
    """An office or occupation as in ``person_roles.csv``."""

    name: str
    kind: str
    gender: str
    stands_for: frozenset[str]


@cache
def gazetteer() -> NameList[Listed]:
    """Names of the knowledge base and of the plain lists."""
    return NameList((*_known_names(), *_plain_names()))


def _known_names() -> Iterator[tuple[str, bool, Listed]]:
    ambiguous = {normalise_name(name) for name in read_words("entities/ambiguous_names.txt")}
    for known in load_knowledge().entities:
        label = _PLACE_LABELS.get(known.subtype, "LOC") if known.type == "place" else _LABELS[known.type]
        for alias, kind in ((known.name, "name"), *known.aliases):
            written = "NORP" if kind == "demonym" else "GPE" if kind == "metonym" and known.type == "state" else label
            name_kind: AliasKind = kind
            listed = Listed(written, known, name_kind, normalise_name(alias) in ambiguous)
            yield alias, kind == "acronym", listed
            if kind == "demonym" and not alias.endswith(("s", "sh", "ch", "ese", "z")):
                yield alias + "s", False, listed


def _plain_names() -> Iterator[tuple[str, bool, Listed]]:
    ambiguous = {normalise_name(name) for name in read_words("entities/ambiguous_names.txt")}
    for row in read_table("entities/names.csv"):
        yield row["name"], False, Listed(row["label"], None, "name", normalise_name(row["name"]) in ambiguous)


@cache
def courtesy_titles() -> dict[str, str]:
    """Title in lower case without its point -> gender."""
    return {row["title"].rstrip(".").lower(): row["gender"] for row in read_table("entities/courtesy_titles.csv")}


@cache
def roles() -> dict[str, Role]:
    """Roles by their wording, lower case."""
    return {
        row["role"]: Role(row["role"], row["kind"], row["gender"], frozenset(row["stands_for"].split(";")) - {""})
        for row in read_table("entities/person_roles.csv")
    }


@cache
def role_heads() -> frozenset[str]:
    """Last words of roles."""
    return frozenset(role.split()[-1].split("-")[-1] for role in roles()) | frozenset(r.split()[-1] for r in roles())


@cache
def given_names() -> dict[str, str]:
    """Given name, folded -> gender (f, m or blank)."""
    return {fold(row["name"]): row["gender"] for row in read_table("entities/given_names.csv")}


@cache
def name_heads(position: str) -> dict[str, str]:
    """Words that make a name an organisation or a place when they stand ``first`` or ``last`` in it."""
    return {
        row["word"]: row["label"]
        for row in read_table("entities/organization_heads.csv")
        if row["position"] in {position, "both"}
    }


@cache
def unnamed_nouns() -> frozenset[str]:
    """Nouns for people cited without a name."""
    return frozenset((*read_words("entities/unnamed_sources.txt"), *read_words("speech/people.txt")))


@cache
def epithets() -> frozenset[str]:
    """Nouns that take up the person just named."""
    return frozenset(read_words("entities/epithets.txt"))


@cache
def utterance_nouns() -> frozenset[str]:
    """Nouns for what a party issues."""
    return frozenset(read_words("entities/utterance_nouns.txt"))


@cache
def not_names() -> frozenset[str]:
    return frozenset(normalise_name(name) for name in read_words("entities/not_names.txt"))


@cache
def short_states() -> dict[str, str]:
    """Word -> the state it stands for once the state was named."""
    return {row["word"]: row["state"] for row in read_table("entities/short_states.csv")}


@cache
def headline_verbs() -> frozenset[str]:
    """Verbs that headlines write with a capital."""
    return frozenset(read_words("entities/headline_verbs.txt"))


@cache
def outlet_heads() -> dict[str, bool]:
    """Words that close an outlet's name -> whether hardly anything else is called so."""
    return {row["word"]: row["sure"] == "yes" for row in read_table("entities/outlet_heads.csv")}
