"""Amounts that no number stands behind: "several soldiers", "vast quantities of shells"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.estimates.vocabulary import measure_of_noun, words
from etl.extract.numbers.nouns import NounFinder
from etl.records import Quantity

_SCALE = re.compile(r"\s(?:dozen|score|hundred|thousand|million|billion)s?\b", re.IGNORECASE)


@cache
def _leads() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in sorted(words("vague_amounts"), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?<!\bas )(?<!\bso )(?<!\btoo )(?<!\bhow )(?<!\bnot )(?:{phrases})(?= )", re.IGNORECASE
    )


@cache
def _is_followed(noun: str) -> bool:
    """Whether a noun may be a claim's: of a followed measure, or of people, whom something may have befallen."""
    measure = measure_of_noun().get(noun)
    return measure is not None and (measure.code in words("vague_measures") or measure.counts in {"person", "affected"})


def vague_quantities(article: ParsedArticle, quantities: list[Quantity]) -> list[Quantity]:
    """``quantities`` with the vague amounts of an article among them, in text order.

    They are no written quantities of their own: only claims are made of them, where something followed is counted.
    """
    taken = {quantity.noun_start for quantity in quantities} | {quantity.number_start for quantity in quantities}
    found = [amount for paragraph in article.paragraphs for amount in _amounts(article.text, paragraph, taken)]
    return sorted([*quantities, *found], key=lambda quantity: quantity.start) if found else quantities


def _amounts(text: str, paragraph: Paragraph, taken: set[int | None]) -> Iterator[Quantity]:
    finder: NounFinder | None = None
    for lead in _leads().finditer(paragraph.text):
        finder = finder or NounFinder(paragraph.doc)
        noun = finder.noun_after(lead.end())
        start, end = paragraph.start + lead.start(), paragraph.start + lead.end()
        if _SCALE.match(paragraph.text, lead.end()):
            continue  # "a few dozen soldiers" is a written quantity
        if noun is None or not _is_followed(noun.head) or paragraph.start + noun.start in taken or end + 1 in taken:
            continue
        written = text[start:end]
        noun_start, noun_end = paragraph.start + noun.start, paragraph.start + noun.end
        yield Quantity(
            start, end, written, start, end, None, None, None, written.lower(), "vague", noun.head,
            text[noun_start:noun_end], noun_start, noun_end,
        )  # fmt: skip
