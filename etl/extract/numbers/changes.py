"""Whether a number is the size of a change ("rose by 300") and not the level reached ("to 1,200")."""

from __future__ import annotations

import re

from etl.extract.numbers.nouns import NounFinder
from etl.extract.numbers.vocabulary import change_words

_BY = re.compile(r"\bby\s(?:as\smuch\sas\s|up\sto\s)?$", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:another|an?\s(?:additional|further|extra)|up|down)\s$", re.IGNORECASE)
#: "another 26% say" is a further share and no change.
_ANOTHER = re.compile(r"\banother\s$", re.IGNORECASE)
_SHARE = re.compile(r"\s?(?:%|per\s?cent)", re.IGNORECASE)
_LOOK_BACK = 32
_NEAR = 4


def is_change(text: str, finder: NounFinder, start: int, end: int) -> bool:
    """``start`` is where qualifier and number begin, ``end`` where the number ends."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if _ADDED.search(before) and not (_ANOTHER.search(before) and _SHARE.match(text, end)):
        return not before.lower().endswith(("up to ", "as up "))
    token = finder.token_before(start)
    if token is None or not before.endswith(" "):
        return False
    if _BY.search(before):
        earlier = finder.doc[max(0, token.i - _NEAR) : token.i]
        return any(word.lemma_.lower() in change_words() for word in earlier)
    return token.lemma_.lower() in change_words() and token.pos_ in {"VERB", "ADV", "ADP"}
