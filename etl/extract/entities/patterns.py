"""Candidate names told by a head word: "Ministry of X", "X University", "X River"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.attrs import ORTH
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from etl.extract.entities.candidates import Candidate
from etl.extract.entities.lists import courtesy_titles, name_heads, roles

_CONNECTORS = frozenset({"of", "for", "and", "the", "on", "&", "to"})
#: After these heads "and" opens a new name ("Bank of England and Barclays").
_SINGLE_OBJECT_HEADS = frozenset({"Bank", "University", "College", "Church", "School", "Port", "Gulf", "Bay"})


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
        if token.ent_type_ in {"DATE", "TIME"}:
            break
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
        if token.text.isupper() and len(token.text) > 2:
            return False  # a body of its own
        seen_capital = True
    return False
