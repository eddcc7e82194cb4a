"""The extractor as a plug: a name, a version, one method. A second one can stand in its place."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from etl import __version__
from etl.extract.dates import extract_dates, publication_date
from etl.extract.document import ParsedArticle, parse_sections
from etl.extract.entities import extract_entities
from etl.extract.estimates import extract_estimates
from etl.extract.language import load_language, model_version
from etl.extract.numbers import extract_quantities
from etl.extract.quotes import extract_quotes
from etl.extract.sections import join_annotations, without_context
from etl.records import Annotation, ArticleText


@cache
def rules_sha256() -> str:
    """One hash over the code and the data files that decide what is extracted."""
    digest = hashlib.sha256()
    for folder in ("extract", "data"):
        for path, entry in sorted(_files_below(files("etl").joinpath(folder), folder)):
            digest.update(path.encode() + entry.read_bytes())
    return digest.hexdigest()


def _files_below(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _files_below(entry, path) if entry.name != "__pycache__" else []
        else:
            found.append((path, entry))
    return found


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
        """Program, rules and model: a changed rule or word list is another version, and articles are read again."""
        return f"{__version__}+{rules_sha256()[:10]}+{model_version()}"

    def extract(self, article: ArticleText) -> Annotation:
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
