"""Copies among article texts: which share so many runs of words that one carries the other, whole or in part.

A text is the set of its runs of five words. One run in eight, chosen by its hash, is stored (a scaled MinHash: the
same runs are chosen in every text, so that containment can be told from samples, not resemblance alone); texts that
share enough stored runs are compared exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

WORDS_A_RUN = 5
#: One run in so many is stored.
SAMPLING = 8
#: Shares of exact runs from which texts count as copies.
NEAR_RESEMBLANCE = 0.7
COPIED_CONTAINMENT = 0.8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of two texts is the same: of the shorter one in the longer, and of both together."""

    containment: float
    resemblance: float

    @property
    def kind(self) -> str | None:
        """exact, near or contains; ``None`` for texts that are no copies."""
        if self.resemblance == 1.0:
            return "exact"
        if self.resemblance >= NEAR_RESEMBLANCE:
            return "near"
        return "contains" if self.containment >= COPIED_CONTAINMENT else None


def runs_of_words(text: str) -> frozenset[int]:
    """Hashes of all runs of five words; punctuation and case apart. A shorter text is one run."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return frozenset()
    last = max(1, len(words) - WORDS_A_RUN + 1)
    return frozenset(_hash(" ".join(words[first : first + WORDS_A_RUN])) for first in range(last))


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)


def sample(runs: Iterable[int]) -> frozenset[int]:
    """The runs that are stored: the same ones in every text that has them."""
    return frozenset(run for run in runs if run % SAMPLING == 0)


def compare(one: frozenset[int], other: frozenset[int]) -> Likeness:
    """Likeness of two texts by their runs."""
    if not one or not other:
        return Likeness(0.0, 0.0)
    shared = len(one & other)
    return Likeness(shared / min(len(one), len(other)), shared / len(one | other))
