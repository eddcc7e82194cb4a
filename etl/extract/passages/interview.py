"""Interviews printed as questions and answers: every labelled paragraph is somebody's turn."""

from __future__ import annotations

import re
from collections import Counter

from etl.extract.passages.lines import Line

_LABEL = re.compile(
    r"(?P<label>Q|A|Q\.|A\.|(?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|de|van|von|al|bin|of|the)){0,5}"
    r"|[A-Z][A-Z .’'-]{2,40})\s?:\s+(?=\S)"
)
_INTERVIEW_HEADING = re.compile(
    r"\b(?:interview|q\s?(?:&|and)\s?a|questions and answers|in conversation)\b", re.IGNORECASE
)
_LEAST_TURNS = 4
#: Prose before the first turn beyond this, and beyond a part of the turns, is an article of its own, if a
#: heading or the page's furniture closes it; otherwise it is the interview's introduction.
_ARTICLE_CHARACTERS = 1_000
_ARTICLE_SHARE = 0.3


def mark_interview(lines: list[Line]) -> None:
    """Mark interview turns; where a whole article precedes them they are an appended interview."""
    turns = _turns(lines)
    if not turns:
        return
    first = min(turns)
    heading = next((i for i in range(first - 1, max(-1, first - 4), -1) if _is_heading(lines[i])), None)
    before = sum(len(line.text) for line in lines[: heading or first] if line.kind == "body")
    spoken = sum(len(line.text) for line in lines[first:] if line.kind == "body")
    is_separated = heading is not None or any(line.kind == "boilerplate" for line in lines[max(0, first - 2) : first])
    is_appended = is_separated and before >= max(_ARTICLE_CHARACTERS, _ARTICLE_SHARE * spoken)
    kind = "appended_interview" if is_appended else "interview_turn"
    if is_appended and heading is not None:
        lines[heading].kind = "appended_interview"
    section, speaker = 0, None
    for index in range(first, len(lines)):
        line = lines[index]
        if index in turns:
            section, speaker = section + 1, turns[index]
        if line.kind == "body":
            line.kind, line.section, line.speaker = kind, section, speaker  # type: ignore[assignment]


def _is_heading(line: Line) -> bool:
    return line.kind in ("body", "boilerplate") and len(line.text) <= 160 and bool(_INTERVIEW_HEADING.search(line.text))


def _turns(lines: list[Line]) -> dict[int, str]:
    """Speakers' labels by line index, where at least two of them alternate."""
    labelled = {
        index: match["label"]
        for index, line in enumerate(lines)
        if line.kind == "body" and (match := _LABEL.match(line.text[:80]))
    }
    counts = Counter(labelled.values())
    recurring = {label for label, count in counts.items() if count >= 2}
    turns = {index: label for index, label in labelled.items() if label in recurring}
    if len(recurring) < 2 or len(turns) < _LEAST_TURNS:
        return {}
    changes = sum(a != b for a, b in zip(turns.values(), list(turns.values())[1:], strict=False))
    return turns if changes >= len(turns) // 2 else {}
