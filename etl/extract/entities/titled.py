"""Names that only the words before them tell: "Minister R Ashvik", "chef Mitsu Tamura", "the province of Tiamet"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from etl.extract.entities.candidates import Candidate
from etl.extract.entities.lists import courtesy_titles, name_heads, not_names, role_heads, roles
from etl.extract.entities.words import Word
from etl.lexicon import read_table

#: A title's name is at most so many words long.
_LONGEST = 4


def titled_candidates(doc: Doc, text: str, words: list[Word], taken: list[Candidate]) -> Iterator[Candidate]:
    """Capitalised words after a title or an occupation, or after "the province of", where nothing else was found."""
    free = 0
    openers = _openers()
    for position, word in enumerate(words):
        if word.folded not in openers or position < free or (group := _told_by(text, words, position)) is None:
            continue
        last = free = _run_end(text, words, position)
        first = position + 1
        while first < last and words[first].folded in _titles():
            first += 1
        is_bare = group == "PERSON" and word.text[0].islower()
        if first + is_bare < last and not any(_is_no_name(w) for w in words[first:last]):
            start, end = words[first].start, words[last - 1].end
            span = doc.char_span(start, end)
            is_free = all(c.end <= word.start or c.start >= end for c in taken)
            if is_free and span is not None and all(token.tag_ == "NNP" for token in span):
                yield Candidate(start, end, "GPE" if group == "PLACE" else group, "pattern", (), {group: 3.0})


def _told_by(text: str, words: list[Word], position: int) -> str | None:
    """What a word tells of capitalised words after it, if anything."""
    word = words[position]
    if word.folded in _titles():
        return "PERSON"
    if word.folded == "of" and position and words[position - 1].folded in _kinds_of_place():
        return "PLACE" if text[words[position - 1].end : word.start] == " " else None
    return None


def _run_end(text: str, words: list[Word], position: int) -> int:
    """Past the last of the capitalised words that follow the title, one blank apart."""
    last = position + 1
    while (
        last < len(words)
        and last - position <= _LONGEST
        and text[words[last - 1].end : words[last].start] in {" ", ". "}
        and words[last].text[0].isupper()
        and not (text[words[last - 1].end] == "." and words[last - 1].folded not in _titles())
    ):
        last += 1
    return last


def _is_no_name(word: Word) -> bool:
    is_common = word.text in name_heads("last") or word.folded in role_heads() or word.folded in not_names()
    return is_common or (word.text.isupper() and len(word.text) > 1)


@cache
def _kinds_of_place() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_table("entities/kind_nouns.csv") if row["class"] == "PLACE")


@cache
def _openers() -> frozenset[str]:
    """Words worth a closer look; nearly all are not."""
    return _titles() | {"of"}


@cache
def _titles() -> frozenset[str]:
    """Titles of one word, folded; ranks and offices whose holder is named after them."""
    return frozenset(title for title in (*courtesy_titles(), *roles()) if " " not in title)
