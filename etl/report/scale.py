"""A logarithmic axis: where a number stands, and which numbers are written beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LogScale:
    """Numbers from ``low`` to ``high`` laid over ``left`` to ``right``."""

    low: float
    high: float
    left: float
    right: float

    def place(self, value: Decimal | float) -> float:
        """Position of a number; what lies outside is drawn at the edge."""
        clipped = min(max(float(value), self.low), self.high)
        share = math.log(clipped / self.low) / math.log(self.high / self.low)
        return round(self.left + share * (self.right - self.left), 1)

    @property
    def ticks(self) -> list[float]:
        """Powers of ten, with 2 and 5 between them where there is room."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        steps = (1, 2, 5) if len(decades) <= 4 else (1,)
        values = [step * 10.0**power for power in decades for step in steps]
        return [value for value in values if self.low <= value <= self.high]


def fitting_scale(values: Iterable[Decimal], left: float, right: float) -> LogScale:
    """A scale that holds all positive values with some air, at least a factor of ten wide."""
    numbers = [float(value) for value in values if value > 0]
    low, high = min(numbers, default=1.0) / 1.6, max(numbers, default=10.0) * 1.6
    if high / low < 10:
        middle = math.sqrt(low * high)
        low, high = middle / math.sqrt(10), middle * math.sqrt(10)
    return LogScale(low, high, left, right)
