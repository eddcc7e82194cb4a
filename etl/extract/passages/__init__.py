"""Passages: which stretch of an article is headline, body, live update, interview, caption, boilerplate.

Evidence is the shape of lines and the wording of `etl/data/passages`; when in doubt a line is body, since
text of the article lost is worse than a line of the page kept.
"""

from __future__ import annotations

from itertools import groupby

from etl.extract.passages.cards import without_cards
from etl.extract.passages.furniture import mark_furniture
from etl.extract.passages.head import mark_head
from etl.extract.passages.interview import mark_interview
from etl.extract.passages.lines import Line, read_lines
from etl.extract.passages.live import mark_live_updates
from etl.extract.passages.tail import mark_tail
from etl.records import Passage

__all__ = ["split_passages", "without_cards"]


def split_passages(text: str, title: str | None = None) -> list[Passage]:
    """Divide a text into passages, in order, without overlap; stretches of white space may lie between.

    A live update, an interview turn and a run of body lines are one passage each; what a reader would not
    call the article's text (captions, credits, teasers, page furniture) is cut out of them.
    """
    lines = read_lines(text)
    mark_furniture(lines)
    mark_tail(lines)
    mark_head(lines, title)
    mark_live_updates(lines)
    mark_interview(lines)
    return [_passage(list(run)) for _, run in groupby(lines, key=lambda line: (line.kind, line.section))]


def _passage(run: list[Line]) -> Passage:
    first = run[0]
    return Passage(first.start, run[-1].end, first.kind, first.time, first.speaker)
