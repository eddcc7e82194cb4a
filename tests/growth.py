"""Whether time grows with a text's length and not faster, told by processor time: other work on the machine is no fault."""

from __future__ import annotations

import time
from collections.abc import Callable

#: How much longer the long text is, and by what its time may exceed that many times the short one's.
TIMES, TOLERANCE = 8, 6
#: Seconds below which the clock is too coarse to tell.
LEAST = 0.005


def grows_with_length(read: Callable[[int], object], short: int) -> bool:
    """Whether ``read`` of `TIMES` times as many characters takes about as many times as long as of ``short``."""

    def seconds(length: int) -> float:
        began = time.process_time()
        read(length)
        return time.process_time() - began

    seconds(short // 2)  # what is loaded once is loaded
    of_short = max(min(seconds(short) for _ in range(3)), LEAST)
    # The quickest of three here too: a neighbour on the same core slows one, growth slows all.
    return any(seconds(TIMES * short) < TIMES * TOLERANCE * of_short for _ in range(3))


def made_of(unit: str, length: int) -> str:
    """A text of ``length`` characters that says one thing over and over."""
    return (unit * (length // len(unit) + 1))[:length]
