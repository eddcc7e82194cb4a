"""Reporting verbs that the parse takes for nouns: "Roe claims that ...", ", the Herald reports, ..."."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from etl.extract.quotes.cue import Cue
from etl.extract.quotes.subjects import beside
from etl.extract.quotes.vocabulary import ReportingVerb, reporting_nouns, reporting_verbs
from etl.lexicon import read_words

#: The longest name between the commas of ", the Harbour Herald reports,".
_LONGEST_NAME = 6
_NAME_WORDS = frozenset({"PROPN", "DET", "ADJ", "NOUN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLURAL = frozenset({"NNS", "NNPS"})


def misread_verb(noun: Token) -> Iterator[Cue]:
    """The cue that a supposed noun is."""
    entry = reporting_verbs().get(noun.lemma_.lower())
    if entry is None or not entry.takes("clause") or not 0 < noun.i < len(noun.doc) - 1:
        return
    if found := _before_that(noun, entry) or _after_plural(noun, entry) or _between_commas(noun, entry):
        yield found


def _before_that(noun: Token, entry: ReportingVerb) -> Cue | None:
    """A plural noun with "that" behind it and a name or pronoun before it."""
    subject, that = noun.nbor(-1), noun.nbor()
    is_named = subject.pos_ == "PROPN" or subject.lower_ in {"he", "she"}
    is_cue = noun.tag_ == "NNS" and noun.lemma_.lower() in reporting_nouns()
    if that.dep_ == "mark" and subject.i == noun.sent.start and noun.dep_ == "dobj":  # "Roe charges that ..."
        is_named, is_cue = subject.text[:1].isupper(), noun.tag_ == "NNS"
    if not is_cue or that.lower_ != "that" or not is_named:
        return None
    end = max(that.head.right_edge.i + 1, noun.i + 2)
    return Cue(noun, noun.i, noun.i + 1, entry.cue_class, "clause", subject, ((noun.i + 1, end),))


def _after_plural(noun: Token, entry: ReportingVerb) -> Cue | None:
    """A base form that is no noun, after people and before a clause: "prosecutors allege Roe helped"."""
    subject = noun.nbor(-1)
    if noun.lower_ not in _never_nouns() or subject.tag_ not in _PLURAL:
        return None
    verb = next((t for t in noun.doc[noun.i + 1 : noun.sent.end] if t.tag_ in _FINITE), None)
    if verb is None:
        return None
    while noun.i < verb.head.i != verb.i:
        verb = verb.head
    return Cue(noun, noun.i, noun.i + 1, entry.cue_class, "clause", subject, ((noun.i + 1, verb.right_edge.i + 1),))


def verb_after_marks(token: Token) -> Iterator[Cue]:
    """A past tense that the parse takes for part of a name, right behind a quotation: '"...," huffed Roe'."""
    if not 0 < token.i < len(token.doc) - 1 or not token.nbor(-1).is_quote or not token.lower_.endswith("ed"):
        return
    if token.text != token.lower_ or token.nbor().pos_ != "PROPN":
        return
    bare = token.lower_[:-2]
    bases = (bare, f"{bare}e", bare[:-1] if bare[-1:] == bare[-2:-1] else bare)  # huffed, mused, quipped
    entry = next((found for base in bases if (found := reporting_verbs().get(base))), None)
    speaker = beside(token)
    if entry is not None and entry.takes("quote") and speaker is not None:
        yield Cue(token, token.i, token.i + 1, entry.cue_class, "quote", speaker)


@cache
def _never_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/never_nouns.txt"))


def _between_commas(noun: Token, entry: ReportingVerb) -> Cue | None:
    """A name and a plural noun between two commas inside a sentence: the sentence is what the name reports."""
    doc, sentence = noun.doc, noun.sent
    subject = noun.nbor(-1)
    if noun.tag_ != "NNS" or noun.nbor().text != "," or subject.pos_ != "PROPN" or entry.cue_class != "speech":
        return None
    start = noun.i - 1
    while start > sentence.start and noun.i - start < _LONGEST_NAME and doc[start - 1].pos_ in _NAME_WORDS:
        start -= 1
    if start <= sentence.start + 1 or doc[start - 1].text != "," or noun.i + 2 >= sentence.end:
        return None
    told = ((sentence.start, start - 1), (noun.i + 2, sentence.end))
    return Cue(noun, noun.i, noun.i + 1, entry.cue_class, "parenthesis", subject, told)
