"""Estimates: the claims of how many among the quantities, with what is counted, by whom, as of when."""

from __future__ import annotations

from etl.extract.document import ParsedArticle
from etl.extract.entities import EntityTable
from etl.records import DateExpression, Estimate, Quantity, Quote


def extract_estimates(
    article: ParsedArticle,
    quantities: list[Quantity],
    entities: EntityTable,
    quotes: list[Quote],
    dates: list[DateExpression],
) -> list[Estimate]:
    """Claims of how many, in text order."""
    return []
