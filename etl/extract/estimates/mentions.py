"""Mentions of an article by offset, and small questions about parties."""

from __future__ import annotations

from bisect import bisect_left

from etl.extract.entities import EntityTable
from etl.records import EntityMention, EntityType, Party


class Mentions:
    """The mentions of an entity table, asked by characters."""

    def __init__(self, entities: EntityTable) -> None:
        self._entities = entities
        self._mentions = sorted(entities.mentions, key=lambda mention: (mention.start, -mention.end))
        self._known = entities.entities
        self._starts = [mention.start for mention in self._mentions]

    def within(self, start: int, end: int) -> list[EntityMention]:
        """Mentions that begin inside a range, in text order."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def outlets_within(self, start: int, end: int) -> list[Party]:
        return [
            Party(mention.text, mention.start, mention.end, mention.name or mention.text, mention.entity)
            for mention in self.within(start, end)
            if self.type_of(mention.entity) == "outlet"
        ]

    def type_of(self, entity: int | None) -> EntityType | None:
        if entity is None:
            return None
        if entity >= len(self._known):  # a party asked for since has added entities
            self._known = self._entities.entities
        return self._known[entity].type


def same_party(one: Party, other: Party) -> bool:
    """Whether two parties are one entity, or bear one name where an entity is unknown."""
    if one.entity is not None and other.entity is not None:
        return one.entity == other.entity
    return one.name == other.name
