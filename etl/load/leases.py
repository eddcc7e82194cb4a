"""Leases: which texts a job has a cluster read, while it leaves the write lock to others."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from etl.load.statements import statement


def renew_lease(connection: Connection, batch_id: int, seconds: float) -> bool:
    """Say that the job lives for so many seconds more; false where it was taken for dead."""
    values = {"batch_id": batch_id, "seconds": seconds}
    return connection.execute(statement("leases", "renew_lease"), values).rowcount == 1


def lease_texts(connection: Connection, batch_id: int, extractor: tuple[str, str], ids: Sequence[int]) -> list[int]:
    """Lease those of the article versions that are unread and that nobody else has leased; returns them in order."""
    values = {"batch_id": batch_id, "name": extractor[0], "version": extractor[1], "ids": list(ids)}
    return sorted(connection.execute(statement("leases", "lease_texts"), values).scalars())


def held_leases(connection: Connection, batch_id: int, ids: Sequence[int]) -> frozenset[int]:
    """Which of the article versions the job may still write: leased to it, and read by nobody in the meantime."""
    values = {"batch_id": batch_id, "ids": list(ids)}
    return frozenset(connection.execute(statement("leases", "held_leases"), values).scalars())


def end_leases(connection: Connection, batch_id: int) -> None:
    """Give back what the job has leased, and what jobs that are over left."""
    connection.execute(statement("leases", "end_leases"), {"batch_id": batch_id})
