"""The head of an article: headline, its repetitions, standfirst, the scraps of a picture below it."""

from __future__ import annotations

import re

from etl.extract.passages.lines import Line, folded

_HEADLINE_CHARACTERS = 220
_QUESTION_CHARACTERS = 130
_HEAD_LINES = 12
_STANDFIRST_CHARACTERS = 320
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'.-]+ )+$")
_DATELINE = re.compile(r"^[A-Z][A-Z .’'-]{2,40}(?:,[^—–:-]{0,40})?(?: \([^)]{2,40}\))? ?(?:—|–|--|-|:) ")


def mark_head(lines: list[Line], title: str | None) -> None:
    """Mark the headline (the title's line, or the first line that reads like one) and what hangs on it."""
    found = _headline_index(lines, title)
    if found is None:
        return
    headline = lines[found]
    headline.kind = "headline"
    key = folded(headline.text)
    rest = found + 1
    for index, line in enumerate(lines[found + 1 : found + 1 + _HEAD_LINES], found + 1):
        if folded(line.text) == key:
            line.kind, rest = "boilerplate", index + 1
    _mark_below(lines, rest)


def _headline_index(lines: list[Line], title: str | None) -> int | None:
    if title:
        key = folded(title)
        for index, line in enumerate(lines[:_HEAD_LINES]):
            if key and folded(line.text) in (key, folded(re.split(r" [|–—-] ", title)[0])):
                return index
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line.kind != "body":
            continue
        return index if _reads_as_headline(line, lines[index + 1 :]) else None
    return None


def _reads_as_headline(line: Line, following: list[Line]) -> bool:
    """Short, not closed by a full stop, no dateline, at least three words, and prose comes after it."""
    text = line.text
    if len(text) > _HEADLINE_CHARACTERS or len(text.split()) < 3 or _DATELINE.match(text):
        return False
    ending = text.rstrip("\"'”’)")[-1:]
    if ending in "?!" and len(text) > _QUESTION_CHARACTERS:
        return False
    if ending in ".:;," and not text.endswith(("...", "U.S.", "U.N.", "U.K.", "Inc.", "Jr.")):
        repeated = any(folded(other.text) == folded(text) for other in following[:3])
        return repeated or (ending == "." and len(text) <= 120 and _is_title_case(text))
    if re.match(r"(?:Q|A|[A-Z][\w. ]{1,30}): ", text) and len(text) > 120:
        return False
    return any(other.kind == "body" and other.is_prose for other in following[:_HEAD_LINES])


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", text) if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.85 * len(words)


def _mark_below(lines: list[Line], index: int) -> None:
    """What stands between the headline and the text: a standfirst, or the stump of a caption."""
    while index < len(lines) and lines[index].kind != "body":
        index += 1
    if index + 1 >= len(lines):
        return
    line = lines[index]
    below = next((other for other in lines[index + 1 : index + 6] if other.kind == "body"), None)
    if below is None:
        return
    words = line.text.split()
    if not line.is_closed and len(words) <= 4 and len(line.text) <= 40 and below.is_prose:
        line.kind = "caption"
    elif _reads_as_standfirst(line, below):
        line.kind = "standfirst"


def _reads_as_standfirst(line: Line, below: Line) -> bool:
    """An unclosed line of some length above prose, or one sentence that uses a bare name which the
    paragraph below introduces in full, as the first paragraph of the story would have done.
    """
    if len(line.text) > _STANDFIRST_CHARACTERS or not below.is_prose or _DATELINE.match(line.text):
        return False
    if not line.is_closed:
        return len(line.text.split()) >= 5
    if len(re.findall(r"[.!?](?=\s|$)", line.text)) > 2:
        return False
    return any(
        _stands_bare(name, line.text) and _is_introduced(name.removesuffix("’s").removesuffix("'s"), below.text)
        for name in dict.fromkeys(_CAPITALISED.findall(line.text))
    )


def _stands_bare(name: str, text: str) -> bool:
    before = text[: text.find(name)]
    after = text[text.find(name) + len(name) :]
    return not _NAME_BEFORE.search(before) and not re.match(r" [A-Z]", after) and len(name) > 3


def _is_introduced(name: str, text: str) -> bool:
    """The name's first use in the text ends a name of two or more words: "President Ana Kovac"."""
    position = text.find(name)
    match = _NAME_BEFORE.search(text[:position]) if position >= 0 else None
    return match is not None and len(match.group().split()) >= 2
