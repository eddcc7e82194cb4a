"""Quotation marks: a matcher over the exact characters of one paragraph, in one pass.

Curly, straight, guillemet and doubled single marks (``''``) are matched, mixed as they come; single
marks only where they cannot be apostrophes. Marks inside marks belong to the outer quotation. What stays
open at the end of the paragraph, or when another quotation opens, is kept and flagged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = {"“": "”", "„": "“", "«": "»", "‟": "”", "‹": "›", "「": "」"}
_CLOSING = frozenset("”»›」")
_OPEN_BEFORE = frozenset("([{—–-―/:;,…‘“\"'")
_SENTENCE_END = frozenset(".!?…")
_PUNCTUATION = frozenset(".,!?…;:")
#: The writer's words inside a quotation that was never closed: ", engineer Jane Roe said on Sunday."
_TOLD = re.compile(r",(?=\s(?:[A-Za-z][\w’'-]*\.?\s){1,6}(?:said|says|added|told|wrote)\b[^.!?]{0,80}[.!?])")


@dataclass(frozen=True, slots=True)
class Marked:
    """Text between quotation marks. ``start``/``end`` exclude the marks, ``outer_start``/``outer_end`` hold them."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    is_closed: bool
    is_single: bool = False


def find_marked(text: str) -> list[Marked]:
    """The outermost quotations of a paragraph, in order, without overlap; offsets into ``text``."""
    return _Matcher(text).run()


class _Matcher:
    """State of the one pass: at most one quotation is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Marked] = []
        self.opened: tuple[int, int] | None = None  # outer start, inner start
        self.closers: frozenset[str] = frozenset()
        self.nested = 0
        self.last_sentence_end = 0
        self.single_closers = _single_closers(text)

    def run(self) -> list[Marked]:
        position, size = 0, len(self.text)
        while position < size:
            width = self._step(position)
            position += width
        if self.opened is not None:
            self._close(size, size, is_closed=False)
        return self.found

    def _step(self, at: int) -> int:
        character = self.text[at]
        if character in _SENTENCE_END:
            self.last_sentence_end = at + 1
            return 1
        if character in _OPENING:
            self._curly_open(at, character)
            return 1
        if character in _CLOSING:
            self._curly_close(at, character)
            return 1
        if character == '"':
            self._straight(at, 1)
            return 1
        if character in "'`" and self.text[at + 1 : at + 2] == character:
            self._straight(at, 2)
            return 2
        if character in "'‘’":
            self._single(at, character)
        return 1

    def _curly_open(self, at: int, character: str) -> None:
        if self.opened is None:
            self._open(at, 1, frozenset(_OPENING[character]) | {'"'})
        elif character in self.closers and not self._before_word(at):
            self._close(at, at + 1)
        elif self._is_nested(at):
            self.nested += 1
        else:
            self._reopen(at, 1, frozenset(_OPENING[character]) | {'"'})

    def _curly_close(self, at: int, character: str) -> None:
        if self.opened is None:
            # A mark typed the wrong way round opens where a word follows a gap.
            if self._after_gap(at) and self._before_word(at):
                self._open(at, 1, frozenset('”"'))
        elif self.nested:
            self.nested -= 1
        elif character in self.closers:
            self._close(at, at + 1)

    def _straight(self, at: int, width: int) -> None:
        closers = frozenset('"”') if width == 1 else frozenset("''")
        opens = self._after_gap(at) and not self._before_gap(at + width)
        if self.opened is None:
            digit = at > 0 and self.text[at - 1].isdigit()
            if opens or (not self._before_gap(at + width) and not digit and not self._before_punctuation(at + width)):
                self._open(at, width, closers)
        elif not self.closers & closers:
            return
        elif opens and not self._before_punctuation(at + width):
            self._reopen(at, width, closers)
        else:
            self._close(at, at + width)

    def _single(self, at: int, character: str) -> None:
        if self.opened is None:
            opens = character in "'‘" and self._after_gap(at) and self._before_word(at)
            if opens and self.single_closers.get(at, -1) > at + 2:
                self._open(at, 1, frozenset("'’"))
        elif "'" in self.closers and "’" in self.closers and character != "‘" and self._closes_single(at):
            self._close(at, at + 1)

    def _closes_single(self, at: int) -> bool:
        assert self.opened is not None  # noqa: S101  (only called while a quotation is open)
        return self.single_closers.get(self.opened[0]) == at

    def _is_nested(self, at: int) -> bool:
        """An opener inside an open quotation: a quotation in a quotation unless the text before it
        ends a sentence outside any mark.
        """
        return at - 1 != self.last_sentence_end and not self._starts_after_sentence(at)

    def _starts_after_sentence(self, at: int) -> bool:
        before = at - 1
        while before >= 0 and self.text[before].isspace():
            before -= 1
        return before >= 0 and self.text[before] in _SENTENCE_END

    def _open(self, at: int, width: int, closers: frozenset[str]) -> None:
        self.opened = (at, at + width)
        self.closers = closers
        self.nested = 0
        self.last_sentence_end = at + width

    def _reopen(self, at: int, width: int, closers: frozenset[str]) -> None:
        """Another quotation opens before this one closed: this one ends with its last sentence."""
        assert self.opened is not None  # noqa: S101  (only called while a quotation is open)
        end = self.last_sentence_end if self.last_sentence_end > self.opened[1] else at
        if told := _TOLD.search(self.text, self.opened[1], end):
            end = told.start() + 1
        self._close(end, end, is_closed=False)
        self._open(at, width, closers)

    def _close(self, end: int, outer_end: int, *, is_closed: bool = True) -> None:
        assert self.opened is not None  # noqa: S101  (only called while a quotation is open)
        outer_start, start = self.opened
        inner_start, inner_end = _trimmed(self.text, start, end)
        if inner_start < inner_end:
            single = self.closers == frozenset("'’")
            self.found.append(Marked(outer_start, inner_start, inner_end, outer_end, is_closed, single))
        self.opened = None

    def _after_gap(self, at: int) -> bool:
        return at == 0 or self.text[at - 1].isspace() or self.text[at - 1] in _OPEN_BEFORE

    def _before_gap(self, at: int) -> bool:
        return at >= len(self.text) or self.text[at].isspace()

    def _before_word(self, at: int) -> bool:
        following = self.text[at + 1 : at + 2]
        return following.isalnum() or following in {"[", "(", "…", "$", "£", "€", "#", "@"} or following == "."

    def _before_punctuation(self, at: int) -> bool:
        return self.text[at : at + 1] in _PUNCTUATION and self.text[at : at + 3] != "..."


def _single_closers(text: str) -> dict[int, int]:
    """For each single mark that may open a quotation, the offset of the mark that closes it.

    A closer follows a letter or punctuation and stands before a gap; after an s it may be a plural's
    apostrophe, so a later closer after punctuation is preferred within the paragraph.
    """
    closers: dict[int, int] = {}
    firm = soft = -1
    for at in range(len(text) - 1, -1, -1):
        character = text[at]
        if character not in "'‘’":
            continue
        before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
        if character != "‘" and not before.isspace() and not after.isalnum():
            if before in _PUNCTUATION or after in _PUNCTUATION or before not in "sS":
                firm = at
            else:
                soft = at
        elif character != "’" and after.isalpha() and (before.isspace() or before in _OPEN_BEFORE):
            closers[at] = firm if firm >= 0 else soft
    return closers


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def last_character(text: str, marked: Marked) -> str:
    """The last character of a quotation before any marks that close with it."""
    at = marked.end - 1
    while at > marked.start and text[at] in "'\"’”)]":
        at -= 1
    return text[at]
