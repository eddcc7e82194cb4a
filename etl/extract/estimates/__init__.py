"""Estimates: the claims of how many among the quantities, with what is counted, by whom, as of when."""

from __future__ import annotations

from etl.extract.dates import publication_date
from etl.extract.document import ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.estimates.reader import EstimateReader
from etl.records import DateExpression, Estimate, Quantity, Quote

__all__ = ["extract_estimates"]


def extract_estimates(
    article: ParsedArticle,
    quantities: list[Quantity],
    entities: EntityTable,
    quotes: list[Quote],
    dates: list[DateExpression],
) -> list[Estimate]:
    """Claims of how many, in text order; :attr:`Estimate.part_of` is an index into the result.

    Dates, ages, ordinals and page counters are no claims. Bounds are as stated. A claim of troops or
    victims that a source makes without a number is ``unquantified``.
    """
    return EstimateReader(article, entities, quotes, dates, publication_date(article)).read(quantities)
