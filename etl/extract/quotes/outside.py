"""A speaker outside the marks, where the parse took words inside them for the subject."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from etl.extract.quotes.subjects import CLIMB, PRONOUNS, SUBJECTS, beside, can_name

_MISREAD_SUBJECTS = SUBJECTS | {"dobj", "npadvmod", "appos"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
#: How a verb that takes its subject from another hangs on it.
_CARRIED_ON = frozenset({"xcomp", "advcl", "conj", "ccomp", "dep"})
_SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def subject_outside(verb: Token, inside: Callable[[int], bool]) -> Token | None:
    """A subject that is not itself quoted, where the parse took words inside the marks for it."""
    at = verb
    for _ in range(CLIMB):
        if not inside(at.i):
            outside = (c for c in at.children if c.dep_ in _MISREAD_SUBJECTS and not inside(c.i))
            if named := next((c for c in outside if c.pos_ in _NOMINAL and can_name(c)), None):
                return named
            found = beside(at)
            if found is not None and not inside(found.i):
                return found
        if at.dep_ not in _CARRIED_ON or at.head.i == at.i:
            break
        at = at.head
    return _name_before(verb, inside)


def _name_before(verb: Token, inside: Callable[[int], bool]) -> Token | None:
    """The name that opens the verb's sentence, where the parse has no subject for it ("Roe disagreed, writing:")."""
    for token in verb.doc[verb.sent.start : verb.i]:
        if inside(token.i) or token.dep_ in {"pobj", "poss", "dobj"}:
            continue
        if token.lower_ in PRONOUNS or (token.ent_type_ in _SPEAKING and token.pos_ == "PROPN"):
            return _last_of_name(token)
    return None


def _last_of_name(token: Token) -> Token:
    doc, at = token.doc, token.i
    while at + 1 < len(doc) and doc[at + 1].ent_iob_ == "I" and doc[at + 1].pos_ == "PROPN":
        at += 1
    return doc[at]
