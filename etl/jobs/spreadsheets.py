"""Records from spreadsheets: good rows loaded, bad rows given back with the reason, to be mended and loaded again."""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.jobs.ahead import read_ahead
from etl.jobs.articles import JobReport, Progress, begin_job, failing_aloud, publish
from etl.jobs.asking import Asker
from etl.jobs.backfill import ESTIMATE_TABLES, backfilling
from etl.jobs.later_claims import resolve_later, resolve_left_claims
from etl.load.batches import Counts, record_progress
from etl.load.estimates import forget_met, keep_bad_rows, settle_gone, settle_mended, write_rows
from etl.read.estimate_rows import RETURNED
from etl.read.estimate_sheets import Sheet, SheetChunk, SheetRow, open_sheet
from etl.records import AnalystRows, RejectedRecord

READER = "estimates"
#: Bad rows that a report holds; all of them are in the file that is given back and in the database.
MOST_REPORTED = 1_000
#: New and changed rows whose claims are resolved in the transaction that shows the rows; those of more come after it.
CLAIMS_AT_ONCE = 5_000
#: Bytes of a file that are hashed at a time.
_BLOCK = 1 << 20


class ReturnedRows:
    """Bad rows on their way back to who entered them: spooled, so that a file of nothing else needs no memory."""

    def __init__(self, spool: TextIO) -> None:
        self._spool = spool
        self._names: dict[str, None] = {}
        self.count = 0

    def add(self, row: SheetRow, reason: str, reject_id: int) -> None:
        self._names |= dict.fromkeys(name for name in row.cells if name not in RETURNED)
        self._spool.write(json.dumps([row.line, reason, reject_id, row.cells], default=str) + "\n")
        self.count += 1

    def write(self, path: Path) -> None:
        """Write CSV: line, reason and number of the reject, then the cells as they came."""
        self._spool.seek(0)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*RETURNED, *self._names])
            for line, reason, reject_id, cells in map(json.loads, self._spool):
                shown = ("" if cells.get(name) is None else cells[name] for name in self._names)
                writer.writerow([line, reason, reject_id, *shown])


def load_estimates(
    engine: Engine,
    paths: Sequence[Path],
    progress: Progress,
    *,
    columns: Mapping[str, str] | None = None,
    rejected_file: Path | None = None,
    backfill: bool = False,
) -> JobReport:
    """Load estimates that a person entered, as one batch; as a ``backfill``, indexes and keys are built after it.

    Bad rows are written to ``rejected_file`` as they came, with the columns ``line``, ``reason`` and ``reject_id``
    before them; mended, that file can be loaded as it is, and settles the rejects that it names.

    Raises:
        UsageError: a file that is no table; told before anything is loaded where its beginning shows it.
    """
    sheets = [open_sheet(path) for path in paths]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool, writing(engine, wait=not backfill) as connection:
        returned = ReturnedRows(spool)
        report = begin_job(connection, "load estimates", ", ".join(map(str, paths)), None)
        with failing_aloud(connection, report):
            asker = Asker(engine, report.batch_id, columns or {})
            with backfilling(connection, ESTIMATE_TABLES, progress, wanted=backfill):
                for sheet in sheets:
                    _load_sheet(connection, report, sheet, asker, returned, progress)
                _publish(connection, report, hash_files(paths))
            resolve_left_claims(connection, progress)
        if rejected_file and returned.count:
            returned.write(rejected_file)
    return report


def _publish(connection: Connection, report: JobReport, sha256: str) -> None:
    """Show the rows; their claims with them, or left for later where they are many."""
    changed = report.articles.new + report.articles.changed
    at_once = changed <= CLAIMS_AT_ONCE
    if not at_once:
        with connection.begin():
            resolve_later(connection, report.batch_id)
    publish(connection, report, sha256, claims=at_once and changed > 0)


def hash_files(paths: Sequence[Path]) -> str:
    """One hash over the bytes of files, in order."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _load_sheet(
    connection: Connection,
    report: JobReport,
    sheet: Sheet,
    asker: Asker,
    returned: ReturnedRows,
    progress: Progress,
) -> None:
    """Load a file chunk by chunk, each in one transaction, the next ones read and asked for meanwhile."""
    location = str(sheet.path)
    progress.begin(sheet.path.name, sheet.count)
    with connection.begin():
        forget_met(connection)
    for found in read_ahead(asker.asked(sheet)):
        rows, faults = found.checked.rows, found.checked.faults
        with connection.begin():
            asked = asker.still(connection, location, found)
            report.articles.add(write_rows(connection, report.batch_id, asked))
            bad = [*faults, *_bad_rows(found.checked.chunk, asked.lost)]
            if bad:
                give_back(connection, report, location, sorted(bad, key=lambda fault: fault[0].line), returned)
            mended = _mended(rows, {row.line for row, _ in bad})
            if mended:
                settle_mended(connection, report.batch_id, mended)
            read = len(rows.columns) + len(faults)
            last = rows.columns.column("line")[-1].as_py() if len(rows.columns) else 0
            record_progress(connection, report.batch_id, report.articles, f"{sheet.path.name}:{last}")
        asker.written.add(rows)
        progress.advance(read)
    with connection.begin():
        settle_gone(connection, report.batch_id, location)


def _bad_rows(chunk: SheetChunk, lost: Sequence[tuple[int, str]]) -> list[tuple[SheetRow, str]]:
    """Rows by their lines, as they came."""
    if not lost:
        return []
    places = {line: index for index, line in enumerate(chunk.lines.to_pylist())}
    rows = chunk.rows([places[line] for line, _ in lost])
    return [(row, reason) for row, (_, reason) in zip(rows, lost, strict=True)]


def give_back(
    connection: Connection,
    report: JobReport,
    location: str,
    bad: Sequence[tuple[SheetRow, str]],
    returned: ReturnedRows,
    reader: str = READER,
) -> None:
    """Keep bad rows as rejects, count them, and send them back with their reasons."""
    rejects = [
        (_reject(location, row, reason, reader), reject_id_of(row.cells.get("reject_id"))) for row, reason in bad
    ]
    ids = keep_bad_rows(connection, report.batch_id, location, rejects)
    for (row, reason), reject_id in zip(bad, ids, strict=True):
        returned.add(row, reason, reject_id)
    report.rejects.extend(record for record, _ in rejects[: MOST_REPORTED - len(report.rejects)])
    report.articles.add(Counts(rejected=len(bad), reasons={"bad_row": len(bad)}))


def _reject(location: str, row: SheetRow, reason: str, reader: str) -> RejectedRecord:
    record = json.dumps({name: cell for name, cell in row.cells.items() if name not in RETURNED}, default=str).encode()
    return RejectedRecord("load", location, row.line, None, "bad_row", reason, record, reader)


def reject_id_of(cell: Any) -> int | None:
    """The number of the reject that a row which came back names."""
    return int(cell) if isinstance(cell, str) and cell.strip().isascii() and cell.strip().isdigit() else None


def _mended(rows: AnalystRows, bad_lines: set[int]) -> list[int]:
    """The rejects that good rows name."""
    column = rows.columns.column("reject_id")
    if column.null_count == len(column):
        return []
    named = zip(rows.columns.column("line").to_pylist(), map(reject_id_of, column.to_pylist()), strict=True)
    return [reject_id for line, reject_id in named if reject_id is not None and line not in bad_lines]
