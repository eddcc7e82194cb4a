"""Page furniture that a line's own wording gives away: captions, credits, links, share bars, forms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl.extract.passages.lines import FURNITURE_CHARACTERS, Line
from etl.lexicon import read_table, read_words
from etl.records import PassageKind

_TAG = re.compile(r"[A-Z0-9][\w'’&.-]*(?: [A-Za-z0-9][\w'’&.-]*){0,3}")
_CLOSING_BRACKET = re.compile(r"\(([^()]{2,120})\)\W{0,2}$")
_PHOTO_CREDIT = re.compile(
    r"\b(?:photo|photograph|image|getty|via|pool|handout|courtesy|file|screenshot)\b|/", re.IGNORECASE
)
_PRINTED_DATE = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\((?:L|R|C)\)")
#: A picture gallery read as one line of any length: each caption numbered, or its title given twice at the head.
_GALLERY = re.compile(r"\bHide Caption \d+ of \d+\b|^(Photos: .{3,90}) \1", re.IGNORECASE)
#: A doubled name ("The DailyThe Daily news desk") is at least this long before it repeats.
_DOUBLED_CHARACTERS = 6
_LIST_TAGS = 4
_LINES_REMEMBERED = 4_096


@cache
def _cues() -> tuple[tuple[PassageKind, re.Pattern[str]], ...]:
    rows = read_table("passages/line_cues.csv")
    return tuple((_KINDS[row["kind"]], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


_KINDS: dict[str, PassageKind] = {
    "caption": "caption",
    "credit": "credit",
    "teaser": "teaser",
    "boilerplate": "boilerplate",
    "standfirst": "standfirst",
}


@cache
def _agencies() -> frozenset[str]:
    return frozenset(read_words("passages/credit_agencies.txt"))


def mark_furniture(lines: list[Line]) -> None:
    """Mark every line that its own wording or shape shows to be no prose of the article."""
    for index, line in enumerate(lines):
        if _GALLERY.search(line.text):
            line.kind = "caption"
        elif len(line.text) <= FURNITURE_CHARACTERS:
            line.kind = _furniture_kind(line, is_edge=index < 3 or index >= len(lines) - 8)


def _furniture_kind(line: Line, *, is_edge: bool) -> PassageKind:
    text = line.text
    if text.strip("()[] .:-–—") in _agencies():
        return "credit"
    if kind := _worded(text):
        return kind
    if _is_credited_photo(line):
        return "caption"
    if _is_tag_list(line, is_edge=is_edge) or _is_doubled_name(line) or _is_residue(line):
        return "boilerplate"
    return "body"


@lru_cache(maxsize=_LINES_REMEMBERED)
def _worded(text: str) -> PassageKind | None:
    """The kind that a line's wording tells; pages of one site repeat their lines."""
    return next((kind for kind, pattern in _cues() if pattern.match(text)), None)


def _is_credited_photo(line: Line) -> bool:
    """A line closed by a photo credit in brackets. Body text may end in an agency's name too, after its
    full stop; there only a credit that speaks of a photograph counts.
    """
    match = _CLOSING_BRACKET.search(line.text[-130:])
    if match is None:
        return False
    credit, before = match.group(1), line.text[: -len(match.group(0))].rstrip()
    if "getty" in credit.casefold() or re.search(r"\b(?:AP|AFP|Reuters|EPA) ?(?:Photo|/|via)|photo(?: by)?:? ", credit):
        return True
    if credit.split("/")[0].strip() not in _agencies() and not _PHOTO_CREDIT.search(credit):
        return False
    is_named = any(word.strip(" ,") in _agencies() for word in re.split(r"[/,]| via ", credit))
    return is_named and (before[-1:] not in '.!?”"' or bool(_PRINTED_DATE.search(before)))


def _is_tag_list(line: Line, *, is_edge: bool) -> bool:
    """Section names in a row, "World, Politics, Trade, Asia": no verb, no full stop, at the page's edge."""
    parts = [part.strip() for part in re.split(r"[,|•·>»/]", line.text)]
    if not is_edge or len(parts) < _LIST_TAGS or line.is_closed:
        return False
    return all(_TAG.fullmatch(part) for part in parts)


def _is_doubled_name(line: Line) -> bool:
    """An author box read twice without a space: the line's beginning recurs inside the line."""
    text = line.text
    if len(text) > 160 or line.is_closed:
        return False
    again = text.find(text[:_DOUBLED_CHARACTERS], _DOUBLED_CHARACTERS)
    return again > 0 and text[again:].startswith(text[:again].rstrip()) and not text[again - 1].isspace()


def _is_residue(line: Line) -> bool:
    """A lone lower-case scrap of a word, cut off in scraping."""
    return len(line.text) <= 8 and line.text.isalpha() and line.text.islower()
