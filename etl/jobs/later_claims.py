"""Claims of a load that is too large to resolve in the transaction that publishes it: a group of sources at a time.

How far they are stands in the batch's watermark, so that the next load finishes what one that was killed left. While
one group is written the next is read and compared, on a connection of its own: which mentions tell one thing does not
depend on the claims that are written meanwhile, and which claims there are is asked by the transaction that writes.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from etl.jobs.ahead import read_ahead
from etl.jobs.articles import Progress
from etl.jobs.claims import ResolvedBlocks, resolve_touched_blocks, tell_claims
from etl.load.statements import statement
from etl.load.touched import (
    OriginLeft,
    TouchedMention,
    count_rows_left,
    gather_rows_left,
    mark_blocks_of_rows,
    read_touched,
    stage_touched,
)

#: Figures whose claims are resolved at a time: what bounds the memory of it.
FIGURES_A_GROUP = 20_000


@dataclass(frozen=True)
class _ResolvedGroup:
    origins: Sequence[OriginLeft]
    blocks: ResolvedBlocks
    touched: Sequence[TouchedMention]


def resolve_later(connection: Connection, batch_id: int) -> None:
    """Mark a batch as one whose claims are to be resolved; in a transaction before the one that publishes it."""
    connection.execute(statement("estimates", "mark_claims"), {"batch_id": batch_id, "origin": 0})


def resolve_left_claims(connection: Connection, progress: Progress) -> None:
    """Resolve the claims of published batches that wait for it, each group of sources in its own transaction."""
    with connection.begin():
        batches = connection.execute(statement("estimates", "batches_with_claims_left")).all()
    for batch_id, after in batches:
        with connection.begin():
            progress.begin("claims", count_rows_left(connection, batch_id, after))
        for group in read_ahead(_resolved_groups(connection.engine, batch_id, after)):
            with connection.begin():
                stage_touched(connection, group.touched, group.blocks.keys)
                tell_claims(connection, group.blocks)
                values = {"batch_id": batch_id, "origin": group.origins[-1].entity_id}
                connection.execute(statement("estimates", "mark_claims"), values)
            progress.advance(sum(origin.rows for origin in group.origins))
        with connection.begin():
            connection.execute(statement("estimates", "claims_done"), {"batch_id": batch_id})


def _resolved_groups(engine: Engine, batch_id: int, after: int) -> Generator[_ResolvedGroup, None, None]:
    with engine.connect() as reader:
        with reader.begin():
            origins = gather_rows_left(reader, batch_id, after)
        for group in _groups(origins):
            with reader.begin():
                mark_blocks_of_rows(reader, [origin.entity_id for origin in group])
                resolved = _ResolvedGroup(group, resolve_touched_blocks(reader), read_touched(reader))
            yield resolved
        with reader.begin():
            reader.execute(statement("later_claims", "forget_rows_left"))


def _groups(origins: Iterable[OriginLeft]) -> Iterator[Sequence[OriginLeft]]:
    """Sources in order, as many as have so many figures together; one with more is a group of its own."""
    group: list[OriginLeft] = []
    figures = 0
    for origin in origins:
        if group and figures + origin.figures > FIGURES_A_GROUP:
            yield group
            group, figures = [], 0
        group.append(origin)
        figures += origin.figures
    if group:
        yield group
