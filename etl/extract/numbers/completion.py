"""What a quantity leaves unsaid and takes from its neighbour: a noun, a unit, a bound."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from etl.extract.document import Paragraph
from etl.extract.numbers.nouns import NounFinder
from etl.extract.numbers.vocabulary import currency_units
from etl.records import Quantity

_PARTICIPLES = frozenset({"VBN", "VBD"})
_SUSPENDED = re.compile(r"-?(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)|-\sto\s")
_RESTATED = re.compile(r"\s?[(\[]$|\s/\s$")
_LONGEST_GAP = 8
_SCALED = re.compile(r"\b(?:million|billion|trillion|mln|bln|crore|lakh)$", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:and|from|to|vs\.?|versus|against|with|than|or)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_STOP = re.compile(r"[.;!?]\s")
_LONGEST_LIST = 60
_LONGEST_LEAD = 8
_BY = re.compile(r"\bby\s$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:\w+\s)?$", re.IGNORECASE)
_TO = re.compile(r"(?:\s[\w-]+){0,3}\sto\s(?:\w+\s)?")
#: How many times the other one of two like numbers may be.
_MANY_TIMES = 10
_PREDICATE = 3
_OPEN_HIGH = frozenset({"at_least", "more_than"})


def complete(quantities: list[Quantity], paragraph: Paragraph, finder: NounFinder, text: str) -> list[Quantity]:
    """The quantities of a paragraph, of which ``text`` is the wording, with what their neighbours lend them."""

    def gap(first: Quantity, second: Quantity) -> str:
        """What stands between two quantities; only a short one is of interest."""
        end = first.end - paragraph.start
        return text[end : min(second.start - paragraph.start, end + _LONGEST_GAP + 1)]

    completed: list[Quantity] = []
    for quantity in quantities:
        previous = completed[-1] if completed else None
        if previous is None:
            completed.append(quantity)
        elif _shares_noun(previous, quantity, paragraph, finder):
            completed.append(_with_noun_of(quantity, previous))
        elif _shares_currency(previous, quantity, paragraph, text) or _shares_unit(previous, quantity, paragraph, text):
            completed.append(replace(quantity, unit=previous.unit))
        elif _restates(previous, quantity, gap(previous, quantity)):
            completed.append(_with_bound_of(quantity, previous))
        else:
            completed.append(quantity)
    for index in range(len(completed) - 2, -1, -1):
        quantity, following = completed[index], completed[index + 1]
        if _is_suspended(quantity, following, gap(quantity, following)):
            completed[index] = _with_noun_of(quantity, following)
    return completed


def _shares_noun(previous: Quantity, quantity: Quantity, paragraph: Paragraph, finder: NounFinder) -> bool:
    """As in "five civilians were killed and 19 injured": a bare number before a participle, in one sentence."""
    if quantity.unit is not None or quantity.noun is not None or not quantity.is_claimable:
        return False
    if previous.noun is None or previous.unit is None or not previous.is_claimable or previous.per is not None:
        return False
    if previous.unit == "percentage" and previous.noun_start is not None and previous.noun_start <= previous.end + 1:
        return False  # "saw a 115 percent increase with 44 signed on"
    index = finder.token_from(quantity.end - paragraph.start)
    if index >= len(finder.doc) or finder.doc[index].tag_ not in _PARTICIPLES or _names_them(finder.doc, index):
        return False
    return paragraph.sentence_at(previous.start).start == paragraph.sentence_at(quantity.start).start


def _names_them(doc: Doc, index: int) -> bool:
    """As in "21 were women and nine [were] children": the verb itself says what they are."""
    following = doc[index + 1 : index + 1 + _PREDICATE]
    return doc[index].lemma_ == "be" and next((t.tag_ for t in following if t.tag_ not in {"RB", "JJ"}), "") == "NNS"


def _shares_currency(previous: Quantity, quantity: Quantity, paragraph: Paragraph, text: str) -> bool:
    """As in "401 million dollars of loans and 73 million of bonds", "rose to $2.6 billion from 1.4 billion"."""
    money = previous.unit is not None and previous.unit in currency_units()
    is_same = quantity.unit is None or (quantity.noun is not None and quantity.noun == previous.noun)
    if not money or not is_same or previous.noun != quantity.noun or not _SCALED.search(quantity.text):
        return False
    between = text[previous.end - paragraph.start : quantity.start - paragraph.start]
    return len(between) <= _LONGEST_LIST and bool(_COMPARED.search(between)) and not _STOP.search(between)


def _shares_unit(previous: Quantity, quantity: Quantity, paragraph: Paragraph, text: str) -> bool:
    """As in "rose by 2 percent while the Nikkei fell by 1", "from 14-18 miles per gallon to 24"."""
    if quantity.unit is not None or quantity.noun is not None or not quantity.is_claimable or previous.noun is not None:
        return False
    if previous.unit is None or previous.unit in currency_units() or not previous.is_claimable:
        return False
    between = text[previous.end - paragraph.start : quantity.start - paragraph.start]
    if len(between) > _LONGEST_LIST or _STOP.search(between):
        return False
    lead = text[max(0, previous.start - paragraph.start - _LONGEST_LEAD) : previous.start - paragraph.start]
    if _BY.search(between):
        return bool(_BY.search(lead)) and previous.is_change and quantity.is_change
    is_from = previous.text.lower().startswith("from ") or _FROM.search(lead) is not None
    return is_from and _TO.fullmatch(between) is not None and _are_alike(previous, quantity)


def _are_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers can be of one kind: neither is many times the other."""
    sizes = sorted(abs(q.high or q.low or 0) for q in (one, other))
    return 0 < sizes[1] <= _MANY_TIMES * sizes[0]


def _restates(previous: Quantity, quantity: Quantity, gap: str) -> bool:
    """As in "just under 296 hp (224 kW)": the same amount in another unit, within brackets."""
    if quantity.qualifier is not None or quantity.unit is None or previous.unit in {None, quantity.unit}:
        return False
    if previous.qualifier_class not in {"at_least", "more_than", "up_to", "less_than"}:
        return False
    return bool(_RESTATED.fullmatch(gap))


def _with_noun_of(quantity: Quantity, other: Quantity) -> Quantity:
    return replace(
        quantity, unit=other.unit, noun=other.noun, noun_start=other.noun_start, noun_end=other.noun_end, per=other.per
    )


def _with_bound_of(quantity: Quantity, other: Quantity) -> Quantity:
    bound = other.qualifier_class
    return replace(
        quantity,
        qualifier=other.qualifier,
        qualifier_class=bound,
        low=quantity.value if bound in _OPEN_HIGH else None,
        high=None if bound in _OPEN_HIGH else quantity.value,
    )


def _is_suspended(quantity: Quantity, following: Quantity, gap: str) -> bool:
    """As in "four-, five- and six-cylinder" and "62 and 70 percent": noun or unit stands at the last."""
    if quantity.unit is not None or quantity.noun is not None or following.unit is None:
        return False
    return quantity.is_claimable and following.is_claimable and bool(_SUSPENDED.fullmatch(gap))
