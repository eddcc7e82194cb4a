"""Low, best and high, only as stated (DESIGN section 1)."""

from __future__ import annotations

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
