"""A quantity that was found to be a claim, and what claims lend to their neighbours and parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from etl.extract.estimates.counted import Counted, governors
from etl.extract.estimates.places import Place
from etl.extract.estimates.vocabulary import Measure, measures, words
from etl.extract.estimates.voice import Voice
from etl.records import Estimate


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that was found to be a claim, with what it counts and who makes it."""

    counted: Counted
    measure: Measure | None
    voice: Voice
    place: Place | None
    population: str | None
    status: str | None


def carry_population(claims: list[Claim], told: Callable[[int, int], frozenset[str]]) -> list[Claim]:
    """A bare "2,000 soldiers" are of the force that the same passage counted last, if it counted one before and has
    told of no other since. ``told`` gives the states whose soldiers are spoken of between two offsets.
    """
    carried = list(claims)
    last: Claim | None = None
    for index, claim in enumerate(carried):
        if claim.measure is not measures()["troops"]:
            continue
        same = last is not None and last.counted.paragraph.passage == claim.counted.paragraph.passage
        if claim.population is None and last is not None and same and not _is_of_another(claim.counted):
            between = told(last.counted.quantity.end, claim.counted.quantity.start)
            if between <= {last.population}:
                carried[index] = replace(claim, population=last.population)
        if carried[index].population is not None:
            last = carried[index]
    return carried


def _is_of_another(counted: Counted) -> bool:
    """As in "Minister Reed ordered 800 troops", "the mission had 900 soldiers", "a coalition of 3,000 men": somebody
    has them of whom nothing is known.
    """
    hosts = [host for host in (counted.anchor, counted.noun) if host is not None]
    over = counted.anchor.head.head if counted.anchor.dep_ == "pobj" and counted.anchor.head.lower_ == "of" else None
    if over is not None and over.lemma_.lower() in words("joint_forces") - {"group"}:
        return True  # but "a first group of 2,600 soldiers" is of those told of
    owners = [child for host in hosts for child in host.lefts if child.dep_ == "poss"]
    verb, role = next(governors(counted.anchor), (None, "other"))
    if verb is not None and role == "object":
        owners += [child for child in verb.lefts if child.dep_ == "nsubj"]
    return any(owner.pos_ == "PROPN" or owner.lemma_.lower() in words("joint_forces") for owner in owners)


def carry_place(claims: list[Claim]) -> list[Claim]:
    """What befell people in one sentence befell them in one place where the second count names none: "six were killed
    in Riga and 14 injured".
    """
    carried = list(claims)
    for index in range(1, len(carried)):
        before, claim = carried[index - 1], carried[index]
        outcomes = all(c.measure is not None and c.measure.is_outcome for c in (before, claim))
        if claim.place is None and outcomes and _are_told_together(before, claim):
            carried[index] = replace(claim, place=before.place)
    return carried


def inherit(claims: list[Claim], parts: dict[int, int]) -> list[Claim]:
    """A part has its whole's population and outcome, and its status and source where none of its own is told."""
    inherited = list(claims)
    for part, whole in sorted(parts.items()):
        before = inherited[part].measure
        inherited[part] = _with_outcome(inherited[part], inherited[whole])
        if inherited[part].measure is not before:
            inherited[part] = replace(inherited[part], status=inherited[whole].status)
        if inherited[part].population is None and inherited[part].measure is not None:
            inherited[part] = replace(inherited[part], population=inherited[whole].population)
        if inherited[part].place is None and _are_told_together(inherited[part], inherited[whole]):
            inherited[part] = replace(inherited[part], place=inherited[whole].place)
        if inherited[part].status in {None, "current"}:
            inherited[part] = replace(inherited[part], status=inherited[whole].status)
    return inherited


def _are_told_together(one: Claim, other: Claim) -> bool:
    return one.counted.paragraph is other.counted.paragraph and one.counted.sentence == other.counted.sentence


def _with_outcome(part: Claim, whole: Claim) -> Claim:
    """Of the 73 killed, "including 21 women and nine children", all were killed, as the same source says."""
    if not _are_told_together(part, whole):
        return part
    if part.counted.number.start < whole.counted.number.start and _has_verb_of_its_own(part.counted):
        return part
    voice = whole.voice if part.voice.source is None else part.voice
    is_outcome = whole.measure is not None and whole.measure.is_outcome
    of_people = part.measure is not None and part.measure.counts == "person"
    return replace(part, voice=voice, measure=whole.measure if is_outcome and of_people else part.measure)


def _has_verb_of_its_own(counted: Counted) -> bool:
    """As in "freed 27 of the 60 kidnapped": what befell the whole is over for the part."""
    verb, role = next(governors(counted.anchor), (None, "other"))
    return verb is not None and role != "other" and verb.lemma_ != "be"


def with_whole(estimate: Estimate, estimates: list[Estimate]) -> Estimate:
    """A part without a time of its own has its whole's."""
    if estimate.part_of is None or estimate.as_of.expression is not None:
        return estimate
    whole = estimates[estimate.part_of].as_of
    return replace(estimate, as_of=whole) if whole.expression is not None else estimate
