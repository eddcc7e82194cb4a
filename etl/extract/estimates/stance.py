"""How a claim is held: hedges of belief and hearsay, denial, hypothesis, and who disputes it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from etl.extract.estimates.counted import Counted, clause_verbs, governors, is_settled, modifiers
from etl.extract.estimates.measuring import is_of_occasions
from etl.extract.estimates.standing import BACKSHIFTED
from etl.extract.estimates.vocabulary import hedges, modals, words
from etl.records import Polarity, Quote

#: A sentence that rejects a figure says so within so many tokens.
_DISPUTE_TOKENS = 60


def hedge_of(counted: Counted, speech: Quote | None, text: str) -> str | None:
    """The wording of belief or hearsay over a claim: an adverb of its clause, the verb that governs it, the cue."""
    verbs = [verb for verb, _ in (*modifiers(counted), *governors(counted.anchor))]
    for verb in verbs:
        for token in (*(child for child in verb.children if child.dep_ in {"advmod", "neg", "acomp"}), verb):
            if token.lower_ in hedges("adverb") or (token == verb and token.lemma_.lower() in hedges("verb")):
                return text[counted.paragraph.start_of(token) : counted.paragraph.end_of(token)]
    return _phrase(counted.scope_text) or _hedging_cue(counted, speech, text)


def _phrase(lowered: str) -> str | None:
    return next((phrase for phrase in sorted(hedges("phrase"), key=len, reverse=True) if phrase in lowered), None)


def _hedging_cue(counted: Counted, speech: Quote | None, text: str) -> str | None:
    if speech is None or speech.cue_start is None or speech.cue_end is None:
        return None
    cue = counted.paragraph.doc.char_span(
        speech.cue_start - counted.paragraph.start, speech.cue_end - counted.paragraph.start, alignment_mode="expand"
    )
    if cue is not None and any(token.lemma_.lower() in hedges("verb") for token in cue):
        return text[speech.cue_start : speech.cue_end]
    return None


def polarity_of(counted: Counted, speech: Quote | None) -> Polarity:
    """Denied under a negation or a verb of denial, hypothetical under a condition or an open possibility."""
    if speech is not None and _denies(_cue_lemmas(counted, speech)):
        return "denied"
    if is_settled(counted):
        return "asserted"
    first = 0 if speech is None else speech.start - counted.paragraph.start
    open_modals = _open_modals(is_told_in_past(counted, speech))
    for verb, _ in clause_verbs(counted.anchor, first):
        if any(child.dep_ == "neg" and not _is_if_not(child) for child in verb.children):
            return "denied"
        if any(child.dep_ == "mark" and child.lower_ in {"if", "whether", "unless"} for child in verb.children):
            return "hypothetical"
        if any(child.lower_ in open_modals and child.dep_ == "aux" for child in verb.children):
            return "hypothetical"
        if verb.lemma_.lower() in words("dispute_verbs") and not is_of_occasions(counted):
            return "denied"
    return "asserted"


def _is_if_not(negation: Token) -> bool:
    """As in "hundreds, if not thousands"."""
    return negation.i > 0 and negation.nbor(-1).lower_ == "if"


def is_told_in_past(counted: Counted, speech: Quote | None) -> bool:
    """Whether a number stands in reported words, not quoted ones, under a cue in the past."""
    return speech is not None and speech.kind == "indirect" and any(t.tag_ == "VBD" for t in _cue(counted, speech))


def _open_modals(told_in_past: bool) -> frozenset[str]:
    possible = frozenset(word for word, effect in modals().items() if effect == "possible")
    return possible - BACKSHIFTED if told_in_past else possible


def _cue_lemmas(counted: Counted, speech: Quote) -> Iterable[str]:
    return (token.lemma_.lower() for token in _cue(counted, speech))


def _cue(counted: Counted, speech: Quote) -> Iterable[Token]:
    if speech.cue_start is None or speech.cue_end is None:
        return ()
    start, end = speech.cue_start - counted.paragraph.start, speech.cue_end - counted.paragraph.start
    cue = counted.paragraph.doc.char_span(start, end, alignment_mode="expand") if start >= 0 else None
    return () if cue is None else cue


def _denies(lemmas: Iterable[str]) -> bool:
    return any(lemma in words("dispute_verbs") for lemma in lemmas)


def dispute_in(sentence: Span) -> Token | None:
    """The subject of a sentence that rejects a figure just given: "Moscow disputed that number"."""
    for token in sentence[:_DISPUTE_TOKENS]:
        if token.pos_ != "VERB" or token.lemma_.lower() not in words("dispute_verbs"):
            continue
        rejected = [child for child in token.rights if child.dep_ in {"dobj", "nsubjpass"}]
        if any(
            child.lemma_.lower() in words("figure_nouns") or child.lower_ in {"this", "that", "it"}
            for child in rejected
        ):
            return next((child for child in token.lefts if child.dep_ == "nsubj"), None)
    return None
