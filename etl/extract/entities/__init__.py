"""Names and who they stand for inside one article."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.extract.document import ParsedArticle
from etl.records import ArticleEntity, EntityMention, Party


@dataclass(frozen=True)
class EntityTable:
    """The entities of one article and their mentions in text order."""

    entities: tuple[ArticleEntity, ...]
    mentions: tuple[EntityMention, ...]
    outlet: Party | None = None
    _by_start: dict[int, EntityMention] = field(default_factory=dict, repr=False)

    def party(self, article: ParsedArticle, start: int, end: int) -> Party:
        """Who the words at ``start:end`` stand for: a name, role noun, metonym, pronoun or an unnamed source."""
        return Party(article.text[start:end], start, end, article.text[start:end])


def extract_entities(article: ParsedArticle) -> EntityTable:
    """Names of an article, each tied to one entity of the article."""
    mentions = tuple(
        EntityMention(
            p.start_of(e), p.end_of(e), article.text[p.start_of(e) : p.end_of(e)], e.label_, "name", None, e.text
        )
        for p in article.paragraphs
        for e in p.doc.ents
    )
    return EntityTable((), mentions)
