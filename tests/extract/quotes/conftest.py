"""Quotes of short texts, parsed as the extractor parses them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from etl.extract.dates import extract_dates, publication_date
from etl.extract.document import ParsedArticle, parse_article
from etl.extract.entities import extract_entities
from etl.extract.language import load_language
from etl.extract.quotes import extract_quotes
from etl.records import ArticleText, Quote

QuotesOf = Callable[[str], list[Quote]]


def parsed(text: str) -> ParsedArticle:
    return parse_article(load_language(), ArticleText(text))


@pytest.fixture(scope="session")
def parse() -> Callable[[str], ParsedArticle]:
    return parsed


@pytest.fixture(scope="session")
def quotes_of() -> QuotesOf:
    """Extract the quotes of a text; every quote's surface is checked against its offsets."""

    def extract(text: str) -> list[Quote]:
        article = parsed(text)
        quotes = extract_quotes(article, extract_entities(article), extract_dates(article, publication_date(article)))
        for quote in quotes:
            assert text[quote.start : quote.end] == quote.text
            if quote.cue_start is not None:
                assert text[quote.cue_start : quote.cue_end] == quote.cue
        return quotes

    return extract
