"""Whether a number is the size of a change ("rose by 300") and not the level reached ("to 1,200")."""

from __future__ import annotations

import re
from functools import cache

from etl.extract.numbers.vocabulary import change_words

_LOOK_BACK = 40
_ADDED = re.compile(r"\b(?:an?\s(?:additional|further|extra))\s$", re.IGNORECASE)


def is_change(text: str, start: int, *, counts: bool) -> bool:
    """``start`` is where qualifier and number begin.

    What counts things is a change only where that is said in so many words: "lost 300 men" is none,
    "by 300 men" and "an additional 300 men" are.
    """
    before = text[max(0, start - _LOOK_BACK) : start]
    return bool(_ADDED.search(before) or _change_lead(needs_by=counts).search(before))


@cache
def _change_lead(*, needs_by: bool) -> re.Pattern[str]:
    """A word of change within three words before "by", or else right before the number."""
    forms = "|".join(sorted(change_words(), key=len, reverse=True))
    by = r"(?:\w+\s){0,3}by\s(?:as\smuch\sas\s|up\sto\s)?"
    return re.compile(rf"(?<![A-Za-z])(?:{forms})\s(?:{by}){'' if needs_by else '?'}$", re.IGNORECASE)
