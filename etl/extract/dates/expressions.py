"""Every written date of an article, in text order, with the days it denotes."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from etl.extract.dates.grammar import forms, month_preposition, needs_preposition, trigger
from etl.extract.dates.resolution import resolve
from etl.extract.document import ParsedArticle
from etl.lexicon import read_words
from etl.records import DateExpression, Interval

#: How far before a weekday a word of the future is looked for.
_CONTEXT_CHARACTERS = 120
#: Forms that may be of the past or of what comes.
_TURNING = frozenset({"weekday", "month_day", "day_month"})


def extract_dates(article: ParsedArticle, published: Interval) -> list[DateExpression]:
    """Every written date of an article in text order, resolved to days where the text allows.

    An expression read against the article's date (``published``) has the basis ``derived``; where that is
    unknown its days are unknown and its wording is kept.
    """
    day = published.from_on if published.from_on == published.to_on else None
    return [
        DateExpression(begin, end, article.text[begin:end], interval)
        for paragraph in article.paragraphs
        for start, stop, interval in dates_in(paragraph.doc.text, day)
        for begin, end in [(paragraph.start + start, paragraph.start + stop)]
    ]


def dates_in(text: str, published: date | None) -> list[tuple[int, int, Interval]]:
    """Start, end and days of every date in a paragraph, read against the day of publication where it is known."""
    if trigger().search(text) is None:
        return []
    candidates = [
        (match.start(), -match.end(), rank, form, match)
        for rank, (form, pattern) in enumerate(forms())
        for match in pattern.finditer(text)
        if form != "month" or _is_month(text, match)
    ]
    found, reached = [], 0
    for start, _, _, form, match in sorted(candidates, key=lambda candidate: candidate[:3]):
        if start < reached:
            continue
        interval = resolve(form, match, published, ahead=form in _TURNING and _points_ahead(text, match))
        if interval is not None:
            reached = match.end()
            found.append((start, reached, interval))
    return found


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a bare month name is one: "May" and "March" need a preposition or a part of it before them."""
    if match["part"] or match["which"] or match["bound"] or match["month"] not in needs_preposition():
        return True
    if text[match.end() :].startswith(("’s", "'s")):
        return False  # "in May's cabinet"
    return bool(month_preposition().search(text[max(0, match.start() - 12) : match.start("month")]))


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, read_words('dates/future_cues.txt')))})\b", re.IGNORECASE)


def _points_ahead(text: str, match: re.Match[str]) -> bool:
    """Whether the clause before a weekday speaks of the future, without a verb of saying in between."""
    context = text[max(0, match.start() - _CONTEXT_CHARACTERS) : match.start()]
    clause = re.split(r"[.;!?”\"] |\b(?:said|told|says|reported|announced|warned|added) ", context + " ")[-1]
    return bool(_future().search(clause))
