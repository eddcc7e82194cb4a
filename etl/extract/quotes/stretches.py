"""Which characters of a paragraph are already read as speech, and where a reported clause begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left

from etl.extract.quotes.marks import Marked

#: The writer's own clause after the quoted words ("... has not changed" after the president asked).
_WRITERS_CLAUSE = re.compile(r",?\s+(?:after|as|when|while|amid|following|during|before|in an?)\b")
_TRIM = " \t,;:—–-()[]\u200b"
_TRIM_END = _TRIM + "."
#: "That" with a capital opens a sentence and points: "That report was wrong, she said".
_THAT = re.compile(r"that\s")


#: This share of the letters in marks makes a clause a quotation.
_NEARLY_ALL = 0.9


class Stretches:
    """The characters of one paragraph that some utterance has taken."""

    def __init__(self, text: str, marked: list[Marked]) -> None:
        self.text = text
        self.marked = marked
        self.starts = [m.outer_start for m in marked]
        self._taken = bytearray(len(text))

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) < 0

    def is_taken(self, start: int, end: int) -> bool:
        return self._taken.find(0, start, end) < 0

    def marked_in(self, start: int, end: int) -> list[Marked]:
        """The quotations that lie inside a stretch with their marks."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [m for m in self.marked[first:last] if m.outer_end <= end]

    def is_all(self, marked: Marked, start: int, end: int) -> bool:
        """Whether a quotation holds nearly all letters of a stretch."""
        return _letters(self.text[marked.start : marked.end]) >= _NEARLY_ALL * _letters(self.text[start:end])

    def marks_over(self, offset: int) -> list[Marked]:
        """The quotation that begins at or before an offset, and the next one."""
        at = max(0, bisect_left(self.starts, offset + 1) - 1)
        return self.marked[at : at + 2]

    def fit(self, start: int, end: int, *, keeps_that: bool = False) -> tuple[int, int] | None:
        """A clause's characters clear of what is taken, with no quotation cut in two, trimmed; of a "that" too,
        unless it is the clause's own subject ("said [that is no crime]").
        """
        if self._taken[start]:
            start = self._taken.find(0, start, end)
            if start < 0:
                return None
        taken = self._taken.find(1, start, end)
        end = taken if taken >= 0 else end
        last = bisect_left(self.starts, end) - 1
        if last >= 0 and start <= self.starts[last] < end:
            end = max(end, self.marked[last].outer_end)
        first = bisect_left(self.starts, start) - 1
        if first >= 0 and self.starts[first] < start < self.marked[first].outer_end:
            start = self.starts[first]
        return self._trim(start, end, keeps_that=keeps_that)

    def _trim(self, start: int, end: int, *, keeps_that: bool) -> tuple[int, int] | None:
        while start < end:
            if self.text[start] in _TRIM:
                start += 1
            elif self.text[end - 1] in _TRIM_END:
                end -= 1
            elif not keeps_that and _THAT.match(self.text, start, end):
                start += 5
            else:
                break
        return (start, end) if any(c.isalnum() for c in self.text[start:end]) else None

    def without_writers_clause(self, end: int, last: Marked) -> int:
        """End a clause at its closing mark where the writer goes on about the time or occasion."""
        return last.outer_end if _WRITERS_CLAUSE.match(self.text, last.outer_end, end) else end


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
