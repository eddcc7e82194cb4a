"""From quantities to estimates: every question about a claim asked in turn, its answers put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property

from etl.extract.document import ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.estimates.attribution import Voices
from etl.extract.estimates.bounds import level_reached, stated_bounds, with_level_bound
from etl.extract.estimates.chain import Chains
from etl.extract.estimates.claim import Claim, carry_place, carry_population, inherit, with_whole
from etl.extract.estimates.counted import Counted, figure_of, locate, shared_noun
from etl.extract.estimates.elision import (
    elided_measure,
    follows_others,
    is_bare,
    is_crowd,
    is_elided,
    is_same_figure,
)
from etl.extract.estimates.measuring import is_fraction, is_share, measure_of
from etl.extract.estimates.mentions import Mentions
from etl.extract.estimates.parts import Item, find_parts, is_listed_part
from etl.extract.estimates.places import place_of
from etl.extract.estimates.populations import (
    force_of,
    is_bloc,
    is_of_nationals,
    its_owner,
    population_of,
    state_of_place,
)
from etl.extract.estimates.selection import DateSpans, is_claim, may_be_claim, speaker_starts
from etl.extract.estimates.stance import dispute_in, hedge_of, is_told_in_past, polarity_of
from etl.extract.estimates.standing import status_of
from etl.extract.estimates.times import Clock, time_kind_of
from etl.extract.estimates.unquantified import FOLLOWED, BareClaim, bare_claims
from etl.extract.estimates.vague import vague_quantities
from etl.extract.estimates.vocabulary import Measure, kind_of_unit, measures
from etl.extract.estimates.voice import Voice
from etl.records import DateExpression, Estimate, Interval, Party, Quantity, Quote

_NUMBERS_IN_CLAUSE = 20
#: What stands between a level and the one before.
_UP_FROM = re.compile(r"^[”\"]?,?[”\"]? (?:up|down) from $", re.IGNORECASE)
_CONFIDENCE = {"explicit": 0.9, "carried_on": 0.6, "narrator": 0.8}


class EstimateReader:
    """Reads the estimates of one article."""

    def __init__(
        self,
        article: ParsedArticle,
        entities: EntityTable,
        quotes: list[Quote],
        dates: list[DateExpression],
        published: Interval,
    ) -> None:
        self.article = article
        self.entities = entities
        self.quotes = quotes
        self.dates = dates
        self.mentions = Mentions(entities)
        self.voices = Voices(article, entities, quotes)
        self.chains = Chains(article, entities, quotes)
        self.clock = Clock(dates, published)

    def read(self, quantities: list[Quantity]) -> list[Estimate]:
        claims = self._claims(vague_quantities(self.article, quantities))
        claims = carry_population(self._with_elided(self._as_forces(claims)), self._forces_told)
        items = [
            Item(claim.counted, claim.measure, claim.population, claim.voice.source, claim.counted.quantity.value)
            for claim in claims
        ]
        parts = find_parts(items, self.article.text)
        claims = carry_place(inherit(claims, parts))
        estimates = [self._estimate(claim, parts.get(index)) for index, claim in enumerate(claims)]
        estimates = [self._disputed(with_whole(estimate, estimates)) for estimate in estimates]
        return _merged(estimates, [self._bare(claim) for claim in self._bare_claims(claims)])

    def _claims(self, quantities: list[Quantity]) -> list[Claim]:
        spans = DateSpans(self.dates)
        speakers = speaker_starts(self.quotes)
        claims = []
        for quantity in quantities:
            counted = locate(self.article, quantity)
            if counted is None:
                continue
            kind = self.article.passage_kind(counted.paragraph)
            if not may_be_claim(quantity, kind, spans):
                continue
            claim = self._claim(counted)
            counts_who_speak = quantity.number_start in speakers and not is_share(quantity)
            if not counts_who_speak and is_claim(counted, claim.measure, claim.voice.speech):
                claims.append(claim)
        return claims

    def _with_elided(self, claims: list[Claim]) -> list[Claim]:
        """Numbers without a noun count what the one before counted: "... 9,000 soldiers. France knows of 4,000"."""
        read: list[Claim] = []
        last: Claim | None = None
        for claim in claims:
            found = claim
            if claim.measure is None and last is not None and is_elided(claim.counted, last.counted):
                found = self._claim(claim.counted, elided_measure(claim.counted, last.measure))
                found = replace(found, population=found.population or last.population)
                if is_same_figure(claim.counted, last.counted):
                    found = replace(found, status=last.status)
            elif claim.measure is None:
                found = self._as_force(claim)
            if found.measure is None and is_crowd(claim.counted):
                found = self._claim(claim.counted, measures()["people"])
            if found.voice.source is None and last is not None and self._is_compared(found.counted, last.counted):
                found = replace(found, voice=last.voice)
            read.append(found)
            if found.measure is not None and found.measure.counts != "amount" and not is_listed_part(found.counted):
                last = found
        return read

    def _is_compared(self, counted: Counted, before: Counted) -> bool:
        """As in "put it at 250, up from 180 in March": the level before is the same source's."""
        if counted.paragraph is not before.paragraph or counted.sentence != before.sentence:
            return False
        return _UP_FROM.search(self.article.text[before.quantity.end : counted.quantity.start]) is not None

    def _as_force(self, claim: Claim) -> Claim:
        """Bare numbers that are sent or trained are soldiers where the article is about those of one state."""
        if len(self._forces) != 1 or not is_bare(claim.counted) or follows_others(claim.counted):
            return claim
        found = self._claim(claim.counted, measures()["troops"])
        is_followed = found.status in FOLLOWED or figure_of(claim.counted) is not None
        return replace(found, population=found.population or next(iter(self._forces))) if is_followed else claim

    def _as_forces(self, claims: list[Claim]) -> list[Claim]:
        """In an article about a state's soldiers those called by their nation alone are soldiers."""
        if all(claim.measure is not measures()["people"] for claim in claims):
            return claims
        read = []
        for claim in claims:
            is_people = claim.measure is measures()["people"] and claim.population is not None
            if is_people and is_of_nationals(claim.counted) and claim.population in self._forces:
                found = replace(self._claim(claim.counted, measures()["troops"]), population=claim.population)
                read.append(found if _is_abroad(found, or_unknown=found.status in FOLLOWED) else claim)
            else:
                read.append(claim)
        return read

    @cached_property
    def _forces(self) -> frozenset[str]:
        """The states whose soldiers the article speaks of."""
        return frozenset(state for _, state in self._soldiers)

    @cached_property
    def _soldiers(self) -> list[tuple[int, str]]:
        """Where soldiers of a state are spoken of, in text order."""
        return [
            (paragraph.start_of(token), state)
            for paragraph in self.article.paragraphs
            for token in paragraph.doc
            if (state := force_of(token)) is not None
        ]

    def _forces_told(self, start: int, end: int) -> frozenset[str]:
        """The states whose soldiers are spoken of between two offsets."""
        return frozenset(state for at, state in self._soldiers if start <= at < end)

    def _claim(self, counted: Counted, measure: Measure | None = None) -> Claim:
        measure = measure or measure_of(counted)
        voice = self.voices.at(counted)
        paragraph = counted.paragraph
        mentions = self.mentions.within(*counted.scope_offsets)
        first = voice.speech.start - paragraph.start if voice.speech is not None else 0
        place = place_of(counted, mentions, self.article.text, first)
        population = population_of(counted, measure, state_of_place(place.name) if place is not None else None)
        if population is not None and is_bloc(population) and measure is measures()["people"]:
            measure = measures()["states"]  # the members of an alliance are states
        if population is None and voice.source is not None:
            population = its_owner(counted, voice.source.name)
        speech = voice.speech
        past_cue = is_told_in_past(counted, speech)
        status = status_of(counted, measure, speech.start if speech is not None else None, past_cue=past_cue)
        return Claim(counted, measure, voice, place, population, status)

    def _estimate(self, claim: Claim, part_of: int | None) -> Estimate:
        counted, voice = claim.counted, claim.voice
        quantity, paragraph = with_level_bound(counted), counted.paragraph
        reached = level_reached(counted)
        low, best, high = stated_bounds(quantity) if reached is None else (reached, reached, reached)
        as_of = self.clock.as_of(counted, voice, claim.status)
        noun_start, noun_end = _noun_offsets(counted)
        counts = claim.measure.counts if claim.measure is not None else None
        is_numeric = any(bound is not None for bound in (low, best, high))
        return Estimate(
            start=quantity.start, end=quantity.end,
            number_start=quantity.number_start, number_end=quantity.number_end,
            text=self.article.text[quantity.start : quantity.end],
            kind="numeric" if is_numeric else "vague",
            low=low, best=best, high=high, value=quantity.value if reached is None else reached,
            qualifier=quantity.qualifier,
            hedge=hedge_of(counted, voice.speech, self.article.text),
            polarity=polarity_of(counted, voice.speech),
            unit=_unit(quantity, claim.measure),
            noun=None if noun_start is None else self.article.text[noun_start:noun_end],
            noun_start=noun_start, noun_end=noun_end,
            measure=claim.measure.code if claim.measure is not None else None,
            status=claim.status, population=claim.population, per=quantity.per,
            place=claim.place.text if claim.place is not None else None,
            place_start=claim.place.start if claim.place is not None else None,
            place_end=claim.place.end if claim.place is not None else None,
            time_kind=time_kind_of(counted, as_of, counts), is_change=quantity.is_change and reached is None,
            source=voice.source, attribution=voice.attribution, chain=self.chains.chain(counted, voice),
            disputed_by=(), as_of=as_of, said=self.clock.said(voice), part_of=part_of,
            passage=paragraph.passage,
            sentence_start=paragraph.start_of(counted.sentence), sentence_end=paragraph.end_of(counted.sentence),
            confidence=_confidence(claim),
        )  # fmt: skip

    def _disputed(self, estimate: Estimate) -> Estimate:
        """A figure that the next sentence rejects stays its maker's, and names who disputes it."""
        paragraph = self.article.paragraph_at(estimate.sentence_start)
        if paragraph is None:
            return estimate
        following = next((s for s in paragraph.sentences if paragraph.start_of(s) >= estimate.sentence_end), None)
        subject = dispute_in(following) if following is not None else None
        if subject is None:
            return estimate
        start, end = paragraph.start_of(subject.left_edge), paragraph.end_of(subject)
        party: Party = self.entities.party(self.article, start, end)
        if estimate.source is not None and estimate.source.name == party.name:
            return estimate
        return replace(estimate, disputed_by=(party,))

    def _bare_claims(self, claims: list[Claim]) -> list[BareClaim]:
        taken = {
            claim.counted.paragraph.start_of(token)
            for claim in claims
            for token in (claim.counted.noun, claim.counted.anchor)
            if token is not None
        }
        return list(bare_claims(self.article, self.quotes, taken))

    def _bare(self, claim: BareClaim) -> Estimate:
        paragraph, quote = claim.paragraph, claim.quote
        voice = Voice(quote.speakers[0], "explicit", (quote,))
        sentence = paragraph.sentence_at(claim.start)
        counted = _bare_counted(claim)
        said = self.clock.said(voice)
        noun_start, noun_end = paragraph.start_of(claim.noun.left_edge), paragraph.end_of(claim.noun)
        return Estimate(
            start=claim.start, end=claim.end, number_start=None, number_end=None,
            text=self.article.text[claim.start : claim.end], kind="unquantified",
            low=None, best=None, high=None, value=None, qualifier=None,
            hedge=hedge_of(counted, quote, self.article.text), polarity=polarity_of(counted, quote),
            unit="person", noun=self.article.text[noun_start:noun_end], noun_start=noun_start, noun_end=noun_end,
            measure=claim.measure.code, status=claim.status, population=claim.population, per=None,
            place=None, place_start=None, place_end=None, time_kind="instant", is_change=False,
            source=quote.speakers[0], attribution="explicit", chain=self.chains.chain(counted, voice),
            disputed_by=(), as_of=self.clock.as_of(counted, voice, claim.status), said=said, part_of=None,
            passage=paragraph.passage, sentence_start=paragraph.start_of(sentence),
            sentence_end=paragraph.end_of(sentence), confidence=0.6,
        )  # fmt: skip


def _is_abroad(claim: Claim, *, or_unknown: bool) -> bool:
    """Whether the counted are somewhere outside their own state, as far as told."""
    state = state_of_place(claim.place.name) if claim.place is not None else None
    return state != claim.population if state is not None else or_unknown


def _bare_counted(claim: BareClaim) -> Counted:
    """The noun of a claim without a number, in the form the questions about quantities take."""
    paragraph, noun = claim.paragraph, claim.noun
    start, end = paragraph.start_of(noun), paragraph.end_of(noun)
    quantity = Quantity(start, end, noun.text, start, end, None, None, None, None, "vague", None, noun.text)
    return Counted(quantity, paragraph, noun.sent, claim.noun.doc[noun.i : noun.i + 1], noun, noun)


def _noun_offsets(counted: Counted) -> tuple[int | None, int | None]:
    if counted.noun_span is not None:
        return counted.noun_span
    noun = shared_noun(counted)
    if noun is None:
        return None, None
    return counted.paragraph.start_of(noun), counted.paragraph.end_of(noun)


def _unit(quantity: Quantity, measure: Measure | None) -> str | None:
    """The unit of measure where one is written, else what the measure counts in, else the noun's own word."""
    if measure is measures()["share"] and is_fraction(quantity):
        return "fraction"
    if (quantity.unit or "").partition(" per ")[0] in kind_of_unit():
        return quantity.unit
    return measure.unit if measure is not None and measure.unit else quantity.unit


def _confidence(claim: Claim) -> float:
    confidence = _CONFIDENCE[claim.voice.attribution]
    if claim.voice.speech is not None:
        confidence *= claim.voice.speech.confidence
    return round(confidence if claim.measure is not None else confidence * 0.8, 3)


def _cut_short(claim: Estimate, numbered: list[Estimate]) -> Estimate | None:
    """A bare claim up to the first number in its clause; dropped where the number counts the same, or nothing
    but its noun is left.
    """
    first = bisect_right(numbered, claim.start, key=lambda other: other.end)
    inside = [other for other in numbered[first : first + _NUMBERS_IN_CLAUSE] if other.start < claim.end]
    if not inside:
        return claim
    end = len(claim.text[: max(0, inside[0].start - claim.start)].rstrip(" ,;:–—-")) + claim.start
    if any(other.measure == claim.measure for other in inside) or end <= (claim.noun_end or claim.start):
        return None
    return replace(claim, end=end, text=claim.text[: end - claim.start])


def _merged(estimates: list[Estimate], bare: list[Estimate]) -> list[Estimate]:
    """All claims in text order, with the indexes of wholes kept right."""
    kept = [cut for claim in bare if (cut := _cut_short(claim, estimates)) is not None]
    order = sorted([*estimates, *kept], key=lambda estimate: (estimate.start, estimate.end))
    index = {id(estimate): at for at, estimate in enumerate(order)}
    return [
        replace(estimate, part_of=index[id(estimates[estimate.part_of])]) if estimate.part_of is not None else estimate
        for estimate in order
    ]
