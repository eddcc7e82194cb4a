"""Candidate names that the gazetteer knows, and the bodies that stand beside a state it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract.entities.candidates import Candidate
from etl.extract.entities.lists import Listed, gazetteer
from etl.extract.entities.words import Word
from etl.knowledge import load_knowledge

_URL = re.compile(
    r"(?:\w{1,12}://|www\.)\S*|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|gov|edu|info|co|io)\b\S*"
)
#: What every address has in it; quick to look for.
_URL_PART = re.compile(r"://|www\.|\.(?:com|org|net|gov|edu|info|co|io)\b")
_OWNED = re.compile(r"(?:['’]s?)? ")


def list_candidates(text: str, words: list[Word], is_shouted: bool) -> Iterator[Candidate]:
    """Names of the gazetteer. In a line all in capitals acronyms are not told from words."""
    addresses = [match.span() for match in _URL.finditer(text)] if _URL_PART.search(text) else []
    grouped: dict[tuple[int, int], list[Listed]] = {}
    for first, last, listed in gazetteer().matches(text, words):
        if not (is_shouted and listed.kind == "acronym") and not _in_address(addresses, words[first].start):
            grouped.setdefault((first, last), []).append(listed)
    for (first, last), found in grouped.items():
        end = words[last - 1].end
        if text[end : end + 1] == "." and words[last - 1].end - words[last - 1].start == 1 and last - first > 1:
            end += 1
        yield Candidate(words[first].start, end, found[0].label, "list", tuple(found))


def body_candidates(text: str, words: list[Word], listed: list[Candidate]) -> Iterator[Candidate]:
    """Bodies a state has under a name of its own, after the state's name: "Ukraine's Defense Intelligence"."""
    by_start = {word.start: position for position, word in enumerate(words)}
    for candidate in listed:
        state = next((e.known.key for e in candidate.listed if e.known and e.known.type == "state"), None)
        gap = _OWNED.match(text, candidate.end) if state else None
        first = by_start.get(gap.end()) if gap else None
        if state is None or first is None:
            continue
        for last in range(min(first + 5, len(words)), first, -1):
            run = words[first:last]
            wording = text[run[0].start : run[-1].end]
            if all(word.text[0].isupper() for word in run) and load_knowledge().of_state(state, wording):
                yield Candidate(run[0].start, run[-1].end, "ORG", "pattern", (), {"ORG": 4.0})
                break


def _in_address(addresses: list[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in addresses)
