"""One annotation out of those of a long text's sections: its indices and groups are the article's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from etl.records import Annotation, ArticleEntity, Estimate, Party, Quote


def join_annotations(sections: Sequence[Annotation]) -> Annotation:
    """The annotation of an article whose sections were read one by one, in order; of one section its own.

    Entities of one key, or of one name and type, are one in the article. Offsets and passages are the
    article's already.
    """
    if len(sections) == 1:
        return sections[0]
    entities, numbers = _join_entities(sections)
    quotes: list[Quote] = []
    estimates: list[Estimate] = []
    for section, of in zip(sections, numbers, strict=True):
        groups = 1 + max((quote.group for quote in quotes), default=-1)
        quotes += [_moved_quote(quote, of, groups) for quote in section.quotes]
        first = len(estimates)
        estimates += [_moved_estimate(estimate, of, first) for estimate in section.estimates]
    return replace(
        sections[0],
        entities=entities,
        mentions=tuple(
            replace(mention, entity=None if mention.entity is None else of[mention.entity])
            for section, of in zip(sections, numbers, strict=True)
            for mention in section.mentions
        ),
        quotes=tuple(quotes),
        quantities=tuple(chain.from_iterable(section.quantities for section in sections)),
        estimates=tuple(estimates),
    )


def without_context(annotation: Annotation, own_from: int) -> Annotation:
    """A section's annotation without what stands in the paragraphs that were read with the section before."""
    if not own_from:
        return annotation
    dropped = sum(estimate.start < own_from for estimate in annotation.estimates)
    own = [estimate for estimate in annotation.estimates if estimate.start >= own_from]
    return replace(
        annotation,
        mentions=tuple(mention for mention in annotation.mentions if mention.start >= own_from),
        quotes=tuple(quote for quote in annotation.quotes if quote.start >= own_from),
        quantities=tuple(quantity for quantity in annotation.quantities if quantity.start >= own_from),
        estimates=tuple(
            replace(e, part_of=e.part_of - dropped if e.part_of is not None and e.part_of >= dropped else None)
            for e in own
        ),
    )


def _join_entities(sections: Iterable[Annotation]) -> tuple[tuple[ArticleEntity, ...], list[dict[int, int]]]:
    """The article's entities, and for each section the article's index of each of its own."""
    joined: list[ArticleEntity] = []
    known: dict[tuple[str, str], int] = {}
    numbers: list[dict[int, int]] = []
    for section in sections:
        of: dict[int, int] = {}
        for entity in section.entities:
            identity = ("key", entity.key) if entity.key else (entity.type, entity.name)
            index = of[entity.index] = known.setdefault(identity, len(joined))
            if index == len(joined):
                joined.append(replace(entity, index=index))
            else:
                aliases = tuple(dict.fromkeys((*joined[index].aliases, *entity.aliases)))
                joined[index] = replace(joined[index], aliases=aliases)
        numbers.append(of)
    return tuple(joined), numbers


def _moved_party(party: Party, of: Mapping[int, int]) -> Party:
    return party if party.entity is None else replace(party, entity=of[party.entity])


def _moved_quote(quote: Quote, of: Mapping[int, int], groups: int) -> Quote:
    return replace(
        quote, group=quote.group + groups, speakers=tuple(_moved_party(speaker, of) for speaker in quote.speakers)
    )


def _moved_estimate(estimate: Estimate, of: Mapping[int, int], first: int) -> Estimate:
    return replace(
        estimate,
        source=None if estimate.source is None else _moved_party(estimate.source, of),
        chain=tuple(replace(link, party=_moved_party(link.party, of)) for link in estimate.chain),
        disputed_by=tuple(_moved_party(party, of) for party in estimate.disputed_by),
        part_of=None if estimate.part_of is None else estimate.part_of + first,
    )
