"""Numbers that stand alone for what was counted before them."""

from __future__ import annotations

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted, governors, subject_of_level
from etl.extract.estimates.vocabulary import Measure, measure_of_noun, measures, outcome_by_verb, words

#: How far back the people are looked for that a bare number may stand for, in tokens.
_PEOPLE_REACH = 60
_NOMINAL_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT", "oprd", "npadvmod"})
#: One alone is more often no count.
_FEWEST = 2
_TAKING_UP = frozenset({"the", "that", "this"})
#: Between two numbers for the same.
_BESIDE = frozenset({",", "or", ", or", ", and", "–", "—"})


def elided_measure(counted: Counted, before: Measure | None) -> Measure | None:
    """What a bare number counts of what was counted before: of the dead only people, where its own verb tells else."""
    verb, role = next(governors(counted.anchor), (None, "other"))
    tells_else = verb is not None and role == "subject" and _tells_of_its_own(verb, counted)
    return measures()["people"] if before is not None and before.is_outcome and tells_else else before


def _tells_of_its_own(verb: Token, counted: Counted) -> bool:
    """As in "nine died; thousands [remain] without power", and not "nine died in Bari and four in Trani"."""
    if any(child.dep_ == "dobj" for child in verb.rights):
        return True
    is_plain = verb.pos_ == "VERB" and verb.tag_ in {"VBP", "VBZ", "VBD"} and counted.anchor.head == verb
    return is_plain and verb.lemma_.lower() not in outcome_by_verb("subject")


def is_elided(counted: Counted, before: Counted) -> bool:
    """Whether a bare number stands for a noun told of in its sentence or the one before."""
    is_near = counted.paragraph is before.paragraph and counted.sentence.start <= before.sentence.end
    return (is_near and is_bare(counted)) or is_same_figure(counted, before)


def is_same_figure(counted: Counted, before: Counted) -> bool:
    """Whether a number is another for the very thing that the one before counts."""
    return _takes_up_figure(counted) or _says_again(counted, before)


def _takes_up_figure(counted: Counted) -> bool:
    """Whether a number is another for what was counted last: "the Pentagon put [the figure] at 12,000"."""
    figure = subject_of_level(counted) if is_bare(counted) else None
    if figure is None or figure.lemma_.lower() not in words("figure_nouns"):
        return False
    return any(c.lower_ in _TAKING_UP for c in figure.lefts) and not any(c.dep_ == "prep" for c in figure.rights)


def _says_again(counted: Counted, before: Counted) -> bool:
    """Whether a number is set beside another for the same: "at least 3,000, possibly as many as 12,000"."""
    own, other = counted.quantity, before.quantity
    if counted.paragraph is not before.paragraph or any((counted.noun, own.unit, own.per)):
        return False
    text, base = counted.paragraph.doc.text, counted.paragraph.start
    return text[other.end - base : own.start - base].strip() in _BESIDE


def is_bare(counted: Counted) -> bool:
    """Whether a number stands for what it counts, alone."""
    quantity = counted.quantity
    is_rate = quantity.per is not None and not quantity.per[:1].isdigit()  # but "10.3 per 100,000" has no noun
    if counted.noun is not None or quantity.unit is not None or is_rate or _names_its_own(counted):
        return False
    if counted.anchor not in counted.number or counted.anchor.dep_ not in _NOMINAL_PARTS:
        return False
    stated = [amount for amount in (quantity.value, quantity.low, quantity.high) if amount is not None]
    return quantity.qualifier_class == "vague" or any(amount >= _FEWEST for amount in stated)


def _names_its_own(counted: Counted) -> bool:
    """As in "millions of the undocumented": a vague amount of what stands behind "of", if not by a noun."""
    over = counted.anchor.head
    if over.lower_ == "of" and over.head.lemma_.lower() == "factor":
        return True  # "by a factor of four"
    of = next((child for child in counted.anchor.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    return of is not None and any(child.dep_ == "pobj" and child.pos_ not in {"PRON", "NUM"} for child in of.rights)


def follows_others(counted: Counted) -> bool:
    """Whether the people that the paragraph spoke of last, before a bare number, are no soldiers."""
    doc = counted.paragraph.doc
    for token in reversed(doc[max(0, counted.number.start - _PEOPLE_REACH) : counted.number.start]):
        kind = measure_of_noun().get(token.lower_) if token.tag_ in {"NNS", "NNPS"} else None
        if kind is not None and kind.counts in {"person", "affected"}:
            return kind not in {measures()["troops"], measures()["officers"], measures()["generals"]}
    return False


def is_crowd(counted: Counted) -> bool:
    """As in "thousands milled around": a bare vague amount that does something is of people."""
    verb, role = next(governors(counted.anchor), (None, "other"))
    is_vague = counted.quantity.qualifier_class == "vague" and is_bare(counted)
    return is_vague and verb is not None and role == "subject" and verb.pos_ == "VERB" and counted.anchor.i < verb.i
