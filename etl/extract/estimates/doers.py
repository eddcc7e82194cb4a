"""Sources named by what they did with a figure: kept it, announced it, brought it as a charge, asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted, governors
from etl.extract.estimates.measuring import is_share
from etl.extract.estimates.vocabulary import statuses, words
from etl.extract.numbers.nouns import expecting

#: Figures that somebody keeps and revises.
KEPT_FIGURES = frozenset({"toll", "count", "tally", "estimate", "figure", "forecast", "projection"})
POLLS = frozenset({"poll", "survey"})
#: How far behind its number those who expect it stand, in tokens.
_NEXT = 3
_INFINITIVE_OF = frozenset({"acl", "xcomp", "advcl"})


def expecter(counted: Counted) -> Token | None:
    """Who expects what a clause tells: "[economists] expected gains to average 170,000"."""
    below = None
    for verb, _ in governors(counted.anchor):
        is_clause = below is not None and below.dep_ in {"ccomp", "xcomp", "acl", "advcl"} and below.i > verb.i
        if is_clause and verb.lemma_.lower() in _expecting_verbs():
            return _subject(verb)
        below = verb
    return None


@cache
def _expecting_verbs() -> frozenset[str]:
    return next(status.object_verbs for status in statuses() if status.code == "projected")


def detailing(counted: Counted) -> Token | None:
    """The report or study that a number is told to stand in: "[a report] implicating 300 priests"."""
    begin = counted.quantity.start - counted.paragraph.start
    first = counted.paragraph.doc.char_span(begin, begin + 1, alignment_mode="expand")
    before = [first[0].nbor(-1)] if first is not None and first.start > counted.sentence.start else []
    for verb in (*(verb for verb, _ in governors(counted.anchor)), *before):
        is_participle = verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.i < counted.anchor.i
        if is_participle and verb.lemma_.lower() in words("detailing_verbs"):
            return verb.head if verb.head.lemma_.lower() in words("finding_sources") else None
    return None


def holder(counted: Counted) -> Token | None:
    """Whose figure stands at a number: "[the fund's] forecast rose to 4 percent", "kept [its] estimate at 3"."""
    verb, _ = next(governors(counted.anchor), (None, "other"))
    if verb is None or counted.anchor.dep_ != "pobj" or counted.anchor.head.lower_ not in {"at", "to"}:
        return None
    kept = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    owners = (c for noun in kept if noun.lemma_.lower() in KEPT_FIGURES for c in noun.lefts if c.dep_ == "poss")
    return next((owner for owner in owners if owner.pos_ in {"PROPN", "NOUN"}), None)


def announcer(counted: Counted) -> Token | None:
    """Whose plan a figure belongs to: "[the firm] announced plans to hire 900"."""
    for verb, _ in governors(counted.anchor):
        if verb.dep_ not in _INFINITIVE_OF or verb.tag_ != "VB":
            continue
        plan = verb.head if verb.dep_ == "acl" else next((c for c in verb.head.rights if c.dep_ == "dobj"), None)
        if plan is None or plan.i > verb.i or plan.lemma_.lower() not in words("intention_nouns"):
            continue
        between = plan.doc[plan.i + 1 : verb.i]
        if any(token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ not in {"DATE", "TIME"} for token in between):
            continue  # "presented the request as part of a drive to end a 30-month siege"
        if plan.dep_ == "dobj" and plan.head.lemma_.lower() in words("plan_verbs"):
            return _subject(plan.head)
    return None


def accuser(counted: Counted) -> Token | None:
    """Who brings a charge that holds a figure: "[prosecutors] charged them with stealing $4 million"."""
    for verb, _ in governors(counted.anchor):
        over = verb.head
        if verb.dep_ == "pcomp" and over.lower_ == "with" and over.head.lemma_.lower() == "charge":
            accusing = _subject(over.head)
            is_person = accusing is not None and accusing.ent_type_ == "PERSON"
            return None if is_person else accusing  # "Mr Reed charged the committee with finding 40"
    return None


def survey_of(counted: Counted) -> Token | None:
    """The survey in which a share was counted: "in [a June poll], 54 percent said ..."."""
    if not is_share(counted.quantity):
        return None
    for verb, _ in governors(counted.anchor):
        for child in verb.lefts:
            poll = next((item for item in child.rights if item.dep_ == "pobj"), None)
            if child.lower_ == "in" and poll is not None and poll.lemma_.lower() in POLLS:
                return poll
    return None


def forecaster(counted: Counted) -> Token | None:
    """Who expected a number: "fewer than the 160,000 [economists] were predicting"."""
    end = counted.quantity.end - counted.paragraph.start
    following = counted.paragraph.doc[counted.number.end : counted.number.end + _NEXT]
    subject = next((token for token in following if token.idx >= end), None)
    if subject is None or subject.tag_ != "NNS" or counted.quantity.noun is not None:
        return None
    return subject if expecting(subject) is not None else None


def holds_opinion(counted: Counted) -> bool:
    """Whether a share is of people of whom their opinion is told, which nobody knows without asking: "[40 percent] of
    Danes approve"; what they did, somebody may have counted.
    """
    if not is_share(counted.quantity):
        return False
    verb, role = next(governors(counted.anchor), (None, "other"))
    return verb is not None and role == "subject" and verb.lemma_.lower() in words("opinion_verbs")


def last_survey(tokens: Sequence[Token]) -> Token | None:
    """The survey that a run of words speaks of last."""
    return next((t for t in reversed(tokens) if _is_survey(t)), None)


def _is_survey(noun: Token) -> bool:
    """Whether a noun is a survey, and not where votes are cast: "went to the polls"."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() not in POLLS:
        return False
    is_cast_at = noun.dep_ == "pobj" and noun.head.lower_ in {"to", "at"} and noun.tag_ == "NNS"
    return not is_cast_at


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
