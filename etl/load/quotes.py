"""Quotes that people enter: found again by key and hash, a changed row a new version beside the old."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from etl.load.batches import Counts
from etl.load.staging import stage_rows
from etl.load.statements import statement

#: What a row says, by the columns of ``quote`` and of its speaker.
_SAID = {
    "article_version_id": "bigint", "start_offset": "bigint", "end_offset": "bigint", "surface": "text", "kind": "text",
    "cue": "text", "cue_start": "bigint", "cue_end": "bigint", "channel": "text", "said_on": "date",
    "sentence": "text", "sentence_start": "bigint", "speaker_id": "bigint", "speaker": "text",
    "speaker_start": "bigint", "speaker_end": "bigint",
}  # fmt: skip
_STAGED = {"source_line": "bigint", "analyst_row_key": "text", "row_sha256": "text", **_SAID}
_DIFFERING = {"source_line": "bigint", "row_version": "bigint", "pending_id": "bigint"}
_REPEATED = "the same id stands twice in this load and says something else: give each row an id of its own"


@dataclass(frozen=True)
class EnteredQuote:
    """A row of a sheet, found in its article; ``said`` has a value for each column that a quote is stored by."""

    line: int
    row_id: str | None
    said: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        """A hash of all that the row says."""
        return hashlib.sha256(repr(sorted(self.said.items())).encode()).hexdigest()


def read_texts(connection: Connection, article_version_ids: Collection[int]) -> dict[int, str]:
    """The texts of article versions."""
    values = {"article_version_ids": list(article_version_ids)}
    return {row.article_version_id: row.text for row in connection.execute(statement("quotes", "read_texts"), values)}


def load_quotes(
    connection: Connection, batch_id: int, file: str, quotes: Sequence[EnteredQuote]
) -> tuple[Counts, list[tuple[int, str]]]:
    """Write rows of a file, but for those that are there as they are.

    Returns counts, and (line, fault) of rows of whose id another row of this load says something else.
    """
    keyed, same, faults = _by_key(quotes)
    staged = ((quote.line, key, sha256, *(quote.said[n] for n in _SAID)) for key, (sha256, quote) in keyed.items())
    stage_rows(connection, "staged_quote", _STAGED, staged)
    differing = _find_differing(connection, batch_id)
    repeated = [row for row in differing if row.is_repeated]
    written = [row for row in differing if not row.is_repeated]
    _write(connection, batch_id, file, written)
    changed = sum(row.is_change for row in written)
    counts = Counts(new=len(written) - changed, changed=changed, unchanged=same + len(keyed) - len(differing))
    return counts, [*faults, *((row.source_line, _REPEATED) for row in repeated)]


def _by_key(
    quotes: Sequence[EnteredQuote],
) -> tuple[dict[str, tuple[str, EnteredQuote]], int, list[tuple[int, str]]]:
    """The first row of each key with its hash, how many say the same again, and the faults of those that do not."""
    keyed: dict[str, tuple[str, EnteredQuote]] = {}
    same, faults = 0, []
    for quote in quotes:
        sha256 = quote.sha256
        known, first = keyed.setdefault(f"id:{quote.row_id}" if quote.row_id else f"sha256:{sha256}", (sha256, quote))
        if known != sha256:
            faults.append((quote.line, _REPEATED))
        elif first is not quote:
            same += 1
    return keyed, same, faults


def _find_differing(connection: Connection, batch_id: int) -> list[Any]:
    connection.execute(statement("planning", "gather_by_index"))
    found = connection.execute(statement("quotes", "find_differing"), {"batch_id": batch_id}).all()
    connection.execute(statement("planning", "plan_freely"))
    return list(found)


def _write(connection: Connection, batch_id: int, file: str, differing: Sequence[Any]) -> None:
    if not differing:
        return
    rows = ((row.source_line, row.row_version, row.pending_id) for row in differing)
    stage_rows(connection, "differing_quote", _DIFFERING, rows)
    for name in ("take_over_rows", "insert_rows"):
        connection.execute(statement("quotes", name), {"batch_id": batch_id, "source_file": file})
