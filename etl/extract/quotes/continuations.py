"""Where a reported clause ends because its speaker goes on, or somebody else begins to tell."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from etl.extract.quotes.cue import Cue
from etl.extract.quotes.subjects import SUBJECTS
from etl.extract.quotes.vocabulary import adding_verbs, remark_nouns

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DENYING = frozenset({"deny", "reject", "dispute", "dismiss", "refute", "contest", "repeat"})
_OF_ONE = frozenset({"he", "she", "i"})
_OF_SEVERAL = frozenset({"they", "it", "we"})


def parted(cues: list[Cue]) -> list[Cue]:
    """Cues with each reported clause ended before its own speaker's next cue, before another's, and before what the
    writer remarks on it.
    """
    parts = [_without_remark(cue) for cue in cues]
    for at, cue in enumerate(parts):
        if cue.frame != "clause" or cue.cue_class != "speech" or cue.speaker is None or len(cue.content) != 1:
            continue
        first, last = cue.content[0]
        for other, inner in enumerate(parts[at + 1 :], at + 1):
            if inner.start >= last:
                break
            if inner.start <= first + 1 or inner.cue_class != "speech":
                continue
            end = _end_before(cue, inner)
            if end is not None:
                parts[at] = replace(cue, content=((first, end),))
                if _own_subject(inner.head) is None:
                    parts[other] = replace(inner, speaker=cue.speaker)
                break
    return parts


def _without_remark(cue: Cue) -> Cue:
    """End a report before ", a claim that the mayor has denied"."""
    if cue.frame != "clause" or len(cue.content) != 1:
        return cue
    first, last = cue.content[0]
    doc = cue.head.doc
    for at in range(first + 3, last - 3):
        if doc[at].text == "," and doc[at + 1].lower_ in {"a", "an"}:
            nouns = (t for t in doc[at + 2 : at + 5] if t.tag_ == "NN" and t.lemma_.lower() in remark_nouns())
            if any(_remarks(clause) for noun in nouns for clause in noun.rights):
                return replace(cue, content=((first, at),))
    return cue


def _remarks(clause: Token) -> bool:
    """Whether a clause behind a claim speaks of it; one that the parse takes for its content may still deny it."""
    return clause.dep_ == "relcl" or (clause.dep_ == "acl" and clause.lemma_.lower() in _DENYING)


def _end_before(cue: Cue, inner: Cue) -> int | None:
    """The end of what a cue reports where a cue inside it is not part of the report."""
    if _adds(cue, inner):
        return _past_adverb(inner.head)
    subject = _own_subject(inner.head)
    if subject is not None:
        return subject.left_edge.i - 1 if _another_tells(cue, inner, subject) else None
    return _conjunction_before(inner.head) if _goes_on(cue, inner) else None


def _adds(cue: Cue, inner: Cue) -> bool:
    """Whether a participle after a comma goes on with what the speaker says: "said S, adding that S2"."""
    verb = inner.head
    comma = _past_adverb(verb) - 1
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl"} or verb.doc[comma].text != ",":
        return False
    if verb.lemma_.lower() in adding_verbs() or _tells_a_state(verb.head):
        return True
    within = _own_subject(verb.head)
    return within is not None and cue.speaker is not None and _may_be_same(within, cue.speaker)


def _tells_a_state(verb: Token) -> bool:
    """Whether a clause tells of no act by which somebody in it might speak: "said nobody could tell, saying ..."."""
    return verb.lemma_ in {"be", "have"} or any(child.tag_ == "MD" for child in verb.lefts)


def _past_adverb(verb: Token) -> int:
    """The first token of a participle with the adverb before it."""
    return verb.i - 1 if verb.i and verb.nbor(-1).dep_ == "advmod" and verb.nbor(-1).head.i == verb.i else verb.i


def _may_be_same(pronoun: Token, speaker: Token) -> bool:
    """Whether a pronoun inside a report can stand for whoever reports it."""
    is_several = speaker.tag_ in {"NNS", "NNPS"} or speaker.ent_type_ in {"ORG", "GPE"}
    return pronoun.lower_ in (_OF_SEVERAL if is_several else _OF_ONE)


def _another_tells(cue: Cue, inner: Cue, subject: Token) -> bool:
    """Whether somebody else tells after "and": "the firm said S, and a ministry memo said S2"."""
    verb, before = inner.head, subject.left_edge.i - 1
    joins = verb.dep_ in {"conj", "ccomp"} and _is_beside(verb, cue)
    is_alike = verb.tag_ in _FINITE and cue.head.tag_ in {verb.tag_, "VBN"} and bool(inner.content)
    return (
        joins
        and is_alike
        and subject.pos_ in {"NOUN", "PROPN"}
        and before > cue.head.i + 2
        and verb.doc[before].dep_ == "cc"
        and verb.doc[before - 1].text == ","
    )


def _is_beside(verb: Token, cue: Cue) -> bool:
    """Whether a verb is joined to the head of what a cue reports, or hangs on the cue itself."""
    return cue.head.i in {verb.head.i, verb.head.head.i}


def _goes_on(cue: Cue, inner: Cue) -> bool:
    """Whether a past tense after "and" goes on from the cue, since the clause has another: "said he would stay and
    warned against S2".
    """
    verb = inner.head
    is_joined = verb.dep_ == "conj" and verb.head.head.i == cue.head.i and verb.head.dep_ == "ccomp"
    if not is_joined or verb.tag_ != "VBD" or cue.head.tag_ != "VBD" or _conjunction_before(verb) is None:
        return False
    if verb.lower_ == verb.lemma_:
        return False  # "would raise the cost and put it higher"
    return verb.head.tag_ in {"VB", "VBZ", "VBP"} and not any(child.dep_ == "aux" for child in verb.lefts)


def _conjunction_before(verb: Token) -> int | None:
    at = _past_adverb(verb) - 1
    return at if verb.doc[at].dep_ == "cc" else None


def _own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
