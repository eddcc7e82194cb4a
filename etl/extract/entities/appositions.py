"""What a name is, told by words set off beside it: "NAME, a lawyer", "his daughter, NAME", "the capital, NAME,"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from etl.extract.entities.lists import role_heads
from etl.lexicon import read_table

#: How much one sighting counts beside the recogniser's reading.
_SET_OFF = 2.5
_AFTER = re.compile(
    r"(?: \([^()]{1,20}\))?, (?P<article>(?:an?|the|its|his|her|their|our|my|one of (?:his|her|their|the)) )?"
    r"(?:(?!(?:an?|the|its|his|her|their|my|our)\b)[\w'’-]+ ){0,4}?(?P<head>[a-z][\w'’-]+)"
    r"(?:[,.;:)]| (?:of|for|at|with)\b|(?P<open> (?:who|which|that|from|to|and|in)\b))"
)
#: After such a word the name is where something happens, and what follows is the subject ("In NAME, the mayor said").
_SCENE = re.compile(r"(?:^|\W)(?:in|at|from|near|outside|to|on|for|across|around)(?: the)? $", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?P<article>\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y) |['’]s? )"
    r"(?:[\w'’-]+ ){0,3}?(?P<head>[a-z][\w'’-]+)"
    r"(?: (?:of|for) (?!(?:his|her|its|their|our|my)\b)[^,.;:()\"“”]{2,50})?, $"
)
_OPENERS = (" such as ", " including ", " like ", " of ")
_OPENING = re.compile(r"\b(?P<head>[a-z][\w'’-]+(?:s|men)),? (?:such as|including|like|(?P<of>of)) $")
_CLOSING = re.compile(
    r"(?:,? (?:and|or) |, )(?:many |several )?other (?:[a-z][\w-]+ ){0,2}?(?P<head>[a-z][\w-]+(?:s|men))\b"
)
_CLOSED = re.compile(r"(?:['’]s?)?[,.;:)]")


def told_beside(text: str, start: int, end: int) -> Iterator[tuple[str, float]]:
    """(group, weight) of what the words set off after or before a name say that it is."""
    after = text[end : end + 80]
    if (
        after[:2] in {", ", " ("}
        and (match := _AFTER.match(after))
        and not _SCENE.search(text[max(0, start - 12) : start])
    ):
        group = _group(match["head"])
        is_bare = match["article"] is None
        if (group == "PERSON" and not (is_bare and match["open"])) or (
            group and not is_bare and not match["article"].startswith("the")
        ):
            yield group, _SET_OFF
    if (
        text[start - 2 : start] == ", "
        and _CLOSED.match(after)
        and (match := _BEFORE.search(text[max(0, start - 90) : start]))
    ):
        group = _group(match["head"])
        if group:
            yield group, _SET_OFF


def told_around_list(before: str, after: str) -> str | None:
    """The group of the names of a list that a plural noun introduces ("towns such as", "villages of") or sums up ("and
    other suburbs").
    """
    opening = _OPENING.search(before) if before.endswith(_OPENERS) else None
    match = opening or (_CLOSING.match(after) if " other " in after else None)
    group = _group(_singular(match["head"])) if match else None
    if (opening and opening["of"]) or (group == "PERSON" and not opening):
        return group if group == "PLACE" else None  # "leaders of" a body, "the police and other officials"
    return group


def _singular(noun: str) -> str:
    if noun in {"men", "women"}:
        return noun.replace("e", "a")
    return f"{noun.removesuffix('ies')}y" if noun.endswith("ies") and noun != "series" else noun.removesuffix("s")


def _group(noun: str) -> str | None:
    kinds = _nouns()
    return kinds.get(noun) or ("PERSON" if noun in role_heads() and noun not in kinds else None)


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in read_table("entities/kind_nouns.csv")}
