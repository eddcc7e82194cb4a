"""The entities of one article as the later stages ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from etl.extract.dates import publication_date
from etl.extract.document import ParsedArticle
from etl.extract.entities.affiliations import Affiliation, affiliation_of
from etl.extract.entities.inner import add_inner_places
from etl.extract.entities.parties import PartyFinder
from etl.extract.entities.registry import Registry
from etl.records import ArticleEntity, EntityMention, Party


class EntityTable:
    """Entities of one article, their mentions in text order, and who any words stand for.

    Asking :meth:`party` may add a party that no name announced (an unnamed source, an institution);
    indices never change, and the same question has the same answer.
    """

    def __init__(self, article: ParsedArticle, registry: Registry, outlet: Party | None) -> None:
        self._article = article
        self._registry = registry
        self._finder = PartyFinder(article, registry)
        #: The registry's version that each frozen view was made from.
        self._entities_version = self._mentions_version = -1
        self._entities: tuple[ArticleEntity, ...] = ()
        self._mentions: tuple[EntityMention, ...] = ()
        self.outlet = outlet

    @property
    def entities(self) -> tuple[ArticleEntity, ...]:
        """Every entity found so far; position is index."""
        if self._entities_version != self._registry.version:
            self._entities_version = self._registry.version
            self._entities = tuple(draft.frozen() for draft in self._registry.drafts)
        return self._entities

    @property
    def mentions(self) -> tuple[EntityMention, ...]:
        """Every mention found so far, in text order."""
        if self._mentions_version != self._registry.version:
            self._mentions_version = self._registry.version
            self._mentions = self._registry.frozen_mentions()
        return self._mentions

    def name_inner_places(self) -> None:
        """Mention the places inside names of bodies too: last, for who speaks is asked of whole names."""
        add_inner_places(self._registry)

    def mentions_between(self, start: int, end: int) -> Iterator[EntityMention]:
        """Mentions wholly inside a stretch, in text order."""
        return self._registry.mentions_between(start, end)

    def party(self, article: ParsedArticle, start: int, end: int) -> Party:  # noqa: ARG002
        """Who the words at ``start:end`` stand for; of several the first. Never fails: words that name
        nobody are a party of that name without an entity.
        """
        return self._finder.party(start, end)

    def parties(self, article: ParsedArticle, start: int, end: int) -> list[Party]:  # noqa: ARG002
        """Everybody whom the words at ``start:end`` name together ("Both A and B")."""
        return self._finder.parties(start, end)

    def group(self, start: int, end: int) -> list[Party]:
        """Everybody whom the "they" at ``start:end`` takes up, at least one party."""
        return self._finder.group(start, end)

    def take_up(self, party: Party) -> None:
        """Note the words of a party, a pronoun, as a mention of it."""
        if party.entity is not None and party.start is not None and party.end is not None:
            draft = self._registry.drafts[party.entity]
            self._registry.mention(party.start, party.end, party.text, "PRONOUN", "pronoun", draft)

    def act(self, party: Party) -> None:
        """Note that a person speaks where a party's words stand: a pronoun takes up who spoke last."""
        if party.entity is not None and party.start is not None and party.end is not None:
            draft = self._registry.drafts[party.entity]
            if draft.type == "person":
                self._registry.act(draft, party.start, party.end)

    def type_of(self, party: Party) -> str | None:
        """The type of the party's entity, without a view of them all."""
        return None if party.entity is None else self._registry.drafts[party.entity].type

    def gender(self, party: Party) -> str:
        """``f`` or ``m`` where the article, the name or the role tells; else empty."""
        return "" if party.entity is None else self._registry.drafts[party.entity].gender

    def quote(self, start: int, end: int) -> None:
        """Note a quotation, in text order: a pronoun outside takes up those named outside before those inside."""
        self._registry.quote(start, end)

    def affiliation(self, party: Party) -> Affiliation | None:
        """For whom a person speaks in this article, or ``None`` for others and where nothing tells."""
        if party.entity is None:
            return None
        draft = self._registry.drafts[party.entity]
        if draft.type not in {"person", "unnamed_source"}:
            return None
        return affiliation_of(self._registry, draft, self._day)

    @cached_property
    def _day(self) -> date | None:
        """The day the article was published, as far as it or its metadata tell."""
        published = self._article.published
        if published.precision == "unknown":
            published = publication_date(self._article)
        return published.to_on or published.from_on
