"""Records from spreadsheets: good rows loaded, bad rows given back with the reason, to be mended and loaded again."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.jobs.articles import JobReport, Progress, begin_job, failing_aloud, publish, reject_records
from etl.load.batches import Counts, record_progress
from etl.load.estimates import load_estimate
from etl.read.estimate_rows import SheetRow, check_row, read_sheet_rows
from etl.records import RejectedRecord

READER = "estimates"


def load_estimates(
    engine: Engine,
    paths: Sequence[Path],
    progress: Progress,
    *,
    columns: Mapping[str, str] | None = None,
    rejected_file: Path | None = None,
) -> JobReport:
    """Load estimates that a person entered, as one batch.

    Bad rows are written to ``rejected_file`` as they came, with the columns ``line`` and ``reason`` before them;
    mended, that file can be loaded as it is.

    Raises:
        UsageError: a file that is no table; told before anything is loaded.
    """
    sheets = [(path, read_sheet_rows(path)) for path in paths]
    bad: list[tuple[SheetRow, str]] = []
    digest = hashlib.sha256()
    with writing(engine) as connection:
        report = begin_job(connection, "load estimates", ", ".join(map(str, paths)), None)
        with failing_aloud(connection, report):
            for path, rows in sheets:
                digest.update(path.read_bytes())
                progress.begin(path.name, len(rows))
                bad += _load_sheet(connection, report, path, rows, columns or {}, progress)
            publish(connection, report, digest.hexdigest())
    if rejected_file and bad:
        write_rejected(rejected_file, bad)
    return report


def _load_sheet(
    connection: Connection,
    report: JobReport,
    path: Path,
    rows: Sequence[SheetRow],
    columns: Mapping[str, str],
    progress: Progress,
) -> list[tuple[SheetRow, str]]:
    """Load a file's rows in one transaction; returns the bad ones with their reasons."""
    bad: list[tuple[SheetRow, str]] = []
    rejects: list[RejectedRecord] = []
    with connection.begin():
        for row in rows:
            try:
                record = check_row(row, columns).to_record(str(path), row.line)
                outcome = load_estimate(connection, report.batch_id, record)
                report.articles.add(_count(outcome))
            except ValueError as error:
                bad.append((row, str(error)))
                rejects.append(_reject(path, row, str(error)))
            progress.advance(1)
        reject_records(connection, report, rejects)
        record_progress(connection, report.batch_id, report.articles, f"{path.name}:{rows[-1].line if rows else 0}")
    return bad


def _count(outcome: str) -> Counts:
    return Counts(new=outcome == "new", changed=outcome == "changed", unchanged=outcome == "unchanged")


def _reject(path: Path, row: SheetRow, reason: str) -> RejectedRecord:
    record = json.dumps(row.cells, default=str).encode()
    told = f"{path}:{row.line}: {reason}"
    return RejectedRecord("load", str(path), row.line, None, "bad_row", told, record, READER)


def write_rejected(path: Path, bad: Sequence[tuple[SheetRow, str]]) -> None:
    """The bad rows as CSV: line, reason, then the cells as they came."""
    names = list(dict.fromkeys(name for row, _ in bad for name in row.cells if name not in {"line", "reason"}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "reason", *names])
        for row, reason in bad:
            writer.writerow([row.line, reason, *("" if row.cells.get(n) is None else row.cells[n] for n in names)])
