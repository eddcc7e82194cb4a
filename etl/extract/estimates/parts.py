"""Parts and wholes: 500 officers are inside the 12,000, the two men among the five killed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract.estimates.counted import Counted
from etl.extract.estimates.vocabulary import Measure, words
from etl.records import Party, Quantity

_INCLUDING = re.compile(
    r"\b(?:includ(?:ing|es?|ed)|among them|of whom|of which|of them|comprising|consisting of)\b", re.IGNORECASE
)
_OF_WHOLE = re.compile(
    r"(?:[\w-]+ ){0,3}(?:of|out of|among)"
    r"(?: (?:the|these|those|all|a total of|its|their|his|her|the \w+['’]s?|[A-Z][\w ]{0,30}['’]s?))?"
    r"(?: (?:planned|promised|pledged|expected|original|remaining))?\s*"
)
#: "Of the 73 killed, 21 were women."
_OF_LEAD = re.compile(r"(?:^|[.;,:\n“\"]\s?|—\s?|\band )(?:of|among) (?:the|those|these|its|their)? ?$", re.IGNORECASE)
#: "310 of them", "more than 300 of those people".
_OF_THOSE = re.compile(r"\s?(?:[\w-]+ )?of (?:those|these|them|whom)\b", re.IGNORECASE)
_LONGEST_LEAD = 16
_FIRST = re.compile(r"\b(?:first|initial|second|latest|next|advance)\s+(\w+)", re.IGNORECASE)
#: Parts told one by one follow their whole within so many further quantities.
_LONGEST_LIST = 6
#: How many quantities back a first batch may find its whole.
_FAR_BACK = 60


@dataclass(frozen=True, slots=True)
class Item:
    """A claim as far as parts and wholes need to know it."""

    counted: Counted
    measure: Measure | None
    population: str | None
    source: Party | None
    value: float | None

    @property
    def quantity(self) -> Quantity:
        return self.counted.quantity

    @property
    def largest(self) -> float | None:
        quantity = self.quantity
        return max((v for v in (quantity.value, quantity.low, quantity.high) if v is not None), default=None)


def find_parts(items: list[Item], text: str) -> dict[int, int]:
    """Index of a part -> index of its whole, among claims in text order."""
    parts: dict[int, int] = {}
    for index in range(len(items)):
        whole = _in_sentence(items, index, text)
        if whole is None:
            whole = _of_those(items, index, text)
        if whole is None:
            whole = _phase_of(items, index)
        if whole is not None:
            parts[index] = whole
        elif index not in parts:
            parts.update(_told_one_by_one(items, index, parts))
    return parts


def _in_sentence(items: list[Item], index: int, text: str) -> int | None:
    """As in "12,000 soldiers, including 500 officers and 3 generals"; "seven of its 32 members"."""
    item = items[index]
    sentence = item.counted.sentence
    for before in range(index - 1, max(-1, index - _LONGEST_LIST), -1):
        other = items[before]
        if other.counted.sentence != sentence or other.counted.paragraph is not item.counted.paragraph:
            break
        between = text[other.quantity.end : item.quantity.start]
        if _INCLUDING.search(between) and (_fits(item, other) or _is_vague_part(item, other)):
            return before
        if (
            _OF_LEAD.search(text[max(0, other.quantity.start - _LONGEST_LEAD) : other.quantity.start])
            and "," in between
        ):
            return before if _fits(item, other) else None
    if index + 1 < len(items) and items[index + 1].counted.sentence == sentence:
        other = items[index + 1]
        between = text[item.quantity.end : other.quantity.start]
        if (
            len(between) <= 60
            and _OF_WHOLE.fullmatch(between.lstrip())
            and _fits(item, other)
            and not other.quantity.per
        ):
            return index + 1
    return None


def _of_those(items: list[Item], index: int, text: str) -> int | None:
    """As in "lost 2,400 soldiers. 310 of them were officers": the nearest larger count of the same passage before."""
    item = items[index]
    if _OF_THOSE.match(text, item.quantity.end) is None or _is_all_there_are(item.counted):
        return None
    for before in range(index - 1, max(-1, index - _LONGEST_LIST), -1):
        other = items[before]
        if other.counted.paragraph.passage != item.counted.paragraph.passage:
            return None
        if _fits(item, other) and _kind(other.measure) == "person" and before != index:
            return before
    return None


def _is_all_there_are(counted: Counted) -> bool:
    """As in "there are 4,000 of them now", which are no part of those told of before."""
    verb = counted.anchor.head
    return verb.lemma_ == "be" and any(child.dep_ == "expl" for child in verb.children)


def is_listed_part(counted: Counted) -> bool:
    """Whether a quantity only says what another includes: "including 500 officers"."""
    before = counted.scope.doc[max(counted.sentence.start, counted.number.start - 4) : counted.number.start].text
    return _INCLUDING.search(before) is not None


def _fits(part: Item, whole: Item) -> bool:
    """A part is not larger than its whole and is measured in the same kind of thing."""
    if part.largest is None or whole.largest is None or part.largest > whole.largest:
        return False
    kinds = {_kind(item.measure) for item in (part, whole)}
    return len(kinds) == 1 or None in kinds


def _is_vague_part(part: Item, whole: Item) -> bool:
    """As in "1,000 people, including hundreds of civilians"; "thousands, including 300 officers"."""
    kinds = {_kind(item.measure) for item in (part, whole)}
    return kinds == {"person"} and None in (part.largest, whole.largest)


def _kind(measure: Measure | None) -> str | None:
    if measure is None:
        return None
    return "person" if measure.is_outcome else measure.counts


def _phase_of(items: list[Item], index: int) -> int | None:
    """The first batch of a larger number that the same source gave before."""
    item = items[index]
    match = next((m for m in _FIRST.finditer(item.counted.scope_text) if m.group(1) in words("phases")), None)
    if match is None or item.source is None or item.largest is None:
        return None
    for before in range(index - 1, max(-1, index - _FAR_BACK), -1):
        other = items[before]
        is_same = other.source is not None and other.source.name == item.source.name and other.measure is item.measure
        if is_same and other.population == item.population and (other.largest or 0) > item.largest:
            return before
    return None


def _told_one_by_one(items: list[Item], index: int, parts: dict[int, int]) -> dict[int, int]:
    """The quantities after a whole that add up to it exactly: two men, two others, one more of five killed."""
    whole = items[index]
    if whole.measure is None or not whole.measure.is_outcome or not whole.value or whole.value < 3:
        return {}
    total, members = 0.0, []
    for later in range(index + 1, len(items)):
        item = items[later]
        if item.counted.paragraph.passage != whole.counted.paragraph.passage or item.source != whole.source:
            break
        if item.measure is not whole.measure or item.value is None or later in parts:
            continue
        total += item.value
        members.append(later)
        if total >= whole.value or len(members) >= _LONGEST_LIST:
            break
    return dict.fromkeys(members, index) if total == whole.value and len(members) > 1 else {}
