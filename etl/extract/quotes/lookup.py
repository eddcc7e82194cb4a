"""Whose words stand at a place of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.extract.document import ParsedArticle
from etl.records import Party, Quote


@dataclass(frozen=True, slots=True)
class SpeechAt:
    """The quote that speaks at an offset. ``is_carried`` where the offset lies outside it, in the sentence
    that follows it in the same paragraph and carries it on without a cue of its own.
    """

    quote: Quote
    speakers: tuple[Party, ...]
    is_carried: bool


def speech_at(quotes: Sequence[Quote], offset: int, article: ParsedArticle | None = None) -> SpeechAt | None:
    """The innermost quote that holds an article offset; else, where the article is given, the quote that
    the offset's sentence carries on.

    An offset in a sentence with a quote of its own but outside that quote is the writer's: ``None``.
    """
    holding = [q for q in quotes if q.start <= offset < q.end]
    if holding:
        innermost = min(holding, key=lambda q: q.end - q.start)
        return SpeechAt(innermost, innermost.speakers, is_carried=False)
    if article is None:
        return None
    paragraph = article.paragraph_at(offset)
    if paragraph is None:
        return None
    sentence = paragraph.sentence_at(offset)
    start, end = paragraph.start_of(sentence), paragraph.end_of(sentence)
    if any(q.start < end and start < q.end for q in quotes):
        return None
    before = [q for q in quotes if paragraph.start <= q.start and q.end <= start and q.speakers]
    if not before:
        return None
    last = max(before, key=lambda q: (q.sentence_end, q.end))
    adjoins = not article.text[last.sentence_end : start].strip()
    return SpeechAt(last, last.speakers, is_carried=True) if adjoins else None
