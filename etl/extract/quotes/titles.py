"""Marks that hold no speech: names of works and broadcasts, headings, nicknames."""

from __future__ import annotations

from etl.extract.quotes.attribution import TokenIndex
from etl.extract.quotes.marks import Marked, last_character
from etl.extract.quotes.vocabulary import document_nouns

_CONTENT_TAGS = ("NN", "VB", "JJ", "RB")
_LONGEST_TITLE = 20
_ARTICLES = frozenset({"the", "a", "an"})


def is_title(index: TokenIndex, marked: Marked) -> bool:
    """The name of a work or broadcast inside a sentence: all words of weight capitalised, no comma or colon
    before it, and no verb that utters them: "told CBS' “Face the Nation”", not "chanted “Lock Them Up”".
    """
    first, last = index.range(marked.start, marked.end)
    before = index.text[: marked.outer_start].rstrip()
    if _is_named_work(index, before):
        before = before[:-1]
    if not before or not (before[-1].isalnum() or before[-1] in "'’") or not 1 < last - first <= _LONGEST_TITLE:
        return False
    preceding = index.doc[index.from_offset(len(before)) - 1]
    if preceding.pos_ == "VERB" and preceding.lemma_.lower() != "tell":
        return False
    words = [t for t in index.doc[first:last] if t.is_alpha and t.tag_.startswith(_CONTENT_TAGS)]
    words = [t for t in words if t.text not in _ARTICLES]  # inside a title the tagger takes "the" for a name too
    return len(words) > 1 and all(t.text[0].isupper() for t in words)


def _is_named_work(index: TokenIndex, before: str) -> bool:
    """Whether a book or the like stands before a comma: "in her new book, “Title of It”"."""
    if not before.endswith(","):
        return False
    noun = index.doc[index.from_offset(len(before) - 1) - 1]
    return noun.lemma_.lower() in document_nouns()


def is_heading(index: TokenIndex, marked: Marked) -> bool:
    """A line that is nothing but a title in marks."""
    words = index.text[marked.start : marked.end].split()
    if index.text[marked.outer_end :].strip(" .") or len(words) > 10:
        return False
    is_capitalised = all(word[:1].isupper() for word in words if len(word) > 3)
    return is_capitalised or (marked.is_single and not ends_sentence(index.text, marked))


def is_name_part(index: TokenIndex, marked: Marked) -> bool:
    """A nickname or the like between two names, as in Jane "Jay" Roe."""
    words = index.text[marked.start : marked.end].split()
    return len(words) == 1 and index.text[marked.outer_end : marked.outer_end + 2].strip()[:1].isupper()


def ends_sentence(text: str, marked: Marked) -> bool:
    """Whether quoted words close as a sentence or part of one does, or do not close at all."""
    return last_character(text, marked) in ",.!?…—-" or not marked.is_closed
