"""The extractor as a plug: a name, a version, one method. A second one can stand in its place."""

from __future__ import annotations

from typing import Protocol

from etl import __version__
from etl.extract.dates import extract_dates, publication_date
from etl.extract.document import parse_article
from etl.extract.entities import extract_entities
from etl.extract.estimates import extract_estimates
from etl.extract.language import load_language, model_version
from etl.extract.numbers import extract_quantities
from etl.extract.quotes import extract_quotes
from etl.records import Annotation, ArticleText


class Extractor(Protocol):
    """Reads one article. ``name`` and ``version`` key what it found: change the version with the rules."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def extract(self, article: ArticleText) -> Annotation: ...


class RuleExtractor:
    """Rules over spaCy's parse."""

    name = "rules"

    @property
    def version(self) -> str:
        return f"{__version__}+{model_version()}"

    def extract(self, article: ArticleText) -> Annotation:
        """Annotate one article; a pure function of its argument and the shipped data files."""
        parsed = parse_article(load_language(), article)
        published = publication_date(parsed)
        entities = extract_entities(parsed)
        dates = extract_dates(parsed, published)
        quantities = extract_quantities(parsed)
        quotes = extract_quotes(parsed, entities, dates)
        estimates = extract_estimates(parsed, quantities, entities, quotes, dates)
        return Annotation(
            passages=parsed.passages,
            entities=entities.entities,
            mentions=entities.mentions,
            quotes=tuple(quotes),
            quantities=tuple(quantities),
            estimates=tuple(estimates),
            outlet=entities.outlet,
            published=published,
        )
