"""Whether two mentions of one block can tell the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from etl.knowledge import normalise_name
from etl.lexicon import read_table, read_words
from etl.records import SAID_DAYS, ClaimMention, Days

#: As-of intervals that are known and further apart speak of different states of affairs, or of different events.
AS_OF_DAYS = 30
EVENT_DAYS = 2
#: Words that sentences of different articles have in common where a small number of both tells one thing; of each word
#: the beginning counts, which its forms share.
SHARED_WORDS = 2
_WORD = re.compile(r"[^\W\d_]{4,}")
_BEGINNING = 6
#: Nouns that repeat the unit "person".
_PERSONS = frozenset({"person", "persons", "people"})


@dataclass(frozen=True, slots=True)
class Containment:
    """Which place lies in which: entity id -> ids of the places directly around it."""

    parents: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def holds(self, whole: int, part: int) -> bool:
        """Whether ``part`` is ``whole`` or lies in it."""
        seen: set[int] = set()
        waiting = [part]
        while waiting:
            current = waiting.pop()
            if current == whole:
                return True
            if current not in seen:
                seen.add(current)
                waiting.extend(self.parents.get(current, ()))
        return False


def are_compatible(a: ClaimMention, b: ClaimMention, containment: Containment) -> bool:
    """Whether two numeric mentions of one block belong together; they are known to be of one block."""
    if not a.numbers & b.numbers or a.polarity != b.polarity or a.is_change != b.is_change or a.per != b.per:
        return False
    if not count_the_same(a, b) or not contexts_agree(a, b):
        return False
    return not _part_and_whole(a, b) and are_near(a, b, containment)


def are_near(a: ClaimMention, b: ClaimMention, containment: Containment) -> bool:
    """Whether place, statuses and times allow that two mentions of one block speak of one thing."""
    apart = days_apart(a.said, b.said)
    if apart > (SAID_DAYS if a.status == b.status else 0):
        return False
    event = a.status == b.status == "occurred"
    if (
        _is_closed(a.as_of)
        and _is_closed(b.as_of)
        and days_apart(a.as_of, b.as_of) > (EVENT_DAYS if event else AS_OF_DAYS)
    ):
        return False
    return places_agree(a, b, containment)


def places_agree(a: ClaimMention, b: ClaimMention, containment: Containment) -> bool:
    """Whether one place is the other, contains it, or is not stated."""
    if a.place is None or b.place is None:
        return True
    if a.place_id is not None and b.place_id is not None:
        return containment.holds(a.place_id, b.place_id) or containment.holds(b.place_id, a.place_id)
    one, other = sorted((normalise_name(a.place), normalise_name(b.place)), key=len)
    return one == other or other.endswith(f" {one}")


def days_apart(a: Days, b: Days) -> int:
    """Days between two intervals, 0 where they overlap; an open end reaches as far as it must."""
    return max(_gap(a[1], b[0]), _gap(b[1], a[0]), 0)


def _gap(end: date | None, start: date | None) -> int:
    return 0 if end is None or start is None else (start - end).days


def _is_closed(days: Days) -> bool:
    return days[0] is not None and days[1] is not None


def _part_and_whole(a: ClaimMention, b: ClaimMention) -> bool:
    """A part and its whole, or two parts of one whole."""
    return (
        a.whole == b.estimate_id
        or b.whole == a.estimate_id
        or (a.whole is not None and a.whole == b.whole and a.estimate_id != b.estimate_id)
    )


def count_the_same(a: ClaimMention, b: ClaimMention) -> bool:
    """Whether something says that both count the same: a measure and a population, else the counted noun or a place.

    A noun that only repeats the unit of a general measure ("ten years", "ten people") says so within one article alone.
    """
    measure, population = a.block[1:3]
    if measure is not None and population is not None:
        return True
    if _head(a.noun) != _head(b.noun):
        return False
    if names_what_it_counts(a) or (measure is not None and a.place is not None and b.place is not None):
        return True
    return measure is not None and _head(a.noun) != "" and a.key[0] == b.key[0]


def names_what_it_counts(mention: ClaimMention) -> bool:
    """Whether a measure and a population, or a noun that is no mere unit, say what a number counts."""
    _, measure, population, unit, _ = mention.block
    if measure is not None and population is not None:
        return True
    head = _head(mention.noun)
    is_unit = _unit_names().get(head) == unit or head in {unit, f"{unit}s"} or (unit == "person" and head in _PERSONS)
    return head != "" and not (is_unit and measure in _general_measures())


def contexts_agree(a: ClaimMention, b: ClaimMention) -> bool:
    """Whether nothing is missing that tells a narrator's "two killed" or "42%" of one article from those of another.

    In one article or at places that are both stated (and compared elsewhere) nothing is; else the sentences have to
    have words in common.
    """
    if a.context is None or b.context is None or a.key[0] == b.key[0]:
        return True
    if a.place is not None and b.place is not None:
        return True
    return len(telling_words(a) & telling_words(b)) >= SHARED_WORDS


def says_enough(mention: ClaimMention) -> bool:
    """Whether another article with the very same sentence would tell the same."""
    return mention.context is None or len(telling_words(mention)) >= SHARED_WORDS


def telling_words(mention: ClaimMention) -> frozenset[str]:
    """Beginnings of the words of a mention's sentence that say what it is about, without the counted noun."""
    return _telling_words(mention.context or "") - _telling_words(mention.noun or "")


@lru_cache(maxsize=20_000)
def _telling_words(sentence: str) -> frozenset[str]:
    words = _WORD.findall(sentence.casefold())
    return frozenset(word[:_BEGINNING] for word in words if word not in _untelling_words())


@cache
def _untelling_words() -> frozenset[str]:
    return frozenset(read_words("resolution/untelling_words.txt"))


@cache
def _unit_names() -> dict[str, str]:
    """Any form of a unit's name ("feet") -> the unit."""
    return {
        name: row["unit"]
        for row in read_table("numbers/units.csv")
        for name in row["names"].split("|")
        if " " not in name
    }


@cache
def _general_measures() -> frozenset[str]:
    return frozenset(read_words("resolution/general_measures.txt"))


def _head(noun: str | None) -> str:
    """The last word of a noun phrase."""
    words = normalise_name(noun or "").split()
    return words[-1] if words else ""
