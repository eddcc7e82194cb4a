"""Where: the place that a locative preposition names on the counted noun or its verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted, governors, modifiers
from etl.extract.estimates.vocabulary import words
from etl.records import EntityMention

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written, and the name inside it that the article's entities know."""

    text: str
    start: int
    end: int
    name: str


def place_of(counted: Counted, mentions: list[EntityMention], text: str) -> Place | None:
    """The place of the counted among the mentions of its sentence, nearest attachment first."""
    places = [mention for mention in mentions if mention.label in _PLACE_LABELS]
    if not places:
        return None
    for preposition in _prepositions(counted):
        for item in preposition.children:
            if item.dep_ in {"pobj", "pcomp"} and (found := _named(counted, item, places, text)) is not None:
                return found
    return None


def _prepositions(counted: Counted) -> Iterator[Token]:
    hosts = [verb for verb, _ in modifiers(counted)]
    hosts += [token for token in (counted.noun, counted.anchor) if token is not None]
    hosts += [verb for verb, _ in governors(counted.anchor)][:3]
    seen = set()
    for host in hosts:
        for child in host.rights:
            for token in (child, *child.rights):
                if (
                    token.lower_ in words("locative_prepositions")
                    and token.i not in seen
                    and token.dep_ in {"prep", "dative"}
                ):
                    seen.add(token.i)
                    yield token


def _named(counted: Counted, item: Token, places: list[EntityMention], text: str) -> Place | None:
    paragraph = counted.paragraph
    subtree = [token for token in item.subtree if token.i <= item.i] + [item]
    start, end = paragraph.start_of(subtree[0]), paragraph.end_of(item)
    mention = next((place for place in places if place.start < end and start < place.end), None)
    if mention is None:
        return None
    first = next(token for token in subtree if token.pos_ != "DET")
    start, end = min(paragraph.start_of(first), mention.start), max(end, mention.end)
    return Place(text[start:end], start, end, mention.name or mention.text)
