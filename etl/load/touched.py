"""What was touched: the figures whose claims a publication, a merge or a correction may have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult

from etl.load.staging import stage_rows
from etl.load.statements import statement
from etl.records import SAID_DAYS, MentionKey

#: Columns of a mention's key, in its order.
KEY_COLUMNS = {
    "article_key": "text", "text_sha256": "text", "number_start": "bigint", "number_end": "bigint", "rank": "bigint",
}  # fmt: skip
_PLANNING = frozenset({"look_up_by_index", "plan_freely"})


class OriginLeft(NamedTuple):
    """A source whose claims are to be told: the figures that changed, and how many of them are rows of the batch."""

    entity_id: int
    figures: int
    rows: int


class TouchedMention(NamedTuple):
    """A mention that was looked at; of one that is only near, nothing but which claims it is near."""

    estimate_id: int
    is_only_near: bool


def mark_blocks_of_publication(connection: Connection) -> None:
    """Touched: what a reading tells that opened or closed in this transaction, with all that may be told with it."""
    _mark(connection, "look_up_by_index", "changed_by_publication", "plan_freely", "touched_by_changes")


def count_rows_left(connection: Connection, batch_id: int, after: int) -> int:
    """Rows of a batch of analysts' rows whose origins come after ``after``."""
    values = {"batch_id": batch_id, "after": after}
    return int(connection.execute(statement("later_claims", "count_rows_left"), values).scalar_one())


def gather_rows_left(connection: Connection, batch_id: int, after: int) -> list[OriginLeft]:
    """Gather for the session what a batch of analysts' rows changed, of origins above ``after``; those origins."""
    values: dict[str, dict[str, int]] = {"gather_rows_left": {"batch_id": batch_id, "after": after}}
    for step in ("forget_rows_left", "gather_rows_left", "index_rows_left", "analyze_rows_left"):
        connection.execute(statement("later_claims", step), values.get(step, {}))
    return [OriginLeft(*row) for row in connection.execute(statement("later_claims", "origins_left"))]


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


def read_touched(connection: Connection) -> list[TouchedMention]:
    """The mentions of the blocks that were marked in this transaction."""
    return [TouchedMention(*row) for row in connection.execute(statement("touched", "read_touched")).all()]


def stage_touched(connection: Connection, touched: Iterable[TouchedMention], keys: Mapping[int, MentionKey]) -> None:
    """Let mentions that another session marked count as touched in this transaction."""
    for step in ("forget_touched", "create_undated"):
        connection.execute(statement("touched", step))
    columns = {"estimate_id": "bigint", "is_only_near": "boolean"}
    touched = list(touched)
    stage_rows(connection, "touched_estimate", columns, touched)
    named = ((*mention, *keys[mention.estimate_id]) for mention in touched if mention.estimate_id in keys)
    stage_rows(connection, "touched_mention", columns | KEY_COLUMNS, named)


def is_anything_touched(connection: Connection) -> bool:
    """Whether anything was marked in this transaction."""
    return bool(connection.execute(statement("touched", "is_anything_touched")).scalar_one())


def _mark(connection: Connection, *marks: str, **values: Any) -> None:
    """Gather what is touched; the last of ``marks`` tells the blocks, and without any there is nothing to gather."""
    values["said_days"] = SAID_DAYS
    for step in (
        "forget_touched", "gather_corrections", "analyze_corrections", "create_touched", "create_changed",
        "create_undated", *marks,
    ):  # fmt: skip
        marked = _execute(connection, step, values)
    if not marked.rowcount:
        return
    for step in (
        "analyze_changed", "gather_blocks", "find_corrected", "widen_corrected", "gather_tellers", "analyze_tellers",
        "gather_numbers", "analyze_numbers", "gather_touched", "analyze_touched",
    ):  # fmt: skip
        _execute(connection, step, values)


def _execute(connection: Connection, step: str, values: Mapping[str, Any]) -> CursorResult[Any]:
    wanted = statement("planning" if step in _PLANNING else "touched", step)
    return connection.execute(wanted, {name: values[name] for name in wanted.compile().params})
