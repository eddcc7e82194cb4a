"""Measured figures, each beside the bar it should reach."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure; ``at_most`` where less is better, no ``bar`` where it is told for comparison only."""

    part: str
    what: str
    value: float
    unit: str
    bar: float | None = None
    at_most: bool = True

    @property
    def is_reached(self) -> bool | None:
        if self.bar is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar


class Stopwatch:
    """Seconds of the block it was around."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Stopwatch]:
    watch = Stopwatch()
    began = time.perf_counter()
    try:
        yield watch
    finally:
        watch.seconds = time.perf_counter() - began


def quickest(run: Callable[[], object], times: int = 3) -> float:
    """Seconds of the quickest of several runs: what others on the machine add is left out."""
    seconds = []
    for _ in range(times):
        with timed() as watch:
            run()
        seconds.append(watch.seconds)
    return min(seconds)
