"""Candidate names of a paragraph: what the recogniser, the gazetteer and the patterns each propose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from spacy.attrs import ORTH
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

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
from etl.knowledge import load_knowledge, normalise_name

NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
_LEAD = re.compile(r"(?:[\s\"'“”‘’(\[{.,;:#@*•–—-]+|(?:the|The|THE|a|A|an|An|this|that|its|his|her|their)\s+)+")
_TAIL = re.compile(r"(?: (?:of|and|for|the|in|at|to|de|on|with|from|-)|['’]s?|[\s\"'“”‘’()\[\]{},;:*•–—-]+)$")
#: Where two names were run together; not before "Inc" and the like.
_CUT = re.compile(
    r" [(/–—-]+ ?| on (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|, (?!(?:Inc|Ltd|LLC|Co|Corp|Jr|Sr)\b)"
)
_URL = re.compile(
    r"(?:\w{1,12}://|www\.)\S*|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|gov|edu|info|co|io)\b\S*"
)
#: What every address has in it; quick to look for.
_URL_PART = re.compile(r"://|www\.|\.(?:com|org|net|gov|edu|info|co|io)\b")
#: The rest of an office: "Minister of Trade and" before "International Cooperation".
_OFFICE_BEFORE = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Dd]irector|[Hh]ead|[Pp]rofessor|[Dd]ean|[Ff]aculty|[Dd]egree|[Dd]iploma)"
    r" (?:of|for|in) (?:[A-Z][\w-]+,? (?:(?:and|&|of|the) )*){0,6}$"
)
_OWNED = re.compile(r"(?:['’]s?)? ")
_POSSESSIVE = re.compile(r"['’]s?\s+")
_CUT_AT_VERBS = frozenset({"PERSON", "GPE", "LOC", "NORP"})
_CONNECTORS = frozenset({"of", "for", "and", "the", "on", "&", "to"})
#: After these heads "and" opens a new name ("Bank of England and Barclays").
_SINGLE_OBJECT_HEADS = frozenset({"Bank", "University", "College", "Church", "School", "Port", "Gulf", "Bay"})


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
        if entity.label_ in NAME_LABELS:
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
    if cut := _CUT.search(surface):
        yield from _pieces(text, start, start + cut.start(), label)
        yield from _pieces(text, start + cut.end(), end, label)
        return
    for match in _POSSESSIVE.finditer(surface):
        if label == "PERSON" and surface.rsplit(" ", 1)[-1] not in name_heads("last"):
            yield start, start + match.start()
            return
        owner = normalise_name(_LEAD.sub("", surface[: match.start()]))
        if any(kind != "demonym" for kind in _listed_kinds(owner)) or _is_full_name(owner):
            yield start, start + match.start()
            yield from _pieces(text, start + match.end(), end, label)
            return
    yield start, end


def _is_full_name(normalised: str) -> bool:
    words = normalised.split()
    return 1 < len(words) < 4 and words[0] in given_names()


def _listed_kinds(normalised: str) -> list[str]:
    words = [Word(0, len(w), w.title(), w) for w in normalised.split()]
    return [
        listed.kind
        for first, last, listed in gazetteer().matches(normalised.title(), _placed(normalised))
        if first == 0 and last == len(words)
    ]


def _placed(normalised: str) -> list[Word]:
    placed, position = [], 0
    for word in normalised.split():
        placed.append(Word(position, position + len(word), word.title(), word))
        position += len(word) + 1
    return placed


def _trimmed(text: str, start: int, end: int, label: str) -> Iterator[Candidate]:
    start, end = trim(text, start, end)
    surface = text[start:end]
    if not is_nameable(surface) or (len(surface) < 3 and surface.isascii() and label != "PERSON"):
        return
    if label == "ORG" and _OFFICE_BEFORE.search(text[max(0, start - 80) : start]):
        return
    candidate = Candidate(start, end, label, "model")
    if label in {"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT"}:
        titled = skip_titles(surface, is_person=label == "PERSON")
        if titled is None:
            return
        if titled:
            candidate.start += titled
            candidate.evidence["PERSON"] = 3.0
    yield candidate


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
    if normalise_name(surface) in not_names():
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
    return words[skipped].start()


def _is_title(word: str) -> bool:
    bare = word.rstrip(".").lower()
    return bare in courtesy_titles() or bare in roles() or bare in role_heads() or bare.rsplit("-", 1)[-1] in roles()


def list_candidates(text: str, words: list[Word], is_shouted: bool) -> Iterator[Candidate]:
    """Names of the gazetteer. In a line all in capitals acronyms are not told from words."""
    addresses = [match.span() for match in _URL.finditer(text)] if _URL_PART.search(text) else []
    grouped: dict[tuple[int, int], list[Listed]] = {}
    for first, last, listed in gazetteer().matches(text, words):
        if not (is_shouted and listed.kind == "acronym") and not _in_address(addresses, words[first].start):
            grouped.setdefault((first, last), []).append(listed)
    for (first, last), found in grouped.items():
        end = words[last - 1].end
        if text[end : end + 1] == "." and words[last - 1].end - words[last - 1].start == 1 and last - first > 1:
            end += 1
        yield Candidate(words[first].start, end, found[0].label, "list", tuple(found))


def body_candidates(text: str, words: list[Word], listed: list[Candidate]) -> Iterator[Candidate]:
    """Bodies a state has under a name of its own, after the state's name: "Ukraine's Defense Intelligence"."""
    by_start = {word.start: position for position, word in enumerate(words)}
    for candidate in listed:
        state = next((e.known.key for e in candidate.listed if e.known and e.known.type == "state"), None)
        gap = _OWNED.match(text, candidate.end) if state else None
        first = by_start.get(gap.end()) if gap else None
        if state is None or first is None:
            continue
        for last in range(min(first + 5, len(words)), first, -1):
            run = words[first:last]
            wording = text[run[0].start : run[-1].end]
            if all(word.text[0].isupper() for word in run) and load_knowledge().of_state(state, wording):
                yield Candidate(run[0].start, run[-1].end, "ORG", "pattern", (), {"ORG": 4.0})
                break


def _in_address(addresses: list[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in addresses)


def pattern_candidates(doc: Doc) -> Iterator[Candidate]:
    """Names told by a head word: "Ministry of X", "X University", "X River", and acronyms in brackets."""
    first_heads, last_heads, interned = name_heads("first"), name_heads("last"), _interned_heads()
    for position, word_id in enumerate(doc.to_array([ORTH]).tolist()):
        if word_id not in interned:
            continue
        word = interned[word_id]
        if word in first_heads and position + 2 < len(doc) and doc[position + 1].text in {"of", "for", "on"}:
            last = _object_end(doc, position, word not in _SINGLE_OBJECT_HEADS)
            if last:
                yield _pattern(doc, _left_edge(doc, position, only_states=True), last, first_heads[word])
        label = _head_label(doc, position, last_heads) if position else None
        if label and (position + 1 == len(doc) or not _is_capital(doc[position + 1])):
            first = _left_edge(doc, position, only_states=False)
            if first < position:
                yield _pattern(doc, first, position + 1, label)


@cache
def _interned_heads() -> dict[int, str]:
    """The parser's number of a word -> the word, for each that may be the head of a pattern."""
    heads = {*name_heads("first"), *(head.rsplit(" ", 1)[-1] for head in name_heads("last"))}
    return {int(get_string_id(head)): head for head in heads}


def _head_label(doc: Doc, position: int, last_heads: dict[str, str]) -> str | None:
    word = doc[position].text
    if word not in last_heads and not word[:1].isupper():
        return None
    return last_heads.get(f"{doc[position - 1].text} {word}") or last_heads.get(word)


def _pattern(doc: Doc, first: int, last: int, label: str) -> Candidate:
    span = doc[first:last]
    group = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "EVENT": "OTHER"}.get(label, label)
    return Candidate(span.start_char, span.end_char, label, "pattern", (), {group: 4.0})


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.text not in {"I", "The", "A", "An", "In", "On", "At", "But", "And"}


def _left_edge(doc: Doc, position: int, *, only_states: bool) -> int:
    """First token of the run of capitalised words that ends at ``position``."""
    edge = position
    while edge and position - edge < 8:
        token = doc[edge - 1]
        if token.text == "-" and edge > 1 and _is_capital(doc[edge - 2]) and not doc[edge - 2].whitespace_:
            edge -= 2
            continue
        if not _is_capital(token) or token.ent_type_ in {"DATE", "CARDINAL", "TIME"}:
            break
        bare = token.text.rstrip(".").lower()
        if bare in courtesy_titles() or (bare in roles() and bare not in {"general", "justice", "major"}):
            break
        if only_states and token.ent_type_ not in {"GPE", "NORP", "ORG"}:
            break
        if token.is_sent_start and token.pos_ not in {"PROPN", "ADJ", "NOUN"}:
            break
        edge -= 1
    return edge


def _object_end(doc: Doc, position: int, may_join: bool) -> int | None:
    """Token past the object of "Ministry of ...": capitalised words joined by small connectors."""
    may_list = doc[position].text in {"Ministry", "Department"}
    last, index = None, position + 2
    while index < len(doc) and index - position < 14:
        token = doc[index]
        if _is_capital(token) and token.text.rstrip(".").lower() not in courtesy_titles():
            last = index + 1
        elif token.text == "and" and last == index and may_join and index + 1 < len(doc):
            following = doc[index + 1]
            if not _is_capital(following) or following.ent_type_ in {"PERSON", "GPE"}:
                break
        elif token.text == "," and may_list and last == index and _list_goes_on(doc, index):
            pass
        elif (token.text.lower() not in _CONNECTORS - {"and"} and token.text != "-") or _is_dangling(doc, index):
            break
        index += 1
    return last


def _is_dangling(doc: Doc, index: int) -> bool:
    """A connector that no capitalised word follows."""
    if doc[index].text.lower() not in _CONNECTORS or index + 1 >= len(doc):
        return False
    following = doc[index + 1]
    return not _is_capital(following) and following.text.lower() not in _CONNECTORS


def _list_goes_on(doc: Doc, index: int) -> bool:
    """Whether a comma belongs to a ministry's long name: more fields follow and "and" closes them."""
    seen_capital = False
    for token in doc[index + 1 : index + 10]:
        if token.text in {"and", "&"}:
            return seen_capital
        if (not _is_capital(token) and token.text != ",") or token.ent_type_ in {"PERSON", "GPE"}:
            return False
        seen_capital = True
    return False
