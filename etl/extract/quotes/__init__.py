"""Reported speech: direct, partial and indirect quotes with speaker, cue and channel."""

from __future__ import annotations

from etl.extract.document import ParsedArticle
from etl.extract.entities import EntityTable
from etl.records import DateExpression, Quote


def extract_quotes(article: ParsedArticle, entities: EntityTable, dates: list[DateExpression]) -> list[Quote]:
    """Reported speech of an article in text order."""
    return []
