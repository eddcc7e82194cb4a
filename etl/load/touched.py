"""What was touched: the figures whose claims a publication, a merge or a correction may have changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from etl.load.statements import statement
from etl.records import SAID_DAYS


def mark_blocks_of_publication(connection: Connection) -> None:
    """Touched: what a reading tells that opened or closed in this transaction, with all that may be told with it."""
    _mark(connection, "changed_by_publication", "touched_by_changes")


def gather_rows_left(connection: Connection, batch_id: int, after: int) -> Sequence[Row[tuple[int, int]]]:
    """Gather for the session what a batch of analysts' rows changed, of origins above ``after``; (origin, figures)."""
    values: dict[str, dict[str, int]] = {"gather_rows_left": {"batch_id": batch_id, "after": after}}
    for step in ("forget_rows_left", "gather_rows_left", "index_rows_left", "analyze_rows_left"):
        connection.execute(statement("later_claims", step), values.get(step, {}))
    return connection.execute(statement("later_claims", "origins_left")).all()


def mark_blocks_of_rows(connection: Connection, entity_ids: Sequence[int]) -> None:
    """Touched: what those of the rows that wait for their claims tell that these entities are the origin of."""
    _mark(connection, "changed_by_rows", "touched_by_changes", entity_ids=list(entity_ids))


def mark_blocks_of_entities(connection: Connection, entity_ids: Sequence[int]) -> None:
    """Touched: every block whose origin or whose places are among these entities."""
    _mark(connection, "touched_by_entities", entity_ids=list(entity_ids))


def mark_blocks_of_articles(connection: Connection, article_keys: Sequence[str]) -> None:
    """Touched: every block of the current readings of these articles, before and after corrections."""
    _mark(connection, "touched_by_articles", article_keys=list(article_keys))


def mark_all_blocks(connection: Connection) -> None:
    """Touched: every block there is."""
    _mark(connection, "touched_by_anything")


def _mark(connection: Connection, *marks: str, **values: Any) -> None:
    values["said_days"] = SAID_DAYS
    for step in (
        "forget_touched", "gather_corrections", "analyze_corrections", "create_touched", "create_changed",
        "create_undated", *marks, "analyze_changed", "gather_blocks", "find_corrected", "widen_corrected",
        "gather_tellers", "analyze_tellers", "gather_numbers", "analyze_numbers", "gather_touched", "analyze_touched",
    ):  # fmt: skip
        marked = statement("touched", step)
        connection.execute(marked, {name: values[name] for name in marked.compile().params})
