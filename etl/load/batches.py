"""The life of a batch: begun, counted, published or failed; and the rejects it met."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from etl import __version__
from etl.load.staging import stage_rows
from etl.load.statements import statement
from etl.records import RejectedRecord


@dataclass
class Counts:
    """What a load did, by record."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    forgotten: int = 0

    def add(self, other: Counts) -> None:
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.rejected += other.rejected
        self.forgotten += other.forgotten
        for code, count in other.reasons.items():
            self.reasons[code] = self.reasons.get(code, 0) + count


def begin_batch(connection: Connection, command: str, source: str, extractor: str | None = None) -> int:
    """Insert a running batch and return its id; batches that a dead process left running are marked failed.

    The caller holds the write lock, so a batch that is still ``running`` has nobody working on it, unless it
    has a lease that lasts.
    """
    connection.execute(statement("batches", "fail_abandoned_batches"))
    values = {"command": command, "source": source, "version": __version__, "extractor": extractor}
    return int(connection.execute(statement("batches", "begin_batch"), values).scalar_one())


def record_progress(connection: Connection, batch_id: int, counts: Counts, watermark: str | None) -> None:
    """Store the counts so far and the key of the last record, in the transaction of the chunk they speak of."""
    connection.execute(
        statement("batches", "record_progress"),
        {
            "batch_id": batch_id, "new": counts.new, "changed": counts.changed,
            "unchanged": counts.unchanged, "rejected": counts.rejected, "forgotten": counts.forgotten,
            "watermark": watermark,
        },
    )  # fmt: skip
    if counts.reasons:
        connection.execute(
            statement("batches", "record_reasons"),
            {"batch_id": batch_id, "codes": list(counts.reasons), "counts": list(counts.reasons.values())},
        )


def publish_batch(connection: Connection, batch_id: int, input_sha256: str | None = None) -> None:
    """Make a batch's rows the current ones, in one transaction: report sees all of it or nothing."""
    for step in (
        "close_versions", "open_versions", "close_extractions", "open_extractions",
        "supersede_rows", "supersede_quotes",
    ):  # fmt: skip
        connection.execute(statement("batches", step), {"batch_id": batch_id})
    connection.execute(statement("batches", "publish_batch"), {"batch_id": batch_id, "input_sha256": input_sha256})


def fail_batch(connection: Connection, batch_id: int, error: str) -> None:
    """Mark a batch failed; what it committed stays invisible and the next run takes it over."""
    connection.execute(statement("batches", "fail_batch"), {"batch_id": batch_id, "error": error})


def withdraw_batch(connection: Connection, batch_id: int, error: str) -> None:
    """Keep a batch from being published; a later load of the same input takes its rows over."""
    connection.execute(statement("batches", "withdraw_batch"), {"batch_id": batch_id, "error": error})


def load_rejects(connection: Connection, batch_id: int, rejects: Iterable[RejectedRecord]) -> None:
    """Keep rejected records; one that is kept already (same place, same bytes, same reason) stays one row."""
    columns = {
        "stage": "text", "location": "text", "line": "bigint", "field": "text", "code": "text",
        "reason": "text", "record": "bytea", "record_sha256": "text", "reader": "text",
    }  # fmt: skip
    rows = [
        (
            r.stage,
            r.location,
            r.line,
            r.field,
            r.code,
            r.reason,
            r.record,
            hashlib.sha256(r.record).hexdigest(),
            r.reader,
        )
        for r in rejects
    ]
    if rows:
        stage_rows(connection, "stage_reject", columns, rows)
        connection.execute(statement("batches", "insert_rejects"), {"batch_id": batch_id})


def open_rejects(
    connection: Connection, ids: Sequence[int] | None = None, code: str | None = None
) -> Sequence[Row[Any]]:
    """Rejects that wait to be mended: those of ``ids``, of one reason, or all."""
    values = {"ids": list(ids) if ids is not None else None, "code": code}
    return connection.execute(statement("batches", "open_rejects"), values).all()


def settle_rejects(connection: Connection, ids: Sequence[int], state: str, batch_id: int | None = None) -> int:
    """Mark open rejects ``replayed`` or ``dismissed``; returns how many were open."""
    values = {"ids": list(ids), "state": state, "batch_id": batch_id}
    return connection.execute(statement("batches", "settle_rejects"), values).rowcount


def rejects_read_again(connection: Connection, batch_id: int) -> list[int]:
    """Open rejects of the extractor whose texts this batch has read."""
    return list(connection.execute(statement("batches", "read_again"), {"batch_id": batch_id}).scalars())


def delete_settled_rejects(connection: Connection, days: int) -> int:
    """Delete rejects that were settled more than ``days`` ago; returns how many."""
    return connection.execute(statement("batches", "delete_settled_rejects"), {"days": days}).rowcount
