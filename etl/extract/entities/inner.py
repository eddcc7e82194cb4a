"""Places that the names of bodies and buildings hold: "Guyana" in "Transparency Institute of Guyana".

They are mentions of their own, found after everything else: no reading of who speaks takes a part for the whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract.entities.lists import Listed, gazetteer, given_names, outlet_heads
from etl.extract.entities.places import add_place
from etl.extract.entities.registry import Registry
from etl.extract.entities.words import NameList, Word, read_words_of
from etl.records import EntityMention

_HOLDERS = frozenset({"ORG", "FAC"})
_PLACES = frozenset({"GPE", "LOC"})
_DIRECTIONS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central"})
_DIVISIONS = frozenset({"County", "Province", "District", "State", "City", "Region", "Prefecture", "Oblast"})


def add_inner_places(registry: Registry) -> None:
    """Mention the places that stand inside longer names of bodies and buildings."""
    mentions = [m for m in registry.frozen_mentions() if m.kind == "name" and m.label in _PLACES | _HOLDERS]
    own = NameList(_own_places(mentions))
    for mention in mentions:
        if mention.label in _HOLDERS and " " in mention.text and not _is_known_by_itself(registry, mention):
            words = read_words_of(mention.text)
            for first, last, label, listed in _places_in(mention.text, words, own):
                start, end = words[first].start, words[last - 1].end
                if last - first > 1 and mention.text[end - 2 : end + 1].startswith(".") and mention.text[end] == ".":
                    end += 1  # "U.S."
                surface = mention.text[start:end]
                draft = registry.called(surface) if not listed else None
                draft = draft if draft is not None and draft.type == "place" else add_place(registry, surface, listed)
                registry.mention(mention.start + start, mention.start + end, surface, label, "name", draft)


def _own_places(mentions: list[EntityMention]) -> Iterator[tuple[str, bool, str]]:
    """Places that the article names by themselves."""
    yield from {(m.text, False, m.label) for m in mentions if m.label in _PLACES and m.text[:1].isupper()}


def _is_known_by_itself(registry: Registry, mention: EntityMention) -> bool:
    """Whether nobody thinks of a place at the name: a body of the knowledge base or an outlet ("New York Times")."""
    draft = registry.draft_of(mention)
    is_known = draft is not None and (draft.key is not None or draft.type == "outlet")
    return is_known or mention.text.rsplit(" ", 1)[-1] in outlet_heads()


def _places_in(text: str, words: list[Word], own: NameList[str]) -> Iterator[tuple[int, int, str, tuple[Listed, ...]]]:
    """(first word, word past the last, label, what the lists say) of each place inside a name, left to right."""
    taken = 0
    found: dict[tuple[int, int], tuple[str, tuple[Listed, ...]]] = {}
    for first, last, label in own.matches(text, words):
        found[first, last] = label, ()
    for first, last, listed in gazetteer().matches(text, words):
        if listed.label in _PLACES and not listed.is_ambiguous:
            found[first, last] = listed.label, (*found.get((first, last), ("", ()))[1], listed)
    for (first, last), (label, listed_of) in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if first < taken or last - first == len(words) or _is_of_a_person(words, first):
            continue
        left = first - 1 if first and words[first - 1].text in _DIRECTIONS else first
        right = last + 1 if last < len(words) - 1 and words[last].text in _DIVISIONS else last
        is_wider = (left, right) != (first, last)
        taken = right
        yield left, right, label, () if is_wider else listed_of


def _is_of_a_person(words: list[Word], first: int) -> bool:
    """Whether a place's name is a surname here ("George Washington University")."""
    return first > 0 and words[first - 1].folded in given_names()
