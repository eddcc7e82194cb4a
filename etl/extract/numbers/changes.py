"""Whether a number is the size of a change ("rose by 300") and not the level reached ("to 1,200")."""

from __future__ import annotations

import re
from functools import cache

from etl.extract.numbers.vocabulary import change_words

_LOOK_BACK = 40
_ADDED = re.compile(r"\b(?:an?\s(?:additional|further|extra))\s$", re.IGNORECASE)


def is_change(text: str, start: int) -> bool:
    """``start`` is where qualifier and number begin."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return bool(_ADDED.search(before) or _change_lead().search(before))


@cache
def _change_lead() -> re.Pattern[str]:
    """A word of change right before, or within three words before "by"."""
    forms = "|".join(sorted(change_words(), key=len, reverse=True))
    return re.compile(
        rf"(?<![A-Za-z])(?:{forms})\s(?:(?:\w+\s){{0,3}}by\s(?:as\smuch\sas\s|up\sto\s)?)?$", re.IGNORECASE
    )
