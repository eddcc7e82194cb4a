"""What is counted, as a code of the measures table: by outcome, by unit of measure, by the counted noun."""

from __future__ import annotations

from spacy.tokens import Token

from etl.extract.estimates.counted import (
    Counted,
    governors,
    modifiers,
    shared_noun,
    subject_of_level,
)
from etl.extract.estimates.outcomes import outcome_of
from etl.extract.estimates.vocabulary import (
    Measure,
    kind_of_unit,
    measure_of_noun,
    measures,
    outcome_by_verb,
    statuses,
    unit_kinds,
    words,
)
from etl.records import Quantity

#: Names of places, whose words mean nothing else: "New York".
_NAMED = frozenset({"GPE", "LOC", "FAC"})
#: "The crowd grew to 500", "the toll rose to 12"; of things only a plural has a number: "stocks", and not "the stock".
_OF_PEOPLE = frozenset({"person", "affected"})
#: Those who are evacuated from where they serve are still soldiers, and not displaced.
_FORCES = frozenset({"troops", "officers", "generals", "trainers", "police"})
#: How far from "officers" words of police or army tell whose they are, in tokens.
_OFFICERS_REACH = 60
_LARGE_SUMS = frozenset({"millions", "billions", "trillions"})
#: How far behind a sum stands what it is of: "in new federal tax credits".
_SUM_REACH = 5


def measure_of(counted: Counted) -> Measure | None:
    """The measure of a counted quantity, or ``None`` where the vocabulary has none for it."""
    if is_of_occasions(counted):
        return measures()["occasions"]
    unit = counted.quantity.unit or ""
    kind = kind_of_unit().get(unit) or kind_of_unit().get(unit.partition(" per ")[0])
    if kind is not None:
        return measures().get(unit_kinds().get(kind, ""))
    if is_fraction(counted.quantity):
        return measures()["share"]
    if _is_bare_money(counted):
        return measures()["money"]
    named = _by_noun(counted)
    outcome = None if _is_of_the_dead(counted, named) else outcome_of(counted)
    is_of_posts = outcome is not None and outcome.code == "casualties" and named is not None and named.code == "jobs"
    is_of_force = outcome is not None and outcome.code == "displaced" and named is not None and named.code in _FORCES
    if outcome is not None and not (is_of_posts or is_of_force) and (named is None or named.counts in _OF_PEOPLE):
        return outcome
    return named or _by_subject(counted) or _by_figure(counted) or _by_predicate(counted)


def _is_bare_money(counted: Counted) -> bool:
    """As in "made [billions]", "[millions] in tax credits": a vague amount with its currency left out."""
    doc, end, quantity = counted.paragraph.doc, counted.number.end, counted.quantity
    if counted.noun is not None or quantity.unit is not None or quantity.qualifier_class != "vague":
        return False
    if counted.number[-1].lower_ not in _LARGE_SUMS:
        return False
    after = doc[end : min(end + _SUM_REACH, counted.sentence.end)]
    if len(after) and after[0].lower_ == "in" and any(token.lemma_.lower() in words("money_nouns") for token in after):
        return True
    if len(after) and after[0].lower_ == "of":
        return False
    verb, role = next(governors(counted.anchor), (None, "other"))
    return verb is not None and role == "object" and verb.lemma_.lower() in words("money_verbs")


def is_of_occasions(counted: Counted) -> bool:
    """As in "had twice refused": the number says how often, and no noun is counted."""
    if counted.quantity.unit != "time":
        return (counted.quantity.unit or "").startswith("time per ")  # "as often as 10 times a day"
    return counted.anchor.pos_ == "ADV" or (counted.anchor.dep_ == "npadvmod" and counted.anchor.head.pos_ == "VERB")


def is_fraction(quantity: Quantity) -> bool:
    """As in "one in five voters", "two thirds of the homes": a share of what is named, and no count of it."""
    value = quantity.value if quantity.value is not None else quantity.high
    written = quantity.text.replace(".", "", 1) != quantity.text and any(c.isdigit() for c in quantity.text)
    is_of_percent = quantity.unit in {"percentage", "percentage point"}  # "three-quarters of a percent"
    return value is not None and 0 < value < 1 and quantity.per is None and not (written or is_of_percent)


def is_share(quantity: Quantity) -> bool:
    """Whether a number is a share as written, in percent or as a fraction."""
    return quantity.unit == "percentage" or is_fraction(quantity)


def _by_noun(counted: Counted) -> Measure | None:
    noun = counted.noun or shared_noun(counted)
    found = None if noun is None or _is_instance(counted, noun) else _noun_measure(noun)
    if noun is not None and noun.lemma_.lower() == "case" and found is measures()["infected"] and not _is_ill(counted):
        found = measures()["measures_taken"]
    if found is measures()["officers"] and _is_of_police(counted):
        return measures()["police"]
    if found is not None and found.code == "sites" and _is_trained_at(counted):
        return measures()["training_sites"]
    return found


def _is_ill(counted: Counted) -> bool:
    """Whether the cases counted are of a disease: a word beside them or in the sentence says so."""
    return any(token.lower_ in words("disease_cues") and token.ent_type_ not in _NAMED for token in counted.scope)


def _is_of_police(counted: Counted) -> bool:
    """Whether officers are of the police: its words stand near, and those of an army do not."""
    doc = counted.paragraph.doc
    near = {
        t.lower_ for t in doc[max(0, counted.number.start - _OFFICERS_REACH) : counted.number.end + _OFFICERS_REACH]
    }
    return not words("police_cues").isdisjoint(near) and words("army_cues").isdisjoint(near)


def _is_instance(counted: Counted, noun: Token) -> bool:
    """As in "in two cases the door stood open": an instance of anything."""
    is_bare = noun.lemma_.lower() in {"case", "instance"} and not any(
        c.dep_ in {"amod", "compound"} for c in noun.lefts
    )
    return is_bare and counted.anchor.dep_ == "pobj" and counted.anchor.head.lower_ == "in"


def _is_of_the_dead(counted: Counted, named: Measure | None) -> bool:
    """Bodies and deaths are of the dead whatever else the sentence tells."""
    written = counted.noun is not None and counted.noun.i >= counted.number.start
    return written and named is not None and named.code == "killed"


def _is_trained_at(counted: Counted) -> bool:
    """As in "were trained at four grounds"."""
    training = next(status for status in statuses() if status.code == "in_training")
    cues = training.object_verbs | training.subject_verbs
    verb = next((verb for verb, _ in governors(counted.anchor)), None)
    if verb is not None and verb.lemma_.lower() in cues:
        return True
    if verb is not None and counted.anchor.dep_ == "pobj" and counted.anchor.head.head == verb:
        taught = [child for child in verb.rights if child.dep_ == "dobj" and child.lemma_.lower() in training.nouns]
        if taught:
            return True  # "are undergoing training at five grounds"
    uses = [clause for clause, _ in modifiers(counted) if clause.dep_ == "relcl"]
    return any(use.lemma_.lower() in cues or _are_trained(use) for use in uses)


def _are_trained(clause: Token) -> bool:
    """As in "bases where soldiers [are] in training", "camps used to [train] fighters"."""
    training = next(status for status in statuses() if status.code == "in_training")
    return any(token.lemma_.lower() in training.nouns | training.object_verbs for token in clause.subtree)


def _noun_measure(noun: Token) -> Measure | None:
    """By the head noun with its modifier first ("training ground"), then alone, then its "of" ("rounds of ...")."""
    table = measure_of_noun()
    lemma = noun.lemma_.lower()
    before = noun.nbor(-1).lemma_.lower() if noun.i > 0 else ""
    content = noun.nbor(2).lower_ if noun.i + 2 < len(noun.doc) and noun.nbor(1).lower_ == "of" else ""
    found = (
        table.get(f"{lemma} of {content}")
        or table.get(f"{before} {lemma}")
        or table.get(noun.lower_)
        or table.get(lemma)
    )
    if found is not None or noun.tag_ not in {"NNS", "NNPS"}:
        return found
    if noun.ent_type_ == "NORP" or noun.tag_ == "NNPS":
        return measures()["people"]
    return None


def _by_subject(counted: Counted) -> Measure | None:
    """A bare number that a subject is said to reach: "the death toll rose to 12", "the number of injured is 12"."""
    subject = subject_of_level(counted)
    if subject is None:
        return None
    is_force = subject.lemma_.lower() in words("force_nouns")
    return _named_within(subject) or (measures()["troops"] if is_force else None)


def _by_figure(counted: Counted) -> Measure | None:
    """As in "estimates of the dead range from 90 to 150", whose verb the parse may take for a noun."""
    figure = counted.anchor.head.head
    if counted.noun is None and counted.anchor.dep_ == "pobj" and figure.lemma_.lower() in words("gathering_nouns"):
        return measures()["attendance"]  # "a crowd of thousands"
    is_of = counted.noun is None and counted.anchor.dep_ == "pobj" and counted.anchor.head.lower_ == "of"
    if is_of and figure.lemma_.lower() in words("force_nouns"):
        return measures()["troops"]  # "a contingent of 1,800"
    if is_of and figure.lemma_.lower() in words("community_nouns"):
        return measures()["people"]  # "a population of just 862"
    if counted.noun is None and counted.anchor.dep_ == "pobj" and counted.anchor.head.lower_ == "at":
        named = measure_of_noun().get(figure.lower_) if figure.pos_ == "NOUN" else None
        if named is not None and named.counts in _OF_PEOPLE:
            return named  # "estimates the casualties at 3,800", whose verb the parse takes for a noun
    is_figure = (
        counted.noun is None and counted.anchor.dep_ == "pobj" and figure.lemma_.lower() in words("figure_nouns")
    )
    return _named_within(figure) if is_figure else None


def _by_predicate(counted: Counted) -> Measure | None:
    """As in "500 were sent, three of them [generals]"."""
    doc, at = counted.paragraph.doc, counted.number.end
    if counted.noun is not None or at + 2 >= counted.sentence.end or doc[at].lower_ != "of":
        return None
    if doc[at + 1].lower_ in {"whom", "which"}:  # "the states, 30 of which are ..."
        clause = next((over for over in doc[at + 1].ancestors if over.dep_ == "relcl"), None)
        return _noun_measure(clause.head) if clause is not None else None
    is_part = doc[at + 1].lower_ in {"them", "whom", "those"} and doc[at + 2].tag_ == "NNS"
    return measure_of_noun().get(doc[at + 2].lower_) if is_part else None


def _named_within(phrase: Token) -> Measure | None:
    for token in sorted(phrase.subtree, key=lambda token: token.i):
        found = measure_of_noun().get(token.lower_) or measure_of_noun().get(token.lemma_.lower())
        if found is not None and (found.counts in _OF_PEOPLE or token.tag_ in {"NNS", "NNPS"}):
            return found
        if token.lower_ in outcome_by_verb("adjective"):
            return outcome_by_verb("adjective")[token.lower_]
    return None
