"""A cue: the words that say that somebody says."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a paragraph. ``start``/``end`` are its tokens; ``head`` the verb, noun or preposition.

    ``content`` holds token ranges of what is reported, empty where the cue only stands beside a
    quotation. ``frame`` says how it was found: clause, infinitive, object, naming, parenthesis, according...
    """

    head: Token
    start: int
    end: int
    cue_class: str
    frame: str
    speaker: Token | None
    content: tuple[tuple[int, int], ...] = ()
    can_quote: bool = True
