"""Low, best and high, only as stated (DESIGN section 1)."""

from __future__ import annotations

from dataclasses import replace

from etl.extract.estimates.counted import Counted, governors, subject_of_level
from etl.extract.estimates.vocabulary import level_bounds, level_verbs
from etl.extract.numbers.vocabulary import change_directions
from etl.records import Quantity

Bounds = tuple[float | None, float | None, float | None]


def stated_bounds(quantity: Quantity) -> Bounds:
    """Low, best, high of a quantity; a vague amount has none.

    A quantity gives low = high = N for "about N"; an estimate keeps that as its best value alone.
    """
    low, high = quantity.low, quantity.high
    value = quantity.value if quantity.value is not None else (low if low is not None else high)
    match quantity.qualifier_class:
        case "vague":
            return None, None, None
        case "about":
            return (None, value, None) if low == high else (low, None, high)
        case "almost":
            return None, value, value
        case "at_least" | "more_than":
            return value, None, None
        case "up_to" | "less_than":
            return None, None, value
        case "range":
            return low, None, high
        case _:
            return (value, value, value) if low == high or None in (low, high) else (low, None, high)


def level_reached(counted: Counted) -> float | None:
    """What was reached where a range tells a change and no doubt: "fell from 122 to 107 barrels" is 107 now."""
    quantity = counted.quantity
    if quantity.qualifier_class != "range" or not quantity.text.lower().startswith("from "):
        return None
    tables = ((change_directions(), "lower_"), (level_verbs(), "lemma_"))
    verbs = [verb for verb, _ in governors(counted.anchor)]
    found = (table.get(getattr(verb, form)) for verb in verbs for table, form in tables)
    direction = next((way for way in found if way), None)
    over = counted.anchor.head.head if counted.anchor.dep_ == "pobj" else None
    if direction is None and over is not None and over.pos_ == "NOUN":
        direction = change_directions().get(over.lower_)  # "an increase from 50 to 300 soldiers"
    return {"up": quantity.high, "down": quantity.low}.get(direction or "")


def with_level_bound(counted: Counted) -> Quantity:
    """The quantity with the bound that its verb makes of it: "the toll had passed 3,000", "arrests neared 900"."""
    quantity = counted.quantity
    verb, role = next(governors(counted.anchor), (None, "other"))
    bound = level_bounds().get(verb.lemma_.lower()) if verb is not None else None
    if verb is None or bound is None or role != "object" or quantity.qualifier_class != "exact":
        return quantity
    if counted.anchor.i < verb.i:
        return quantity  # "$387 was surpassed by others"
    if subject_of_level(counted) is None:
        return quantity
    return replace(quantity, qualifier=verb.lower_, qualifier_class=bound)
