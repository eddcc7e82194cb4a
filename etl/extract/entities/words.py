"""Words of a paragraph and the matching of name lists over them, independent of the parser's tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from etl.knowledge import fold

_WORD = re.compile(r"[^\W_]+")
#: What may stand between two words of one name.
_GAP = re.compile(r"(?: {1,2}|-|–|\. ?|['’]|['’]?s? & |&|, |/)\Z")

Payload = TypeVar("Payload")


class Word(NamedTuple):
    """A run of letters and digits; offsets are relative to the text it was read from."""

    start: int
    end: int
    text: str
    folded: str


def read_words_of(text: str) -> list[Word]:
    """Words of a text in order."""
    if not text.isascii():
        return [Word(m.start(), m.end(), m.group(), fold(m.group())) for m in _WORD.finditer(text)]
    folded = text.casefold()
    spans = [match.span() for match in _WORD.finditer(text)]
    return [Word(start, end, text[start:end], folded[start:end]) for start, end in spans]


@dataclass(frozen=True, slots=True)
class Entry(Generic[Payload]):
    """A listed name: its words folded, and what each word must look like in the text.

    ``shape`` holds ``U`` where a word must be written in capitals, ``C`` where it must begin with
    one, ``.`` where any letter will do.
    """

    folded: tuple[str, ...]
    shape: str
    payload: Payload


class NameList(Generic[Payload]):
    """Names matched longest first. Building is linear in the names, matching in the words."""

    def __init__(self, names: Iterable[tuple[str, bool, Payload]]) -> None:
        """``names`` are (name, whether it is an acronym, payload)."""
        self._entries: dict[tuple[str, ...], list[Entry[Payload]]] = {}
        lengths: dict[str, set[int]] = {}
        for name, is_acronym, payload in names:
            words = read_words_of(name)
            if not words:
                continue
            shape = "".join("U" if is_acronym else "C" if w.text[0].isupper() else "." for w in words)
            entry = Entry(tuple(w.folded for w in words), shape, payload)
            self._entries.setdefault(entry.folded, []).append(entry)
            lengths.setdefault(entry.folded[0], set()).add(len(words))
        #: First word of names -> how many words such names have, longest first.
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def matches(self, text: str, words: list[Word]) -> Iterator[tuple[int, int, Payload]]:
        """(first word, word past the last, payload) of each match, left to right, without overlap.

        Entries of one spelling yield one match each.
        """
        lengths = self._lengths
        openers = [position for position, word in enumerate(words) if word.folded in lengths]
        folded = [word.folded for word in words] if openers else []
        free = 0
        for position in openers:
            if position < free:
                continue
            for length in lengths[folded[position]]:
                if position + length > len(words):
                    continue
                entries = self._entries.get(tuple(folded[position : position + length]), ())
                fitting = [entry for entry in entries if _fits(entry, text, words, position)]
                if fitting:
                    yield from ((position, position + length, entry.payload) for entry in fitting)
                    free = position + length
                    break


def _fits(entry: Entry[Payload], text: str, words: list[Word], position: int) -> bool:
    """Whether words that are spelt like an entry are written and joined like it too."""
    for offset, shape in enumerate(entry.shape):
        word = words[position + offset]
        if (shape == "C" and word.text[0].islower()) or (shape == "U" and not word.text.isupper()):
            return False
        if offset and not _joined(text, words[position + offset - 1], word):
            return False
    return True


def _joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    if "." in gap and left.end - left.start > 2:
        return False
    return _GAP.match(gap) is not None
