"""What is known of one load."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, text

from etl.database import lost_server_told
from etl.errors import UsageError


def describe_batch(engine: Engine, batch_id: int) -> dict[str, Any]:
    """A load's row with its rejects by reason.

    Raises:
        UsageError: no such load.
    """
    with lost_server_told(), engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM batch WHERE batch_id = :batch_id"), {"batch_id": batch_id})
        found = row.mappings().one_or_none()
        if found is None:
            raise UsageError(f"there is no load {batch_id}; `onrecord batch list` names them")
        reasons = connection.execute(
            text("SELECT code, count_rejected FROM batch_rejection WHERE batch_id = :batch_id ORDER BY code"),
            {"batch_id": batch_id},
        )
        return {**found, "rejected_by_reason": {row.code: row.count_rejected for row in reasons}}
