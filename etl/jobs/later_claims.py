"""Claims of a load that is too large to resolve in the transaction that publishes it: a group of sources at a time.

How far they are stands in the batch's watermark, so that the next load finishes what one that was killed left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Row

from etl.jobs.articles import Progress
from etl.jobs.claims import resolve_touched_claims
from etl.load.statements import statement
from etl.load.touched import gather_rows_left, mark_blocks_of_rows

#: Figures whose claims are resolved at a time: what bounds the memory of it.
FIGURES_A_GROUP = 20_000


def resolve_later(connection: Connection, batch_id: int) -> None:
    """Mark a batch as one whose claims are to be resolved; in a transaction before the one that publishes it."""
    connection.execute(statement("estimates", "mark_claims"), {"batch_id": batch_id, "origin": 0})


def resolve_left_claims(connection: Connection, progress: Progress) -> None:
    """Resolve the claims of published batches that wait for it, each group of sources in its own transaction."""
    with connection.begin():
        batches = connection.execute(statement("estimates", "batches_with_claims_left")).all()
    for batch_id, after in batches:
        with connection.begin():
            origins = gather_rows_left(connection, batch_id, after)
        progress.begin("claims", sum(row.figures for row in origins))
        for group in _groups(origins):
            with connection.begin():
                mark_blocks_of_rows(connection, [row.entity_id for row in group])
                resolve_touched_claims(connection)
                values = {"batch_id": batch_id, "origin": group[-1].entity_id}
                connection.execute(statement("estimates", "mark_claims"), values)
            progress.advance(sum(row.figures for row in group))
        with connection.begin():
            connection.execute(statement("estimates", "claims_done"), {"batch_id": batch_id})


def _groups(origins: Iterable[Row[tuple[int, int]]]) -> Iterator[Sequence[Row[tuple[int, int]]]]:
    """Sources in order, as many as have so many figures together; one with more is a group of its own."""
    group: list[Row[tuple[int, int]]] = []
    figures = 0
    for origin in origins:
        if group and figures + origin.figures > FIGURES_A_GROUP:
            yield group
            group, figures = [], 0
        group.append(origin)
        figures += origin.figures
    if group:
        yield group
