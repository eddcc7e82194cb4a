"""Dates and times: absolute and relative expressions read against the article's own date."""

from __future__ import annotations

from etl.extract.document import ParsedArticle
from etl.records import UNKNOWN_TIME, DateExpression, Interval


def publication_date(article: ParsedArticle) -> Interval:
    """When the article was published, as far as its own text or its metadata tell."""
    return article.published or UNKNOWN_TIME


def extract_dates(article: ParsedArticle, published: Interval) -> list[DateExpression]:
    """Every written date of an article in text order, resolved to days where the text allows."""
    return []
