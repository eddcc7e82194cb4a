"""Spellings a name takes on its way into Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.knowledge import CACHED_NAMES

_ENDINGS = re.compile(r"(?:iy|yy|ij|yj|yi|ii|ei|ey|y|i|j)$")
_SPELLINGS = (("zh", "z"), ("kh", "h"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ck", "k"), ("w", "v"), ("yu", "u"),
              ("iu", "u"), ("ya", "a"), ("ia", "a"), ("ye", "e"), ("ks", "x"), ("q", "k"))  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=CACHED_NAMES)
def transliteration_key(word: str) -> str:
    """One form for the spellings a name takes on its way into Latin letters (Zelensky, Zelenskyy, Zelenskyj)."""
    key = word
    for written, plain in _SPELLINGS:
        key = key.replace(written, plain)
    key = _DOUBLED.sub(r"\1", key)
    return _ENDINGS.sub("y", key) if len(key) > 4 else key
