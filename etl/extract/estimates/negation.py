"""How far a "not" and a verb of denial reach: into objects and content, and not into what is only told beside."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted
from etl.extract.estimates.vocabulary import kind_of_unit, measure_of_noun, words

#: Prepositions whose object completes a verb or noun ("did not rise to 40"); others add where, when and with whom.
_COMPLETING = frozenset({"of", "to", "at", "by", "about", "above", "below", "as", "than", "near", "between", "for"})
#: Clauses that are the content of the verb or noun above.
_CONTENT = frozenset({"ccomp", "xcomp", "pcomp", "conj"})
_BESIDE = frozenset({"advcl", "relcl", "acl", "npadvmod", "appos", "parataxis", "dep"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
#: Verbs that reject what is said; others reject people and things as well ("challenged three nominees").
_OF_CLAIMS = frozenset({"deny", "dispute", "refute", "rebut", "debunk", "disprove", "contradict"})
_VERBAL = frozenset({"VERB", "AUX"})


def is_in_reach(verb: Token, counted: Counted) -> bool:
    """Whether a "not" on a verb is about a number under it: "did not send 500", "did not plan to send 500", and not in
    "did not vote in the past two elections", "does not need the $5 million".
    """
    if _is_given(counted):
        return False
    return all(_carries(token, counted) for token in _path(counted.anchor, verb))


def is_disputed(verb: Token, counted: Counted) -> bool:
    """Whether a verb of denial is about a number: its content, or the figure or claim that it rejects."""
    lemma = verb.lemma_.lower()
    if lemma not in words("dispute_verbs") or not is_in_reach(verb, counted):
        return False
    path = list(_path(counted.anchor, verb))
    top = path[-1] if path else counted.anchor
    if top.dep_ in {"ccomp", "xcomp"}:
        return lemma != "question"  # "questioned whether a deal worth 50 was wise"
    if top.dep_ not in {"dobj", "nsubjpass"}:
        return False
    if top.lemma_.lower() in words("figure_nouns"):
        return True
    named = measure_of_noun().get(top.lemma_.lower())
    is_refused = top in {counted.anchor, counted.noun} and not (named is not None and named.is_outcome)
    return lemma in _OF_CLAIMS and not is_refused  # "denied 500 visas"


def _is_given(counted: Counted) -> bool:
    """Whether a number is presupposed: a definite amount ("the $5,000 average"), what somebody has ("its 12 ships")."""
    hosts = [token for token in (counted.noun, counted.anchor, counted.number.root) if token is not None]
    lefts = [child for host in hosts for child in host.lefts if child.i <= counted.number.start]
    if any(child.dep_ == "poss" for child in lefts):
        return True
    is_amount = (counted.quantity.unit or "").partition(" per ")[0] in kind_of_unit()
    return is_amount and any(child.lower_ in _DEFINITE for child in lefts)


def _carries(token: Token, counted: Counted) -> bool:
    """Whether what is said of the word above reaches through a token to what stands below."""
    if token.dep_ == "prep":
        is_of_act = token.lower_ == "by" and any(child.dep_ == "pcomp" for child in token.rights)
        return token.lower_ in _COMPLETING and not is_of_act
    if token.pos_ in _VERBAL and token != counted.anchor:
        is_plan = token.dep_ == "acl" and token.tag_ == "VB" and token.head.lemma_.lower() in words("intention_nouns")
        return token.dep_ in _CONTENT or is_plan
    is_level = token == counted.anchor and token.dep_ == "npadvmod" and _is_level(counted)
    return token.dep_ not in _BESIDE or is_level


def _is_level(counted: Counted) -> bool:
    """As in "should not rise [more than 7 percent]", which is no time."""
    return kind_of_unit().get(counted.quantity.unit or "") not in {None, "duration", "time"}


def _path(token: Token, verb: Token) -> Iterator[Token]:
    """A token and the words over it below a verb, up the parse."""
    while token not in (verb, token.head):
        yield token
        token = token.head
