"""A closing "..., X said on Friday" whose subject the parse lost: read from the words as they stand."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from etl.extract.quotes.vocabulary import evidence_nouns, informant_nouns, reporting_verbs

#: How many tokens a name with its titles, or an apposition between commas, may hold.
_LONGEST_NAME = 12
_NAME_WORDS = frozenset({"PROPN", "NOUN", "ADJ", "PART", "DET", "NUM"})
_INSIDE_NAMES = frozenset({"of", "for", "-", "–", "&", "."})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_AFTER = frozenset({"ADP", "ADV", "PUNCT", "SPACE"})
_TIMES = frozenset({"DATE", "TIME"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class LostSubject:
    """The head of a speaker's noun phrase, and the phrase's first token."""

    head: Token
    start: int


def lost_subject(verb: Token) -> LostSubject | None:
    """The noun phrase between a comma and a verb of speech that ends its clause, unless the parse has it already."""
    entry = reporting_verbs().get(verb.lemma_.lower())
    if entry is None or entry.cue_class != "speech" or not entry.takes("clause") or not _ends_clause(verb):
        return None
    last = _name_end(verb)
    if last is None:
        return None
    start = _name_start(verb.doc[last])
    if start <= verb.sent.start or verb.doc[start - 1].text != ",":
        return None
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS and child.i < verb.i]
    if any(child.i >= start or (child.ent_type_ == "PERSON" and child.right_edge.i >= last) for child in subjects):
        return None
    if not any(token.dep_ in {"nsubj", "nsubjpass", "expl"} for token in verb.doc[verb.sent.start : start]):
        return None
    return LostSubject(_head(verb.doc[start : last + 1]), start)


def inverted_subject(verb: Token) -> Token | None:
    """The speaker after a verb that closes a sentence, ", reported the Herald.", where the parse sees an object."""
    entry = reporting_verbs().get(verb.lemma_.lower())
    if entry is None or not entry.takes("clause") or entry.takes("addressee") or verb.i <= verb.sent.start + 1:
        return None
    doc, end = verb.doc, verb.sent.end
    if (
        verb.tag_ not in {"VBD", "VBZ"}
        or doc[verb.i - 1].text != ","
        or any(child.i < verb.i and child.dep_ in _SUBJECTS for child in verb.children)
    ):
        return None
    follows = range(verb.i + 1, min(verb.i + _LONGEST_NAME, end))
    head = next((doc[at] for at in follows if doc[at].pos_ in {"NOUN", "PROPN"} and _heads_phrase(doc[at], verb)), None)
    if head is None or head.left_edge.i != verb.i + 1 or not _may_have_told(head):
        return None
    return head if not any(doc[at].text in {",", ";"} for at in range(head.right_edge.i + 1, end)) else None


def _heads_phrase(noun: Token, verb: Token) -> bool:
    return noun.head.i == verb.i or (noun.dep_ in _SUBJECTS and noun.head.head.i == verb.i)


def _may_have_told(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in evidence_nouns() | informant_nouns()


def _ends_clause(verb: Token) -> bool:
    """Whether nothing but adjuncts follows a finite verb."""
    if verb.tag_ not in _FINITE or any(child.dep_ in {"aux", "auxpass", "neg"} for child in verb.lefts):
        return False
    following = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
    return following is None or following.pos_ in _AFTER or following.ent_type_ in _TIMES


def _name_end(verb: Token) -> int | None:
    """The last token of the name before a verb, past a bracketed acronym or an apposition between commas."""
    doc, first, at = verb.doc, verb.sent.start, verb.i - 1
    for mark, opening in ((")", "("), (",", ",")):
        if at > first and doc[at].text == mark:
            floor = max(first, at - _LONGEST_NAME)
            at = next((i for i in range(at - 1, floor, -1) if doc[i].text == opening), first) - 1
    if at <= first or doc[at].pos_ not in {"PROPN", "NOUN"} or doc[at].ent_type_ in _TIMES:
        return None
    return at


def _name_start(name: Token) -> int:
    at = name.i
    while at > max(name.i - _LONGEST_NAME, name.sent.start):
        before = name.doc[at - 1]
        if before.pos_ not in _NAME_WORDS and before.lower_ not in _INSIDE_NAMES:
            break
        at -= 1
    return at


def _head(words: Span) -> Token:
    """The last word before "of" or "for": "the [Ministry] of Defence"."""
    for token in words:
        if token.lower_ in {"of", "for"} and token.i > words.start:
            return token.nbor(-1)
    return words[len(words) - 1]
