"""Reads a short text of our own and gives its entity table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from etl.extract.document import ParsedArticle, parse_article
from etl.extract.entities import Affiliation, EntityTable, extract_entities
from etl.extract.language import load_language
from etl.records import ArticleText, Party


@dataclass(frozen=True)
class Reading:
    """One article read: questions are asked by its words."""

    article: ParsedArticle
    table: EntityTable

    def party(self, words: str, occurrence: int = 0) -> Party:
        start = -1
        for _ in range(occurrence + 1):
            start = self.article.text.index(words, start + 1)
        return self.table.party(self.article, start, start + len(words))

    def parties(self, words: str) -> list[str]:
        start = self.article.text.index(words)
        return [party.name for party in self.table.parties(self.article, start, start + len(words))]

    def affiliation(self, words: str) -> Affiliation | None:
        return self.table.affiliation(self.party(words))

    def type_of(self, party: Party) -> str | None:
        return None if party.entity is None else self.table.entities[party.entity].type

    def key_of(self, words: str) -> str | None:
        party = self.party(words)
        return None if party.entity is None else self.table.entities[party.entity].key

    def labels(self) -> dict[str, str]:
        return {mention.text: mention.label for mention in self.table.mentions}

    def kinds(self) -> set[tuple[str, str, str | None]]:
        return {(mention.text, mention.kind, mention.name) for mention in self.table.mentions}


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    def read_text(text: str, outlet: str | None = None) -> Reading:
        article = parse_article(load_language(), ArticleText(text, outlet=outlet))
        return Reading(article, extract_entities(article))

    return read_text
