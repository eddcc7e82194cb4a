"""Passages: which stretch of an article is headline, body, live update, interview, caption, boilerplate."""

from __future__ import annotations

from etl.records import Passage


def split_passages(text: str, title: str | None = None) -> list[Passage]:
    """Divide a text into passages, in order, without overlap; stretches of white space may lie between."""
    stripped = text.strip()
    if not stripped:
        return []
    start = text.index(stripped[0])
    return [Passage(start, start + len(stripped), "body")]
