"""The shipped knowledge base: states, blocs, agencies, outlets, persons and places with dated relations.

Data files under `etl/data/knowledge`; facts only, each file says in its header what belongs. Pure: no
model, no database. Extraction looks names up here; the loader seeds the entity tables from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal, cast

from etl.lexicon import read_table, read_words
from etl.records import AliasKind, EntityType

RelationKind = Literal[
    "part_of", "agency_of", "member_of", "officer_of", "spokesperson_of", "head_of_state_of",
    "head_of_government_of", "minister_of", "located_in",
]  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_DESK_BREAK = re.compile(r" [-–|] | ?\(|: ")
#: How many names the look-ups remember: those of many articles, yet bounded however many are read.
CACHED_NAMES = 1 << 16


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """Somebody or something known by a permanent key such as ``state:ukraine``.

    ``subtype`` is what the file says it is (ministry, intelligence, wire, oblast, city, bloc...);
    ``state`` the key of the state it belongs to; ``gender`` is f, m or blank. ``local_aliases`` are
    names that denote it only together with its state ("Defense Ministry" of Russia).
    """

    key: str
    name: str
    type: EntityType
    aliases: tuple[tuple[str, AliasKind], ...] = ()
    subtype: str = ""
    state: str | None = None
    local_aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    gender: str = ""

    @property
    def database_type(self) -> str:
        """The type in the entity table, where a bloc is told apart from other organizations."""
        return "bloc" if self.subtype in {"bloc", "intergovernmental"} else self.type


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated fact between two entities; a blank date is an end that is open or not known."""

    subject_key: str
    kind: RelationKind
    object_key: str
    valid_from: date | None = None
    valid_to: date | None = None
    role: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Whether the relation held on a day; with no day, whether it holds without a known end."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, eq=False)
class Knowledge:
    """All known entities and relations, with lookups."""

    entities: tuple[KnownEntity, ...]
    relations: tuple[Relation, ...]
    by_key: dict[str, KnownEntity]
    _by_alias: dict[str, tuple[tuple[KnownEntity, AliasKind], ...]]
    _local: dict[tuple[str, str], KnownEntity]
    _relations_of: dict[str, tuple[Relation, ...]]

    def named(self, text: str) -> tuple[tuple[KnownEntity, AliasKind], ...]:
        """Entities that bear a name, with the kind of alias it is for each; spelling is normalised."""
        return self._by_alias.get(normalise_name(text), ())

    def outlet(self, name: str) -> KnownEntity | None:
        """The outlet that bears a name, or whose desk does ("CNN (Web News)", "NPR Online News")."""
        for form in (name, *_without_desk(name)):
            for known, _kind in self.named(form):
                if known.type == "outlet":
                    return known
        return None

    def of_state(self, state_key: str, text: str) -> KnownEntity | None:
        """The institution a state's local name denotes: ("state:russia", "Defense Ministry")."""
        return self._local.get((state_key, normalise_name(text)))

    def relations_of(self, key: str) -> tuple[Relation, ...]:
        """Relations whose subject is ``key``."""
        return self._relations_of.get(key, ())

    def state_of(self, key: str) -> str | None:
        """The state a key rolls up to: itself, its own state, or that of what it is part of."""
        seen: set[str] = set()
        current: str | None = key
        while current and current not in seen:
            seen.add(current)
            if current.startswith("state:"):
                return current
            known = self.by_key.get(current)
            if known and known.state:
                return known.state
            current = next((r.object_key for r in self.relations_of(current)), None)
        return None

    def contains(self, whole: str, part: str) -> bool:
        """Whether a place or state holds another, or is the same."""
        seen: set[str] = set()
        current: str | None = part
        while current and current not in seen:
            if current == whole:
                return True
            seen.add(current)
            current = next(
                (r.object_key for r in self.relations_of(current) if r.kind in {"part_of", "located_in"}), None
            )
        return False


def _without_desk(name: str) -> Iterator[str]:
    """Names of the outlet that a desk's name may open. What stands behind a dash or in brackets must all be a desk's,
    and a bare "News" is only given up beside another such word: the Sun News is not the Sun.
    """
    desks = _desks()
    head, *tail = _DESK_BREAK.split(name, maxsplit=1)
    if tail and set(normalise_name(tail[0]).split()) <= desks:
        yield head
    words = normalise_name(name).split()
    kept = [word for word in words if word not in desks - {"news"}]
    if 0 < len(kept) < len(words):
        yield " ".join(kept)
        if kept[-1] == "news" and len(kept) > 1:
            yield " ".join(kept[:-1])


@cache
def _desks() -> frozenset[str]:
    return frozenset(read_words("knowledge/outlet_desks.txt"))


def normalise_name(text: str) -> str:
    """Case folded, without accents and punctuation: ``U.S.`` -> ``u s``, ``Viktor Orbán`` -> ``viktor orban``."""
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=CACHED_NAMES)
def fold(text: str) -> str:
    """Case folded and without accents."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().replace("’", "'")


@cache
def load_knowledge() -> Knowledge:
    """Read the data files once a process.

    Raises:
        ValueError: a row names a key that no file defines; tells the file and the key.
    """
    entities = (*_states(), *_blocs(), *_agencies(), *_outlets(), *_persons(), *_places())
    by_key = {entity.key: entity for entity in entities}
    if len(by_key) != len(entities):
        keys = [entity.key for entity in entities]
        raise ValueError(f"etl/data/knowledge: key given twice: {sorted({k for k in keys if keys.count(k) > 1})}")
    relations = (*_structural(entities), *_memberships(), *_offices(), *_containment())
    for relation in relations:
        for key in (relation.subject_key, relation.object_key):
            if key not in by_key:
                raise ValueError(f"etl/data/knowledge: relation {relation.kind} names the unknown key {key!r}")
    return _index(entities, relations, by_key)


def _index(
    entities: tuple[KnownEntity, ...], relations: tuple[Relation, ...], by_key: dict[str, KnownEntity]
) -> Knowledge:
    named: dict[str, list[tuple[KnownEntity, AliasKind]]] = {}
    local: dict[tuple[str, str], KnownEntity] = {}
    grouped: dict[str, list[Relation]] = {}
    for entity in entities:
        for alias, kind in ((entity.name, "name"), *entity.aliases):
            bearers = named.setdefault(normalise_name(alias), [])
            if all(bearer is not entity for bearer, _ in bearers):
                bearers.append((entity, kind))
        for alias in entity.local_aliases:
            local.setdefault((entity.state or "", normalise_name(alias)), entity)
    for relation in relations:
        grouped.setdefault(relation.subject_key, []).append(relation)
    return Knowledge(
        entities,
        relations,
        by_key,
        {alias: tuple(bearers) for alias, bearers in named.items()},
        local,
        {key: tuple(found) for key, found in grouped.items()},
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _aliases(row: dict[str, str], **columns: AliasKind) -> tuple[tuple[str, AliasKind], ...]:
    return tuple((alias, kind) for column, kind in columns.items() for alias in _split(row.get(column, "")))


def _states() -> Iterator[KnownEntity]:
    for row in read_table("knowledge/states.csv"):
        seats = _split(row["capital"]) + _split(row["metonyms"])
        aliases = _aliases(row, aliases="name", acronyms="acronym", demonyms="demonym")
        metonyms: tuple[tuple[str, AliasKind], ...] = tuple((seat, "metonym") for seat in seats)
        yield KnownEntity(row["key"], row["name"], "state", aliases + metonyms, "state", row["key"])


def _blocs() -> Iterator[KnownEntity]:
    for row in read_table("knowledge/blocs.csv"):
        aliases = _aliases(row, aliases="name", acronyms="acronym")
        yield KnownEntity(row["key"], row["name"], "organization", aliases, row["kind"])


def _agencies() -> Iterator[KnownEntity]:
    for row in read_table("knowledge/agencies.csv"):
        aliases = _aliases(row, aliases="name", acronyms="acronym")
        kind: EntityType = "military_formation" if row["kind"] == "military" else "organization"
        local = _split(row["local_aliases"])
        yield KnownEntity(row["key"], row["name"], kind, aliases, row["kind"], row["state"] or None, local)


def _outlets() -> Iterator[KnownEntity]:
    for row in read_table("knowledge/outlets.csv"):
        aliases = _aliases(row, aliases="name", acronyms="acronym")
        subtype = "wire" if row["is_wire"] == "yes" else "outlet"
        yield KnownEntity(
            row["key"], row["name"], "outlet", aliases, subtype, row["state"] or None, (), _split(row["domains"])
        )


def _persons() -> Iterator[KnownEntity]:
    for row in read_table("knowledge/persons.csv"):
        aliases = _aliases(row, aliases="name", surnames="surname")
        yield KnownEntity(row["key"], row["name"], "person", aliases, "", row["state"] or None, gender=row["gender"])


def _places() -> Iterator[KnownEntity]:
    for row in read_table("knowledge/places.csv"):
        yield KnownEntity(row["key"], row["name"], "place", _aliases(row, aliases="name"), row["kind"])


def _structural(entities: Iterable[KnownEntity]) -> Iterator[Relation]:
    for entity in entities:
        if entity.state and entity.type in {"organization", "military_formation"}:
            yield Relation(entity.key, "agency_of", entity.state)
        elif entity.state and entity.type == "outlet":
            yield Relation(entity.key, "located_in", entity.state)


def _memberships() -> Iterator[Relation]:
    by_iso = {row["iso2"]: row["key"] for row in read_table("knowledge/states.csv") if row["iso2"]}
    for row in read_table("knowledge/memberships.csv"):
        for code in row["members"].split():
            if code not in by_iso:
                raise ValueError(
                    f"etl/data/knowledge/memberships.csv: {row['bloc']}: no state has the ISO code {code!r}"
                )
            yield Relation(by_iso[code], "member_of", row["bloc"], _day(row["valid_from"]), _day(row["valid_to"]))


def _offices() -> Iterator[Relation]:
    for row in read_table("knowledge/offices.csv"):
        kind = cast("RelationKind", row["relation"])
        yield Relation(row["person"], kind, row["object"], _day(row["valid_from"]), _day(row["valid_to"]), row["role"])


def _containment() -> Iterator[Relation]:
    for row in read_table("knowledge/places.csv"):
        if row["part_of"]:
            yield Relation(row["key"], "part_of", row["part_of"])


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
