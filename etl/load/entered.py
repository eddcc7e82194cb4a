"""Rows that people enter, estimates and quotes alike: found again by key and hash among those that are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row

from etl.load.statements import statement

#: Why a row is not taken whose key another row of the load has.
REPEATED = "the same id stands twice in this load and says something else: give each row an id of its own"


@dataclass(frozen=True)
class RowKeys:
    """Natural keys and hashes of rows: lists, or literals of arrays."""

    keys: Any
    hashes: Any


def find_wanted(
    connection: Connection,
    table: Literal["estimate", "quote"],
    batch_id: int,
    asked: RowKeys,
    some: Callable[[Sequence[int]], tuple[RowKeys, Any]],
) -> Sequence[Row[Any]]:
    """The rows that are not there as they are, by ordinal, with what each of them is to become.

    ``some`` gives those at some places of what was asked, counted from 0, and the ordinals that stand for them.
    """
    names = {"entered_table": table, "entered_id": f"{table}_id"}
    values = {"batch_id": batch_id, "keys": asked.keys, "hashes": asked.hashes}
    connection.execute(statement("planning", "gather_by_index"))
    differing = connection.execute(statement("entered", "find_differing", **names), values).scalars().all()
    wanted: Sequence[Row[Any]] = ()
    if differing:
        left, ordinals = some([place - 1 for place in differing])
        values |= {"keys": left.keys, "hashes": left.hashes, "ordinals": ordinals}
        wanted = connection.execute(statement("entered", "find_wanted", **names), values).all()
    connection.execute(statement("planning", "plan_freely"))
    return wanted
