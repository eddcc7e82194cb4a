"""What the rows of a sheet come to, asked on a connection of its own while the rows before are being written.

Three steps at once: a chunk is read and checked, the one before is asked for, the one before that is written. What was
asked holds where no row of the same key was written meanwhile; a chunk that has such a row is asked for again in its
turn, in the transaction that writes it. Nobody else writes: a load holds the write lock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from etl.jobs.ahead import read_ahead
from etl.load.estimates import AskedRows, OrderedKeys, ask_rows, keys_of
from etl.load.references import References
from etl.read.estimate_columns import check_rows
from etl.read.estimate_sheets import Sheet, SheetChunk, SheetRow
from etl.records import AnalystRows

#: Chunks whose keys are remembered; more are never on their way at once.
_REMEMBERED = 4


@dataclass(frozen=True)
class CheckedChunk:
    """Rows of a sheet that can be taken, their keys, and the other rows with their faults."""

    chunk: SheetChunk
    rows: AnalystRows
    keys: OrderedKeys
    faults: list[tuple[SheetRow, str]]


@dataclass(frozen=True)
class AskedChunk:
    """A checked chunk, what it comes to, and how many chunks had been written when that was asked."""

    checked: CheckedChunk
    asked: AskedRows
    after: int


class WrittenChunks:
    """How many chunks of a load have been committed, and the keys of the last of them."""

    def __init__(self) -> None:
        self.count = 0
        self._keys: deque[Any] = deque(maxlen=_REMEMBERED)

    def add(self, rows: AnalystRows) -> None:
        """Count a chunk; after its transaction has been committed."""
        self._keys.append(rows.columns.column("row_key"))
        self.count += 1

    def have_since(self, after: int, rows: AnalystRows) -> bool:
        """Whether a chunk that was written after the first ``after`` may have a row of a key that these rows have."""
        import pyarrow.compute as pc  # noqa: PLC0415  (0.1 s, for tables alone)

        since = self.count - after
        if since > len(self._keys):
            return True
        keys = rows.columns.column("row_key")
        last = list(self._keys)[len(self._keys) - since :]
        return any(pc.any(pc.is_in(keys, value_set=known)).as_py() for known in last)


class Asker:
    """Asks what chunks come to, for one load."""

    def __init__(self, engine: Engine, batch_id: int, columns: Mapping[str, str]) -> None:
        self.written = WrittenChunks()
        self._engine = engine
        self._batch_id = batch_id
        self._columns = columns
        self._references = References()
        self._references_of_writer = References()

    def asked(self, sheet: Sheet) -> Generator[AskedChunk, None, None]:
        """The chunks of a sheet with what they come to; to be read ahead, one sheet after the other."""
        location = str(sheet.path)
        with self._engine.connect() as reader:
            for checked in read_ahead(self._checked(sheet)):
                after = self.written.count
                with reader.begin():
                    asked = ask_rows(reader, self._batch_id, location, checked.rows, checked.keys, self._references)
                yield AskedChunk(checked, asked, after)

    def still(self, connection: Connection, location: str, found: AskedChunk) -> AskedRows:
        """What a chunk comes to now: as it was asked, or asked again in the transaction that writes it."""
        rows = found.checked.rows
        if not self.written.have_since(found.after, rows):
            return found.asked
        return ask_rows(connection, self._batch_id, location, rows, found.checked.keys, self._references_of_writer)

    def _checked(self, sheet: Sheet) -> Generator[CheckedChunk, None, None]:
        for chunk in sheet.chunks:
            rows, faults = check_rows(chunk, self._columns)
            yield CheckedChunk(chunk, rows, keys_of(rows), faults)
