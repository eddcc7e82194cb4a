"""An annotation -> the rows of one extraction, with every party under its natural key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from etl.records import Annotation, ChainRole, Estimate, Interval, Party, Quote, ResolvedEntity, ResolvedExtraction, Row
from etl.resolve.entities import (
    ArticleCast,
    alias_scope,
    resolve_cast,
    resolve_place,
    resolve_population,
)


def resolve_annotation(text: str, annotation: Annotation, article_key: str, outlet: str | None) -> ResolvedExtraction:
    """Resolve an annotation of ``text``.

    Raises:
        ValueError: the annotation breaks a rule of the records (a span outside the text, an interval
            whose end comes before its start).
    """
    cast = resolve_cast(annotation, article_key, outlet)
    seen: dict[str, ResolvedEntity] = {cast.outlet.key: cast.outlet}
    seen.update((entity.key, entity) for entity in cast.entities)
    rows = _Rows(text, annotation, cast, seen)
    quotes = tuple(rows.quote(i, q) for i, q in enumerate(annotation.quotes))
    estimates = tuple(rows.estimate(i, e) for i, e in enumerate(annotation.estimates))
    speakers = tuple(
        (i, position, *rows.party(speaker))
        for i, quote in enumerate(annotation.quotes)
        for position, speaker in enumerate(quote.speakers)
    )
    attributions = tuple(row for i, e in enumerate(annotation.estimates) for row in rows.chain(i, e))
    disputes = tuple(
        (i, position, *rows.party(party))
        for i, estimate in enumerate(annotation.estimates)
        for position, party in enumerate(estimate.disputed_by)
    )
    return ResolvedExtraction(
        article_key=article_key,
        outlet=cast.outlet,
        published=annotation.published,
        genre=annotation.genre,
        title=_headline(text, annotation),
        entities=tuple(seen.values()),
        aliases=tuple(_aliases(annotation, cast)),
        passages=tuple((i, p.start, p.end, p.kind, p.time, p.speaker) for i, p in enumerate(annotation.passages)),
        mentions=tuple(rows.mentions()),
        quotes=quotes,
        quote_speakers=speakers,
        estimates=estimates,
        attributions=attributions,
        disputes=disputes,
    )


def _headline(text: str, annotation: Annotation) -> str | None:
    """The page's own headline, for articles whose reader found no title."""
    return next((" ".join(text[p.start : p.end].split()) for p in annotation.passages if p.kind == "headline"), None)


def _aliases(annotation: Annotation, cast: ArticleCast) -> Iterator[tuple[str, str, str, str | None]]:
    for entity, resolved in zip(annotation.entities, cast.entities, strict=True):
        for alias, kind in entity.aliases:
            yield resolved.key, alias, kind, cast.article_key if alias_scope(kind, resolved) else None


@dataclass(frozen=True)
class _Rows:
    """Makes rows of one article; ``seen`` collects the entities that they point to."""

    text: str
    annotation: Annotation
    cast: ArticleCast
    seen: dict[str, ResolvedEntity]

    def _key(self, entity: ResolvedEntity | None) -> str | None:
        if entity is None:
            return None
        self.seen.setdefault(entity.key, entity)
        return entity.key

    def _surface(self, start: int, end: int) -> str:
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}:{end} lies outside the text of {len(self.text)} characters")
        return self.text[start:end]

    def party(self, party: Party) -> Row:
        """(entity key, surface, start, end)"""
        surface = None if party.start is None or party.end is None else self._surface(party.start, party.end)
        return self._key(self.cast.of(party)), surface, party.start, party.end

    def mentions(self) -> Iterator[Row]:
        for ordinal, m in enumerate(self.annotation.mentions):
            key = None if m.entity is None else self.cast.entities[m.entity].key
            yield ordinal, m.start, m.end, self._surface(m.start, m.end), m.label, m.kind, key

    def quote(self, ordinal: int, q: Quote) -> Row:
        cue = None if q.cue_start is None or q.cue_end is None else self._surface(q.cue_start, q.cue_end)
        return (
            ordinal, q.passage, q.start, q.end, self._surface(q.start, q.end), q.kind,
            cue, q.cue_start, q.cue_end, q.channel, q.group, *_interval(q.said),
            self._surface(q.sentence_start, q.sentence_end), q.sentence_start, _share(q.confidence),
        )  # fmt: skip

    def estimate(self, ordinal: int, e: Estimate) -> Row:
        place = resolve_place(e.place, self.annotation) if e.place else None
        population = resolve_population(e.population) if e.population else None
        origin = self.cast.of(e.chain[0].party) if e.chain and e.attribution != "narrator" else self.cast.outlet
        source = (None, None, None) if e.source is None else (e.source.text, e.source.start, e.source.end)
        return (
            ordinal, e.passage, e.start, e.end, self._surface(e.start, e.end), e.number_start, e.number_end,
            e.kind, _number(e.low), _number(e.best), _number(e.high), _number(e.value), e.qualifier, e.hedge,
            e.polarity, e.measure, e.status, e.population, self._key(population), e.unit, e.per, e.noun,
            e.place, self._key(place), e.time_kind, e.is_change, e.part_of, e.attribution, *source,
            self._key(origin), *_interval(e.as_of), *_interval(e.said),
            self._surface(e.sentence_start, e.sentence_end), e.sentence_start, _share(e.confidence),
        )  # fmt: skip

    def chain(self, ordinal: int, e: Estimate) -> Iterator[Row]:
        """The chain's rows: the origin first, the article's outlet always last."""
        links: list[tuple[ChainRole, Row]] = [
            (link.role, self.party(link.party)) for link in e.chain if link.role != "outlet"
        ]
        outlet = self._key(self.cast.outlet)
        if e.attribution == "narrator" or not links:
            links = [("origin", (outlet, None, None, None))]
        else:
            links.append(("outlet", (outlet, None, None, None)))
        for position, (role, party) in enumerate(links):
            yield ordinal, position, role, *party


def _interval(interval: Interval) -> Row:
    if interval.from_on and interval.to_on and interval.from_on > interval.to_on:
        raise ValueError(f"interval {interval.from_on} .. {interval.to_on} ends before it starts")
    if interval.from_on is None and interval.to_on is None:
        return None, None, "unknown", "unknown", interval.expression
    basis = "derived" if interval.basis == "unknown" else interval.basis
    return interval.from_on, interval.to_on, interval.precision, basis, interval.expression


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(round(value, 6))).normalize()


def _share(confidence: float) -> Decimal:
    return Decimal(f"{min(1.0, max(0.0, confidence)):.3f}")
