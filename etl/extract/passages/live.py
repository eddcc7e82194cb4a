"""Live pages: entries under headings that carry a time."""

from __future__ import annotations

import re
from functools import cache

from etl.extract.passages.lines import Line
from etl.lexicon import read_table

#: A bare time is an entry's heading only where the page has at least this many of them.
_LEAST_CLOCK_HEADINGS = 2


@cache
def _headings() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    return tuple(
        (row["alone"] == "yes", re.compile(row["pattern"])) for row in read_table("passages/live_headings.csv")
    )


def mark_live_updates(lines: list[Line]) -> None:
    """Give every line below a timed heading to that entry, up to the next heading; furniture stays cut out."""
    headings = _heading_times(lines)
    if not headings:
        return
    section, time = 0, None
    for index, line in enumerate(lines):
        if index in headings:
            section += 1
            time = headings[index]
            line.kind = "body"
        if section and line.kind == "body":
            line.kind, line.section, line.time = "live_update", section, time


def _heading_times(lines: list[Line]) -> dict[int, str]:
    """Times of entry headings as written, by line index."""
    worded: dict[int, str] = {}
    bare: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line.kind in ("teaser", "headline"):
            continue
        for alone, pattern in _headings():
            match = pattern.match(line.text[:80])
            if match and (not alone or len(line.text) <= 40):
                (bare if alone else worded)[index] = match["time"]
                break
    if len(worded) + len(bare) == 1 and all(lines[index].text.startswith("Updated") for index in worded):
        return {}  # one "Updated at ..." is the page's time stamp
    return worded | (bare if worded or len(bare) >= _LEAST_CLOCK_HEADINGS else {})
