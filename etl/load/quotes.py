"""Quotes that people enter: found again by key and hash, a changed row a new version beside the old."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection

from etl.load.statements import statement

Outcome = Literal["new", "changed", "unchanged"]


def read_text(connection: Connection, article_version_id: int) -> str:
    """The text of an article version."""
    values = {"article_version_id": article_version_id}
    return str(connection.execute(statement("quotes", "read_text"), values).scalar_one())


def load_quote(
    connection: Connection, batch_id: int, row_id: str | None, said: Mapping[str, Any], file: str, line: int
) -> Outcome:
    """Write one row, unless it is there as it is.

    ``said`` holds what the row says under the names of the columns of ``quote``, with ``speaker_id``, ``speaker``,
    ``speaker_start`` and ``speaker_end``.

    Raises:
        ValueError: another row of this load has the same id and says something else.
    """
    sha256 = hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()
    key = f"id:{row_id}" if row_id else f"sha256:{sha256}"
    values = {"analyst_row_key": key, "batch_id": batch_id}
    newest = connection.execute(statement("quotes", "newest_row"), values).one_or_none()
    if newest and newest.row_sha256 == sha256 and (newest.is_shown or newest.is_of_this_load):
        return "unchanged"
    if newest and newest.is_of_this_load:
        raise ValueError(
            "the same id stands twice in this load and says something else: give each row an id of its own"
        )
    values |= {"source_file": file, "source_line": line}
    if newest and newest.row_sha256 == sha256 and not newest.is_shown:
        connection.execute(statement("quotes", "take_over_row"), values | {"quote_id": newest.quote_id})
    else:
        values |= {"row_sha256": sha256, "row_version": newest.row_version + 1 if newest else 1}
        _insert(connection, values, said)
    return "changed" if newest and newest.is_known else "new"


def _insert(connection: Connection, values: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    day: date | None = said["said_on"]
    dated = {"said_precision": "day" if day else "unknown", "said_basis": "stated" if day else "unknown"}
    quote_id = connection.execute(statement("quotes", "insert_row"), {**values, **said, **dated}).scalar_one()
    if said["speaker_id"] is not None:
        speaker = {
            "quote_id": quote_id, "entity_id": said["speaker_id"], "surface": said["speaker"],
            "start_offset": said["speaker_start"], "end_offset": said["speaker_end"],
        }  # fmt: skip
        connection.execute(statement("quotes", "insert_speaker"), speaker)
