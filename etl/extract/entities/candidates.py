"""Candidate names of a paragraph, and those that the recogniser proposes, trimmed to what is a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from etl.extract.entities.lists import (
    Listed,
    courtesy_titles,
    gazetteer,
    given_names,
    headline_verbs,
    name_heads,
    not_names,
    role_heads,
    roles,
)
from etl.extract.entities.words import Word
from etl.knowledge import normalise_name

NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
_LEAD = re.compile(
    r"(?:(?:pro|anti|ex|non)-(?=[A-Z])|[\s\"'“”‘’(\[{.,;:#@*•–—-]+|(?:the|The|THE|a|A|an|An|this|that|its|his|her|their)\s+)+"
)
_TAIL = re.compile(
    r"(?: on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"| (?:of|and|for|the|in|at|to|de|on|with|from|-)|['’]s?|[\s\"'“”‘’()\[\]{},;:*•–—-]+)$"
)
#: Where two names were run together; not before "Inc" and the like.
_CUT = re.compile(
    r" [(/–—-]+ ?|(?<=\w{3})/(?=\w{2})|(?<=[a-z])/(?=[A-Z])|\((?=[DRI]-)"
    r"| on (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|, (?!(?:Inc|Ltd|LLC|Co|Corp|Jr|Sr)\b)"
)
#: Parts the names of two persons, or a person's from a title's next words.
_AND_SIGN = re.compile(r" & ")
#: The field of a minister or another office that nobody mistakes for a body's head.
_FIELD_BEFORE = re.compile(
    r"\b(?:(?:[Mm]inister|[Ss]ecretary|[Pp]rovost) (?:of|for)|[Pp]resident for)"
    r" (?:[A-Z][\w-]+,? (?:(?:and|&|of|the) )*){0,6}$"
)
#: The rest of an office: "Minister of Trade and" before "International Cooperation".
_OFFICE_BEFORE = re.compile(
    r"\b(?:(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Dd]irector|[Hh]ead|[Pp]rofessor|[Dd]ean|[Pp]rovost|[Ff]aculty"
    r"|[Dd]egree|[Dd]iploma) (?:of|for|in)|[Pp]resident for) (?:[A-Z][\w-]+,? (?:(?:and|&|of|the) )*){0,6}$"
)
#: What leads from one place to another.
_LINE_AFTER = re.compile(
    r" (?:[Bb]order|railroads?|railways?|highway|motorway|route|road|rail line|line|pipeline|corridor)\b"
)
_OF = re.compile(r" of (?=[A-Z])| on (?=[A-Z])")
#: A species in brackets: "(Tursiops truncatus)".
_SPECIES = re.compile(r"\([A-Z][a-z]{3,} [a-z]{3,}\)")
_OFFICE_AFTER = re.compile(r"(?P<body>[A-Z]{2,6}) (?P<office>[A-Z][a-z]+)")
#: The party and state of a member of parliament: "D-OH".
_PARTY = re.compile(r"[DRI]-[A-Z]")
_POSSESSIVE = re.compile(r"['’]s?\s+")
GENERATIONS = frozenset({"ii", "iii", "iv", "jr", "jr.", "sr", "sr."})
_CUT_AT_VERBS = frozenset({"PERSON", "GPE", "LOC", "NORP"})


@dataclass(slots=True)
class Candidate:
    """A proposed name; offsets are relative to its paragraph. ``evidence`` is added to the article's votes."""

    start: int
    end: int
    label: str
    origin: Literal["model", "list", "pattern", "repeat"]
    listed: tuple[Listed, ...] = ()
    evidence: dict[str, float] = field(default_factory=dict)
    #: What its head word makes it ("... Medical Center"), where a pattern found the same span.
    head_label: str = ""


def model_candidates(doc: Doc, text: str) -> Iterator[Candidate]:
    """The recogniser's names, trimmed and cut where two were run together."""
    for entity in doc.ents:
        if entity.label_ in NAME_LABELS and not _SPECIES.match(text, max(0, entity.start_char - 1)):
            for start, end in _pieces(text, entity.start_char, entity.end_char, entity.label_):
                for left, right in _around_verbs(text, start, end, entity.label_):
                    yield from _trimmed(text, left, right, entity.label_)


def _around_verbs(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """A name without the verbs of a headline: "Obama Says" is a name and a verb."""
    if label not in _CUT_AT_VERBS or " " not in text[start:end]:
        yield start, end
        return
    left = start
    for word in re.finditer(r"\S+", text[start:end]):
        if word.group() in headline_verbs():
            if left < start + word.start():
                yield left, start + word.start()
            left = start + word.end()
    if left < end:
        yield left, end


def _pieces(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """Parts of a recognised span: cut at an opening bracket and after a possessive of a listed place or person.
    What a person owns is no part of the name ("Jeb Bush's Special Report").
    """
    surface = text[start:end]
    if "://" in surface or "www." in surface:
        return
    if cut := _CUT.search(surface) or (_AND_SIGN.search(surface) if label == "PERSON" else None):
        yield from _pieces(text, start, start + cut.start(), label)
        yield from _pieces(text, start + cut.end(), end, label)
        return
    if "-" in surface and (hyphen := _between_places(text, start, end)):
        yield from ((start, hyphen), (hyphen + 1, end))
        return
    if label == "PERSON" and (of := _OF.search(surface)) and _listed_kinds(normalise_name(surface[of.end() :])):
        yield from ((start, start + of.start()), (start + of.end(), end))  # a team or an office of a state
        return
    for match in _POSSESSIVE.finditer(surface):
        if label == "PERSON" and surface.rsplit(" ", 1)[-1] not in name_heads("last"):
            yield start, start + match.start()
            return
        owner = normalise_name(_LEAD.sub("", surface[: match.start()]))
        owned = normalise_name(surface[match.end() :])
        if any(kind != "demonym" for kind in _listed_kinds(owner)) or _is_full_name(owner) or _is_full_name(owned):
            yield start, start + match.start()
            yield from _pieces(text, start + match.end(), end, label)
            return
    yield start, end


def _between_places(text: str, start: int, end: int) -> int | None:
    """Where the hyphen stands between two places ("U.S.-Mexico", "Velmar-Drosk railway"), else nothing."""
    left, hyphen, right = text[start:end].partition("-")
    if not hyphen or "-" in right or not left or not right[:1].isupper() or _is_place(f"{left} {right}"):
        return None
    are_places = all(_is_place(part) or part in {"U.S.", "US"} for part in (left, right))
    return start + len(left) if are_places or _LINE_AFTER.match(text, end) else None


def _is_full_name(normalised: str) -> bool:
    words = normalised.split()
    return 1 < len(words) < 4 and words[0] in given_names()


def _listed_kinds(normalised: str) -> list[str]:
    return [listed.kind for listed in _listed_whole(normalised)]


def _is_place(wording: str) -> bool:
    return any(listed.label in {"GPE", "LOC"} for listed in _listed_whole(normalise_name(wording)))


def _listed_whole(normalised: str) -> Iterator[Listed]:
    words = _placed(normalised)
    for first, last, listed in gazetteer().matches(normalised.title(), words):
        if first == 0 and last == len(words):
            yield listed


def _placed(normalised: str) -> list[Word]:
    placed, position = [], 0
    for word in normalised.split():
        placed.append(Word(position, position + len(word), word.title(), word))
        position += len(word) + 1
    return placed


def _trimmed(text: str, start: int, end: int, label: str) -> Iterator[Candidate]:
    start, end = trim(text, start, end)
    surface = text[start:end]
    if label == "ORG" and (match := _OFFICE_AFTER.fullmatch(surface)) and match["office"].lower() in role_heads():
        end = start + match.end("body")  # "TSA Administrator"
        surface = text[start:end]
    if not is_nameable(surface) or (len(surface) < 3 and surface.isascii() and label != "PERSON"):
        return
    if label == "ORG" and _OFFICE_BEFORE.search(text[max(0, start - 80) : start]):
        return
    candidate = Candidate(start, end, label, "model")
    nation, _, rest = surface.partition(" ")
    if (
        label in {"ORG", "PERSON"}
        and _is_full_name(normalise_name(rest))
        and "demonym" in _listed_kinds(nation.lower())
    ):
        yield Candidate(start + len(nation) + 1, end, "PERSON", "model", (), {"PERSON": 3.0})  # "Briton Ann Rowe"
        return
    if label in {"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT"}:
        titled = skip_titles(surface, is_person=label == "PERSON")
        if titled is None:
            return
        if titled:
            candidate.start += titled
            candidate.evidence["PERSON"] = 3.0
    yield candidate


def is_field_of_office(text: str, start: int) -> bool:
    """Whether what starts here is what a minister is for: "Minister of Industry and Advanced Technology"."""
    return _FIELD_BEFORE.search(text[max(0, start - 80) : start]) is not None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without articles, quotes, brackets and punctuation around it, without a closing possessive."""
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    while start < end and (tail := _TAIL.search(text[start:end])) and tail.start() > 0:
        end = start + tail.start()
    if end - start == 2 and text[end - 1] == ".":
        end -= 1
    if text[start:end].count(".") == 1 and text[end - 1 : end] == "." and end - start > 6:
        word = text[start:end].rsplit(" ", 1)[-1].rstrip(".")
        if word not in {"Co", "Inc", "Ltd", "Corp", "Jr", "Sr", "St"} and len(word) > 2:
            end -= 1
    return start, end


def is_nameable(surface: str) -> bool:
    """Whether wording may be a name at all: a capital somewhere, no address, no listed common word."""
    if len(surface) < 2 or len(surface) > 120 or not any(c.isupper() for c in surface):
        return False
    if "://" in surface or "www." in surface or "@" in surface or "/" in surface[:8]:
        return False
    if normalise_name(surface) in not_names() or _PARTY.match(surface):
        return False
    first = surface.split(maxsplit=1)[0]
    return any(c.isupper() for c in first) or first.lower() in {"al", "de", "van", "von", "el", "bin", "du", "da", "di"}


def skip_titles(surface: str, *, is_person: bool) -> int | None:
    """Length of the titles that open a name ("President", "Lt. Gen. Dr", for a person "Deputy Defense
    Minister" too); ``None`` where nothing but an office remains ("Minister of Health").
    """
    words = list(re.finditer(r"[^\s-]+(?:-[^\s]+)?", surface))
    if len(words) < 2 or words[-1].group().rstrip(".") in name_heads("last") or words[-1].group() in name_heads("last"):
        return 0
    skipped = 0
    for number, word in enumerate(words[:-1], 1):
        if _is_title(word.group()):
            skipped = number
        elif not is_person:
            break
    if skipped and words[skipped].group().lower() in {"of", "for", "to"}:
        return None
    last = words[-1].group().lower()
    is_national = not skipped and "demonym" in _listed_kinds(words[0].group().lower())
    if is_national and all(_is_title(word.group()) for word in words[1:]):
        return None
    if skipped == len(words) - 1 and (last in roles() or last in role_heads()):
        return None
    if skipped == len(words) - 1 and last in GENERATIONS:
        return 0  # "King III", "Martin Luther King III": a name, not a title
    return words[skipped].start()


def _is_title(word: str) -> bool:
    bare = word.rstrip(".").lower()
    return bare in courtesy_titles() or bare in roles() or bare in role_heads() or bare.rsplit("-", 1)[-1] in roles()
