"""The entity of the knowledge base behind a name that extraction could not tell, where the article makes it clear.

Precision comes first: a name that several bear is nobody's, and a body that every state has ("the Senate") is that of
the article's country or stays the article's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from etl.knowledge import KnownEntity, Relation, load_knowledge, normalise_name
from etl.lexicon import read_table
from etl.records import ArticleEntity, Days
from etl.resolve.names import middle_initials, name_key
from etl.resolve.setting import Setting

_POINTED = re.compile(r"(?:[A-Z]\.){2,}")
_BODIES = frozenset({"organization", "military_formation"})
_HOLDERS = frozenset({"head_of_state_of", "head_of_government_of", "minister_of"})


def known_behind(entity: ArticleEntity, setting: Setting) -> KnownEntity | None:
    """Who a name without a key denotes, else ``None``."""
    if entity.type == "unnamed_source":
        return _office_holder(entity.name, setting)
    for find in (_bearer, _reversed_person, _state_abbreviated, _acronym, _namesake_of_another_type):
        if found := find(entity):
            return found
    return _institution(entity.name, setting) if is_common_body(entity.name) else None


def namesake(key: str, entity: ArticleEntity, setting: Setting) -> str:
    """The key of the place that a state's name means in an article, else the key itself."""
    for row in read_table("resolution/namesakes.csv"):
        if row["key"] == key and row["country"] == setting.country:
            means_state = any(kind == "metonym" for _, kind in entity.aliases)
            if not means_state and not setting.keys & set(row["apart"].split(";")):
                return row["namesake"]
    return key


def is_common_body(name: str) -> bool:
    """Whether a name is that of a body which many states have, so that it tells nothing in another article."""
    return _core(name) in _common_bodies()


def differs_by_initials(entity: ArticleEntity) -> bool:
    """Whether known persons bear the name with other initials, so that the initials tell them apart."""
    return (entity.type, name_key(entity.name, entity.type)) in _bearers() and _bearer(entity) is None


def _bearer(entity: ArticleEntity) -> KnownEntity | None:
    """George H. W. Bush is not George W. Bush; Donald J. Trump is Donald Trump, who has no other initials."""
    bearers = _bearers().get((entity.type, name_key(entity.name, entity.type)), {})
    own = middle_initials(entity.name) if entity.type == "person" else ""
    if own in bearers:
        return _only(bearers[own])
    if own and set(bearers) != {""}:
        return None
    return _only(known for found in bearers.values() for known in found)


def _reversed_person(entity: ArticleEntity) -> KnownEntity | None:
    """A name of two words printed the other way round ("Trump Donald")."""
    words = name_key(entity.name, "person").split()
    if entity.type != "person" or len(words) != 2:
        return None
    return _only(_bearers().get(("person", f"{words[1]} {words[0]}"), {}).get("", ()))


def _state_abbreviated(entity: ArticleEntity) -> KnownEntity | None:
    key = _abbreviations().get(entity.name)
    return load_knowledge().by_key[key] if key else None


def _acronym(entity: ArticleEntity) -> KnownEntity | None:
    """A body by its letters with points ("F.B.I."), where one body alone is called so."""
    if not _POINTED.fullmatch(entity.name):
        return None
    letters = entity.name.replace(".", "")
    return _only(known for known, kind in load_knowledge().named(letters) if kind == "acronym")


def _namesake_of_another_type(entity: ArticleEntity) -> KnownEntity | None:
    """Who bears a name of several words whatever its type: recognisers take "Islamic State" for a place."""
    name = normalise_name(entity.name)
    if " " not in name or is_common_body(entity.name):
        return None
    return _only(known for known, kind in load_knowledge().named(name) if kind == "name")


def _institution(name: str, setting: Setting) -> KnownEntity | None:
    if setting.country is None:
        return None
    return load_knowledge().of_state(setting.country, _core(name))


def _office_holder(name: str, setting: Setting) -> KnownEntity | None:
    """Who held an office, named with its state or that of the article's country, all through the article's days."""
    if None in setting.days:
        return None
    office, state = _office_in(_core(name), setting.country)
    if office is None or state is None:
        return None
    holders = {
        relation.subject_key
        for relation in load_knowledge().relations
        if relation.kind in _HOLDERS
        and relation.object_key == state
        and normalise_name(relation.role) == office
        and _may_hold(relation, setting.days)
    }
    if len(holders) != 1:
        return None
    holder = next(iter(holders))
    return load_knowledge().by_key[holder] if _holds_throughout(holder, office, setting.days) else None


def _office_in(words: str, country: str | None) -> tuple[str | None, str | None]:
    """The office that a wording names, and whose it is: "ukrainian defense minister"."""
    row = _offices().get(words)
    if row is not None:
        return (row["office"], country) if row["is_bare"] else (None, None)
    owner, space, wording = words.partition(" ")
    while space:
        row = _offices().get(wording)
        states = {known.key for known, _ in load_knowledge().named(owner.removesuffix(" s")) if known.type == "state"}
        if row is not None and len(states) == 1:
            return row["office"], next(iter(states))
        word, space, wording = wording.partition(" ")
        owner = f"{owner} {word}"
    return None, None


def _may_hold(relation: Relation, days: Days) -> bool:
    first, last = days
    ended = relation.valid_to is not None and first is not None and relation.valid_to < first
    begins = relation.valid_from is not None and last is not None and relation.valid_from > last
    return not ended and not begins


def _holds_throughout(key: str, office: str, days: Days) -> bool:
    return any(
        normalise_name(relation.role) == office
        and relation.valid_from is not None
        and all(relation.holds_on(day) for day in days)
        for relation in load_knowledge().relations_of(key)
    )


def _core(name: str) -> str:
    return normalise_name(name).removeprefix("the ")


def _only(bearers: Iterable[KnownEntity]) -> KnownEntity | None:
    found = {known.key: known for known in bearers}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _bearers() -> dict[tuple[str, str], dict[str, list[KnownEntity]]]:
    """(type, folded name) -> middle initials -> the known entities that bear it so."""
    bearers: dict[tuple[str, str], dict[str, list[KnownEntity]]] = defaultdict(lambda: defaultdict(list))
    for known, alias in _full_names():
        initials = middle_initials(alias) if known.type == "person" else ""
        bearers[known.type, name_key(alias, known.type)][initials].append(known)
    return {name: dict(found) for name, found in bearers.items()}


def _full_names() -> Iterator[tuple[KnownEntity, str]]:
    for known in load_knowledge().entities:
        for alias, kind in ((known.name, "name"), *known.aliases):
            if kind == "name" and (known.type != "person" or " " in alias or "-" in alias):
                yield known, alias


@cache
def _common_bodies() -> frozenset[str]:
    local = {normalise_name(alias) for known in load_knowledge().entities for alias in known.local_aliases}
    named = {normalise_name(name) for known, name in _full_names() if known.type in _BODIES}
    return frozenset(local | {row["wording"] for row in read_table("entities/institutions.csv")}) - named


@cache
def _abbreviations() -> dict[str, str]:
    return {row["written"]: row["key"] for row in read_table("resolution/state_abbreviations.csv")}


@cache
def _offices() -> dict[str, dict[str, str]]:
    return {row["wording"]: row for row in read_table("resolution/office_wordings.csv")}
