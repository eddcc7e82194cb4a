"""The tail of a page: boxes and feeds of other articles after this one has ended."""

from __future__ import annotations

import re
from functools import cache

from etl.extract.passages.lines import Line
from etl.lexicon import read_words

#: More or longer prose after a heading is the article going on, not a feed's summaries.
_FEED_PROSE_LINES = 4
_SUMMARY_CHARACTERS = 400
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?\W*", re.IGNORECASE)


@cache
def _section_headings() -> frozenset[str]:
    return frozenset(heading.casefold() for heading in read_words("passages/section_headings.txt"))


def mark_tail(lines: list[Line]) -> None:
    """Mark feeds and summary cards behind the last prose of the article as teasers."""
    opening = _feed_start(lines)
    if opening is not None:
        lines[opening].kind = "boilerplate"
        for line in lines[opening + 1 :]:
            if _CLOCK.fullmatch(line.text):
                line.kind, line.time = "teaser", line.text.rstrip(":.- ")
            elif line.kind == "body":
                line.kind = "teaser"
    _mark_card(lines, len(lines) if opening is None else opening)


def _feed_start(lines: list[Line]) -> int | None:
    """The first feed heading after which too little prose follows to be the rest of the article."""
    prose_after = 0
    found = None
    for index in range(len(lines) - 1, 2, -1):
        line = lines[index]
        if line.text.casefold().rstrip(" :>»") in _section_headings():
            found = index
        if line.kind == "body" and line.is_prose and not _is_interview_label(line.text):
            prose_after += 1
        if prose_after > _FEED_PROSE_LINES or (line.kind == "body" and len(line.text) > _SUMMARY_CHARACTERS):
            break
    prose_before = sum(line.kind == "body" and line.is_prose for line in lines[:found])
    return found if found is not None and prose_before >= 2 else None


def _is_interview_label(text: str) -> bool:
    return bool(re.match(r"(?:Q|A|Interviewer)\s*[:.]", text))


def _mark_card(lines: list[Line], end: int) -> None:
    """A summary card just before the page's furniture: another article's headline, one paragraph of
    summary, then an author line. A subheading has no author line under it.
    """
    last = end
    while last > 0 and lines[last - 1].kind != "body":
        last -= 1
    if last == end or last < 5:
        return
    summary, heading = lines[last - 1], lines[last - 2]
    is_author_line = lines[last].kind == "boilerplate"
    has_heading_shape = heading.kind == "body" and not heading.is_closed and 5 <= len(heading.text.split()) <= 25
    prose_before = sum(line.kind == "body" and line.is_prose for line in lines[: last - 2])
    if is_author_line and has_heading_shape and summary.is_prose and prose_before >= 3:
        heading.kind = summary.kind = "teaser"
