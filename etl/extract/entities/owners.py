"""What a name is, told by the possessive pronoun of its clause: "Lumora will close its plant" is about no person."""

from __future__ import annotations

from spacy.tokens import Doc

from etl.extract.entities.candidates import Candidate

#: Possessive pronoun -> the group of a name that owns, and how much one sighting counts.
_OWNERS = {"its": ("ORG", 2.5), "his": ("PERSON", 1.0), "her": ("PERSON", 1.0)}
#: How many tokens after the verb the pronoun may stand.
_REACH = 10


def told_by_pronoun(doc: Doc, candidate: Candidate) -> None:
    """Add what the pronoun tells of a name of one word, the subject of its clause, that no list knows."""
    if candidate.origin != "model" or candidate.listed or candidate.label not in {"PERSON", "ORG"}:
        return
    span = doc.char_span(candidate.start, candidate.end)
    if span is None or len(span) != 1 or span.root.dep_ != "nsubj":
        return
    verb = span.root.head
    for token in doc[verb.i + 1 : min(verb.i + _REACH, verb.sent.end)]:
        if token.dep_ in {"nsubj", "nsubjpass"} or token.is_quote:
            return
        if token.lower_ in _OWNERS and token.dep_ == "poss":
            group, weight = _OWNERS[token.lower_]
            candidate.evidence[group] = candidate.evidence.get(group, 0.0) + weight
            return
