"""Organisations of an article: which one a name denotes, with its state where the words around give one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.extract.entities.lists import outlet_heads
from etl.extract.entities.registry import Draft, Registry
from etl.knowledge import CACHED_NAMES, KnownEntity, load_knowledge, normalise_name
from etl.lexicon import read_table
from etl.records import EntityType

_SHORTEST_NAME = 4
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|this|that|both)\s+", re.IGNORECASE)
_LEGAL_FORM = re.compile(r" (?:inc|ltd|llc|plc|corp|corporation|co|company|holdings|group|limited|sa|ag|gmbh)$")
_FORMATION = re.compile(r"\b(?:brigade|corps|regiment|division|battalion|army|navy|air force|armed forces|fleet)\b")


@dataclass(frozen=True, slots=True)
class Institution:
    """A body named through its state: a known one, or a common one of that state."""

    name: str
    identity: str
    known: KnownEntity | None
    state: str
    kind: str


@cache
def _institutions() -> dict[str, tuple[str, str]]:
    return {row["wording"]: (row["canonical"], row["kind"]) for row in read_table("entities/institutions.csv")}


@lru_cache(maxsize=CACHED_NAMES)
def state_named(text: str) -> str | None:
    """The state a name, demonym or seat denotes ("Ukrainian", "Kyiv" -> state:ukraine)."""
    for known, _ in load_knowledge().named(text):
        if known.type == "state":
            return known.key
    return None


def split_state(text: str) -> tuple[str, str] | None:
    """A state and the rest of a wording: "Ukraine's Defense Intelligence", "Ministry of Defence of Ukraine",
    "the HUR in Kiev"; ``None`` where no state is named.
    """
    words = normalise_name(_ARTICLE.sub("", text)).split()
    for length in (4, 3, 2, 1):
        if length < len(words):
            rest = words[length:]
            if state := state_named(" ".join(words[:length])):
                if rest[0] == "s" and len(rest) > 1:
                    rest = rest[1:]
                return state, " ".join(rest)
    for joint in ("of the", "of", "in"):
        marker = f" {joint} "
        head, found, tail = " ".join(words).rpartition(marker)
        if found and (state := state_named(tail)):
            return state, head
    return None


@lru_cache(maxsize=CACHED_NAMES)
def institution(text: str) -> Institution | None:
    """The body a wording names through a state, else ``None``."""
    parts = split_state(text)
    if parts is None:
        return None
    state, rest = parts
    return institution_of(state, rest)


@lru_cache(maxsize=CACHED_NAMES)
def institution_of(state: str, wording: str) -> Institution | None:
    """The body a state's local wording names ("state:germany", "foreign ministry")."""
    knowledge = load_knowledge()
    rest = normalise_name(wording)
    known = knowledge.of_state(state, rest)
    if known is None:
        for bearer, _ in knowledge.named(rest):
            if bearer.type in {"organization", "military_formation"} and bearer.state == state:
                known = bearer
    if known:
        return Institution(known.name, known.key, known, state, known.subtype)
    if rest not in _institutions():
        return None
    canonical, kind = _institutions()[rest]
    for entity in knowledge.entities:
        if entity.state == state and any(
            _institutions().get(normalise_name(a), ("",))[0] == canonical for a in entity.local_aliases
        ):
            return Institution(entity.name, entity.key, entity, state, entity.subtype)
    if kind == "government":
        return Institution(knowledge.by_key[state].name, state, knowledge.by_key[state], state, "state")
    return Institution(f"{knowledge.by_key[state].name}: {canonical}", f"{state} {canonical}", None, state, kind)


def add_institution(registry: Registry, found: Institution, surface: str) -> Draft:
    """The draft of an institution. One without a row of its own is called as the article first calls it."""
    kind: EntityType = found.known.type if found.known else _type_of(found.kind, surface)
    name = found.name if found.known else _name_with_state(_ARTICLE.sub("", " ".join(surface.split())), found.state)
    draft = registry.add(name, kind, identity=found.identity, key=found.known.key if found.known else None)
    draft.state, draft.subtype = found.state, found.kind
    return draft


def _name_with_state(surface: str, state: str) -> str:
    """A body as the article calls it, told apart from its namesakes elsewhere: "Foreign Ministry (Norway)"."""
    return surface if split_state(surface) else f"{surface} ({load_knowledge().by_key[state].name})"


def add_organization(registry: Registry, surface: str, known: KnownEntity | None, long_form: str | None) -> Draft:
    """The draft of an organisation's name: by key, as the acronym of a long form, by its state, by its words."""
    core = _ARTICLE.sub("", " ".join(surface.split()))
    identity = normalise_name(core)
    if long_form:
        found = registry.known_as(normalise_name(_ARTICLE.sub("", long_form)))
        if found:
            registry.alias_identity(identity, found)
            return found
    if known is None:
        body = institution(core)
        if body:
            draft = add_institution(registry, body, core)
            registry.alias_identity(identity, draft)
            return draft
        if existing := registry.known_as(identity) or registry.known_as(_LEGAL_FORM.sub("", identity)):
            return existing
        if core in outlet_heads() and (called := _outlet_called(registry, core)):
            return called
        if fuller := _fuller(registry, core):
            registry.alias_identity(identity, fuller)
            return fuller
        is_outlet = outlet_heads().get(core.rsplit(" ", 1)[-1], False) and " " in core
        draft = registry.add(core, "outlet" if is_outlet else _type_of("", core), identity=identity)
    else:
        draft = registry.add(known.name, known.type, identity=known.key, key=known.key)
        draft.state, draft.subtype = known.state, known.subtype
    registry.alias_identity(identity, draft)
    registry.alias_identity(_LEGAL_FORM.sub("", identity), draft)
    if len(initials := _initials(core)) > 2:
        registry.alias_identity(initials, draft)
    return draft


def _fuller(registry: Registry, word: str) -> Draft | None:
    """The one company whose name a single word opens ("Apollo" after "Apollo Endosurgery"); no acronym, no outlet."""
    if " " in word or word.isupper() or len(word) < _SHORTEST_NAME:
        return None
    opening = f"{word} "
    found = [d for d in registry.drafts if d.type == "organization" and not d.key and d.name.startswith(opening)]
    return found[0] if len(found) == 1 else None


def _outlet_called(registry: Registry, word: str) -> Draft | None:
    """The outlet named last whose name a single word closes ("the Post")."""
    ending = f" {word}"
    return next((d for d in reversed(registry.drafts) if d.type == "outlet" and d.name.endswith(ending)), None)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _type_of(kind: str, surface: str) -> EntityType:
    if kind == "military" or _FORMATION.search(surface.lower()):
        return "military_formation"
    return "organization"


def is_institution(wording: str) -> bool:
    """Whether a wording is that of a body every state has ("Foreign Ministry")."""
    return normalise_name(wording) in _institutions()
