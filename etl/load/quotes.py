"""Quotes that people enter: found again by key and hash, a changed row a new version beside the old."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from etl.load.batches import Counts
from etl.load.entered import REPEATED, RowKeys, find_wanted
from etl.load.staging import stage_rows
from etl.load.statements import statement

#: What a row says, by the columns of ``quote`` and of its speaker.
_SAID = {
    "article_version_id": "bigint", "start_offset": "bigint", "end_offset": "bigint", "surface": "text", "kind": "text",
    "cue": "text", "cue_start": "bigint", "cue_end": "bigint", "channel": "text", "said_on": "date",
    "sentence": "text", "sentence_start": "bigint", "speaker_id": "bigint", "speaker": "text",
    "speaker_start": "bigint", "speaker_end": "bigint",
}  # fmt: skip
_STAGED = {
    "source_line": "bigint", "row_version": "bigint", "pending_id": "bigint", "analyst_row_key": "text",
    "row_sha256": "text", **_SAID,
}  # fmt: skip


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
    rows = [*keyed.items()]

    def some(places: Sequence[int]) -> tuple[RowKeys, list[int]]:
        left = [rows[place] for place in places]
        return _keys(left), [quote.line for _, (_, quote) in left]

    found = find_wanted(connection, "quote", batch_id, _keys(rows), some)
    faults += [(row.ordinal, REPEATED) for row in found if row.is_repeated]
    wanted = [row for row in found if not row.is_repeated]
    if wanted:
        _write(connection, batch_id, file, keyed, wanted)
    changed = sum(row.is_change for row in wanted)
    return Counts(new=len(wanted) - changed, changed=changed, unchanged=same + len(keyed) - len(found)), faults


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
            faults.append((quote.line, REPEATED))
        elif first is not quote:
            same += 1
    return keyed, same, faults


def _keys(rows: Sequence[tuple[str, tuple[str, EnteredQuote]]]) -> RowKeys:
    return RowKeys([key for key, _ in rows], [sha256 for _, (sha256, _) in rows])


def _write(
    connection: Connection,
    batch_id: int,
    file: str,
    keyed: Mapping[str, tuple[str, EnteredQuote]],
    wanted: Sequence[Row[Any]],
) -> None:
    rows = {quote.line: (key, sha256, quote) for key, (sha256, quote) in keyed.items()}
    staged = (
        (row.ordinal, row.row_version, row.pending_id, key, sha256, *(quote.said[name] for name in _SAID))
        for row in wanted
        for key, sha256, quote in (rows[row.ordinal],)
    )
    stage_rows(connection, "staged_quote", _STAGED, staged)
    for name in ("take_over_rows", "insert_rows"):
        connection.execute(statement("quotes", name), {"batch_id": batch_id, "source_file": file})
