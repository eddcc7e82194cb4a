"""Who the entities of one article are, among all articles: a natural key for each.

An entity of the shipped knowledge base keeps its key. A full name is the same entity in every article.
What only one article can explain (an unnamed source, a bare surname, an unknown outlet) gets a key
inside that article, so that it is never taken for another article's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from etl.knowledge import KnownEntity, load_knowledge, normalise_name
from etl.lexicon import read_words
from etl.records import AliasKind, Annotation, ArticleEntity, Party, ResolvedEntity
from etl.resolve.known import differs_by_initials, is_common_body, known_behind, namesake
from etl.resolve.names import name_key
from etl.resolve.setting import UNKNOWN_SETTING, Setting, find_setting

UNKNOWN_OUTLET = "unknown outlet"


def resolve_known(known: KnownEntity) -> ResolvedEntity:
    """An entity of the knowledge base as the database keeps it."""
    return ResolvedEntity(known.key, known.name, known.database_type)


def resolve_entity(entity: ArticleEntity, article_key: str, setting: Setting = UNKNOWN_SETTING) -> ResolvedEntity:
    """The natural key of one article entity."""
    knowledge = load_knowledge()
    if entity.key is not None:
        known = knowledge.by_key.get(namesake(entity.key, entity, setting))
        return resolve_known(known) if known else ResolvedEntity(entity.key, entity.name, entity.type)
    if known := known_behind(entity, setting):
        return resolve_known(known)
    name = normalise_name(entity.name)
    words = name.split()
    if entity.type == "unnamed_source":
        return ResolvedEntity(f"{article_key}#unnamed:{entity.index}:{name}", entity.name, entity.type, True)
    bare = entity.type == "person" and len(words) < 2
    if bare or not words or is_common_body(entity.name):
        return ResolvedEntity(f"{article_key}#{entity.type}:{name or entity.index}", entity.name, entity.type, True)
    key = name if differs_by_initials(entity) else name_key(entity.name, entity.type)
    return ResolvedEntity(f"{entity.type}:{key}", entity.name, entity.type)


def resolve_outlet(name: str | None, article_key: str) -> ResolvedEntity:
    """The outlet of an article; an unknown one is an entity of that article only."""
    if not name:
        return ResolvedEntity(f"{article_key}#outlet", UNKNOWN_OUTLET, "outlet", True)
    if known := load_knowledge().outlet(name):
        return resolve_known(known)
    return ResolvedEntity(f"outlet:{name_key(name, 'outlet')}", name, "outlet")


def resolve_place(text: str, annotation: Annotation) -> ResolvedEntity | None:
    """The place or state that words such as "the Kursk region" denote, where the knowledge base knows it."""
    for words in _places_in(text):
        for known, _kind in load_knowledge().named(words):
            if known.type in {"place", "state"}:
                return resolve_known(known)
    for entity in annotation.entities:
        if entity.type in {"place", "state"} and entity.key and any(a == text for a, _ in entity.aliases):
            return resolve_known(load_knowledge().by_key[entity.key])
    return None


def _places_in(text: str) -> Iterator[str]:
    """The words of a place, then without what is said of it: "neighboring Kherson region", "Kherson region"."""
    words = text.split()
    yield text
    while len(words) > 1 and words[0].casefold() in _modifiers():
        words = words[1:]
        yield " ".join(words)


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(read_words("resolution/place_modifiers.txt"))


def resolve_population(text: str) -> ResolvedEntity | None:
    """The state or group behind a population: "North Korea", "civilians of Ukraine"."""
    _group, _of, owner = text.rpartition(" of ")
    for words in (text, owner):
        for known, _kind in load_knowledge().named(words):
            if known.type in {"state", "organization"}:
                return resolve_known(known)
    return None


@dataclass(frozen=True)
class ArticleCast:
    """All entities of one article under their natural keys."""

    article_key: str
    outlet: ResolvedEntity
    entities: tuple[ResolvedEntity, ...]

    def of(self, party: Party) -> ResolvedEntity:
        """Who a party is; one without an entity of its own is known by its words, in this article only."""
        if party.entity is not None:
            return self.entities[party.entity]
        for known, _kind in load_knowledge().named(party.name):
            return resolve_known(known)
        return ResolvedEntity(f"{self.article_key}#party:{normalise_name(party.name)}", party.name, "other", True)


def resolve_cast(annotation: Annotation, article_key: str, outlet: str | None) -> ArticleCast:
    """Resolve an article's entities and its outlet (metadata first, then what the text tells of itself)."""
    publisher = resolve_outlet(outlet or (annotation.outlet.name if annotation.outlet else None), article_key)
    setting = find_setting(annotation, publisher)
    entities = tuple(resolve_entity(entity, article_key, setting) for entity in annotation.entities)
    return ArticleCast(article_key, publisher, entities)


def alias_scope(kind: AliasKind, entity: ResolvedEntity) -> bool:
    """Whether an alias holds in its article only: everything but names and acronyms of shared entities."""
    return entity.is_of_one_article or kind not in {"name", "acronym"}
