"""The rules in their order: from an article to its annotation."""

from __future__ import annotations

from dataclasses import replace

from etl.extract.dates import extract_dates, publication_date
from etl.extract.document import ParsedArticle, parse_sections
from etl.extract.entities import extract_entities
from etl.extract.estimates import extract_estimates
from etl.extract.language import load_language
from etl.extract.numbers import extract_quantities
from etl.extract.quotes import extract_quotes
from etl.extract.sections import join_annotations, without_context
from etl.records import Annotation, ArticleText


def annotate_article(article: ArticleText) -> Annotation:
    """Annotate one article; a pure function of its argument and the shipped data files."""
    sections: list[Annotation] = []
    for parsed in parse_sections(load_language(), article):
        read = _read(_told_by(parsed, sections[0]) if sections else parsed)
        sections.append(without_context(read, parsed.own_from))
    return join_annotations(sections)


def _told_by(section: ParsedArticle, first: Annotation) -> ParsedArticle:
    """A later section under the outlet and the date that the first one found."""
    outlet = first.outlet.name if first.outlet else section.outlet
    return replace(section, outlet=outlet, published=first.published)


def _read(parsed: ParsedArticle) -> Annotation:
    published = publication_date(parsed)
    entities = extract_entities(parsed)
    dates = extract_dates(parsed, published)
    quantities = extract_quantities(parsed)
    quotes = extract_quotes(parsed, entities, dates)
    estimates = extract_estimates(parsed, quantities, entities, quotes, dates)
    entities.name_inner_places()
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
