"""What a writer adds to the speech of others: relative clauses, and what came before."""

from __future__ import annotations

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted
from etl.records import Quote

_NEAR_CUE = 3


def is_background(counted: Counted, speech: Quote | None) -> bool:
    """Whether the number stands in a relative clause that the writer adds: "..., who has led since 24 years"."""
    first = 0 if speech is None else speech.start - counted.paragraph.start
    for token in (counted.anchor, *counted.anchor.ancestors):
        if token.idx < first:
            return False
        if _tells_what_came_before(token):
            return True
        if token.dep_ == "relcl" and token.head.idx < first:
            return False  # "said on May 8 that his office had found ...", whose content the parse hangs on the day
        if token.dep_ == "relcl" and not (speech is not None and _ends_at_according(counted, token, speech)):
            edge = token.left_edge
            return speech is None or token.head.pos_ == "PROPN" or (edge.i > 0 and edge.nbor(-1).text == ",")
    return False


def _tells_what_came_before(verb: Token) -> bool:
    """As in "warned them to change locks after thieves took 12 cars": a past clause under words for the future."""
    is_past = verb.dep_ == "advcl" and verb.tag_ == "VBD" and verb.head.tag_ == "VB"
    return is_past and any(child.dep_ == "mark" and child.lower_ == "after" for child in verb.lefts)


def _ends_at_according(counted: Counted, clause: Token, speech: Quote) -> bool:
    """As in "a fire, which killed 40, according to Reuters": the clause is the part that the cue stands at."""
    if speech.cue is None or speech.cue_start is None or not speech.cue.lower().startswith("according"):
        return False
    return 0 <= speech.cue_start - counted.paragraph.end_of(clause.right_edge) <= _NEAR_CUE
