"""Written quantities: numbers with their qualifiers, bounds, units and counted nouns."""

from __future__ import annotations

from etl.extract.document import ParsedArticle
from etl.records import Quantity


def extract_quantities(article: ParsedArticle) -> list[Quantity]:
    """Every written quantity of an article in text order."""
    return []
