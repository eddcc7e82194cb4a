"""Small questions about who tells a number: whether a party can, whether a clause is still the speaker's."""

from __future__ import annotations

import re

from spacy.tokens import Token

from etl.extract.document import Paragraph
from etl.extract.estimates.background import is_background
from etl.extract.estimates.counted import Counted, governors
from etl.extract.estimates.standing import BACKSHIFTED
from etl.extract.estimates.vocabulary import hedges, informant_nouns, measure_of_noun, people_nouns, words
from etl.records import Party, Quote

_CITING = frozenset({"cite", "quote"})
#: Clauses that tell in passing.
_PASSING = frozenset({"relcl", "advcl", "acl", "pcomp", "csubj"})
_HEARSAY = frozenset({"reportedly", "allegedly", "purportedly"})
#: How far behind "claims" the lives stand that it takes, in tokens.
_LIVES_REACH = 8
_SHARE = re.compile(
    r"\d\s?%|\bper\s?cent\b|\b\w+[ -](?:in|out of)[ -](?:\d+|three|four|five|ten)$|\b(?:more|less) than half$",
    re.IGNORECASE,
)


def is_joined_to(counted: Counted, speech: Quote) -> bool:
    """As in "says it would cost 40 million at first, but would [bring] 90 million": a verb that shares its subject with
    one of the reported clause.
    """
    base = counted.paragraph.start
    for verb, _ in governors(counted.anchor):
        if verb.dep_ != "conj" or any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.lefts):
            continue
        if base + verb.idx < speech.end or verb.tag_ == "VBG" or is_background(counted, speech):
            continue
        if speech.start <= base + verb.head.idx < speech.end:
            return True
        is_of_cue = speech.cue_start is not None and base + verb.head.idx == speech.cue_start
        if is_of_cue and any(child.lower_ in BACKSHIFTED for child in verb.lefts):  # as the parse joins it to "says"
            return all(child.dep_ != "ccomp" for child in verb.rights)
    return False


def is_source(party: Party) -> bool:
    """Whether those who say it can know: no share that a poll counted ("64 percent of Danes say ..."), no yardstick."""
    head = party.text.lower().partition(" of ")[0].rsplit(maxsplit=1)[-1:]
    kind = measure_of_noun().get(head[0]) if head and party.text[:1].isdigit() else None
    if kind is not None and kind.counts == "thing":
        return False  # "with 20 parishes declared disaster areas"
    return _SHARE.search(party.text) is None and words("never_sources").isdisjoint(head)


def is_anybody(party: Party) -> bool:
    """As in "'People say she will get 90 percent', the mayor said": nobody in particular, in somebody's words."""
    (*adjectives, head) = party.text.lower().split() or [""]
    return head in words("anybody_nouns") and len(adjectives) <= 1


def is_citing(verb: Token) -> bool:
    """As in "the agency reported, citing ..." and "according to the agency, which cited ..."."""
    return verb.tag_ == "VBG" or (verb.dep_ == "relcl" and verb.head.pos_ == "PROPN")


def citee(verb: Token) -> Token | None:
    """Who is cited: "the agency reported, citing [a hospital]"."""
    if verb.lemma_.lower() not in _CITING or not is_citing(verb):
        return None
    return next((child for child in verb.rights if child.dep_ == "dobj"), None)


def is_of_media(party: Party) -> bool:
    """Whether those who say something pass it on: "state television", "the channel"."""
    return not words("media_nouns").isdisjoint(party.text.lower().split()[-1:])


def is_informant(noun: Token) -> bool:
    informants = informant_nouns() | words("cited_bodies")
    return noun.pos_ == "PROPN" or not informants.isdisjoint({noun.lemma_.lower(), noun.lower_})


def is_added_with(verb: Token) -> bool:
    """As in "counted 29 dead, with 70 [injured]"."""
    return verb.dep_ == "pcomp" or (verb.dep_ == "advcl" and any(child.lower_ == "with" for child in verb.lefts))


def claims_lives(verb: Token) -> bool:
    """As in "the conflict claims as many as 5,000 lives", which nobody says."""
    following = verb.doc[verb.i + 1 : min(verb.i + _LIVES_REACH, verb.sent.end)]
    return verb.lemma_ == "claim" and any(token.lemma_ == "life" for token in following)


def is_named(paragraph: Paragraph, party: Party) -> bool:
    """Whether a party is named by a noun, and not by a pronoun for the speaker."""
    start, end = (party.start or 0) - paragraph.start, (party.end or 0) - paragraph.start
    span = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return span is not None and span.root.pos_ in {"PROPN", "NOUN"}


def is_taken_up(paragraph: Paragraph, speech: Quote, pronoun: Token) -> bool:
    """Whether a pronoun that opens the next sentence goes on about what was told: "the prosecutor said the attacker was
    known. He ..."; and not about the one who told it, nor after speech in passing ("the post he once called perfect").
    """
    cue = _token_at(paragraph, speech.cue_start)
    if cue is not None and any(over.dep_ in _PASSING for over in (cue, *cue.ancestors) if over.pos_ in {"VERB", "AUX"}):
        return False
    if pronoun.lower_ not in {"he", "she"}:
        return True
    begin, end = speech.start - paragraph.start, speech.end - paragraph.start
    told = paragraph.doc.char_span(begin, end, alignment_mode="expand")
    return any(token.dep_ in {"nsubj", "nsubjpass"} and _is_person(token) for token in told or ())


def _is_person(noun: Token) -> bool:
    kind = measure_of_noun().get(noun.lemma_.lower())
    is_one = noun.tag_ == "NN" and (noun.lower_ in people_nouns() or (kind is not None and kind.counts == "person"))
    return is_one or noun.ent_type_ == "PERSON"


def _token_at(paragraph: Paragraph, offset: int | None) -> Token | None:
    if offset is None or offset < paragraph.start:
        return None
    begin = offset - paragraph.start
    span = paragraph.doc.char_span(begin, begin + 1, alignment_mode="expand")
    return None if span is None else span[0]


def is_hearsay(counted: Counted) -> bool:
    """Whether the sentence marks itself as told by others: "six were reportedly killed"."""
    return any(word in counted.scope_text for word in (*_HEARSAY, *hedges("phrase")))
