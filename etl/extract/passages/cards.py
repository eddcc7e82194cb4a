"""Cards of other stories that a page sets into its sentences: links, headlines under a name, sign-ups."""

from __future__ import annotations

import re

#: "Jane Roe Jane Q. RoeHeadline of a story Another headline MORE": the name again, its headlines glued to it.
_NAME_CARD = re.compile(
    r"\b([A-Z][\w’'-]+)(?P<card> (?:\(?[A-Z][\w’'.-]*\)? ){1,5}\1(?=[A-Z0-9\"“‘'#])[^\n]{0,700}? MORE)\b"
)
#: "(RELATED: Headline)", "[Read more: ...]", "( Also on the Herald: ...)".
_BRACKETED = re.compile(
    r"[(\[]\s?(?:RELATED|READ(?: MORE)?|SEE ALSO|ALSO(?: READ| ON [\w ]{2,20})?|MORE|WATCH|VIDEO|PHOTOS)(?: \w+)?"
    r"\s?[:|–—-] ?[^()\[\]\n]{3,200}[)\]]",
    re.IGNORECASE,
)
#: A link's words after a closed sentence, up to the end of the line: "... on Monday. Read more: Headline".
_TRAILING = re.compile(
    r"(?<=[.!?”\"] )(?:RELATED|READ MORE|SEE ALSO|ALSO READ|READ ALSO|Related|Read more|Read More|See also|Also read)"
    r"(?: stories| story| on this)?\s?[:>|»] ?[^\n.!?]{3,200}$",
    re.MULTILINE,
)
_SURE = ("MORE", "elated", "ELATED", "ead", "EAD", "lso", "LSO", "atch", "ATCH", "ideo", "IDEO", "hotos", "HOTOS")


def without_cards(text: str) -> str:
    """A copy of the same length with blanks where a card of another story stands."""
    if not any(word in text for word in _SURE):
        return text
    if " MORE" in text:
        text = _NAME_CARD.sub(_blank_card, text)
    return _TRAILING.sub(_blank, _BRACKETED.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank_card(match: re.Match[str]) -> str:
    return match.group(1) + " " * len(match.group("card"))
