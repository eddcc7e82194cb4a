"""Quotes from spreadsheets: good rows loaded, bad rows given back with the reason, to be mended and loaded again."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.jobs.articles import JobReport, Progress, begin_job, failing_aloud, publish
from etl.jobs.spreadsheets import ReturnedRows, give_back, hash_files, reject_id_of
from etl.load.batches import Counts, record_progress
from etl.load.estimates import forget_met, settle_gone, settle_mended
from etl.load.quotes import load_quote, read_text
from etl.load.references import Meaning, References
from etl.read.estimate_rows import canonical_article
from etl.read.estimate_sheets import Sheet, SheetChunk, SheetRow, open_sheet
from etl.read.quote_rows import QuoteRow, check_quote_row, place_quote

READER = "quotes"
#: Texts that are held in memory at a time; rows of one article stand near each other.
TEXTS_HELD = 50


def load_quotes(
    engine: Engine,
    paths: Sequence[Path],
    progress: Progress,
    *,
    columns: Mapping[str, str] | None = None,
    rejected_file: Path | None = None,
) -> JobReport:
    """Load quotes that a person entered, as one batch; bad rows go to ``rejected_file`` as those of estimates do.

    Raises:
        UsageError: a file that is no table; told before anything is loaded where its beginning shows it.
    """
    sheets = [open_sheet(path) for path in paths]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool, writing(engine) as connection:
        returned = ReturnedRows(spool)
        report = begin_job(connection, "load quotes", ", ".join(map(str, paths)), None)
        with failing_aloud(connection, report):
            references = References()
            loader = _Loader(connection, report, references, columns or {})
            for sheet in sheets:
                _load_sheet(loader, sheet, returned, progress)
            publish(connection, report, hash_files(paths))
        if rejected_file and returned.count:
            returned.write(rejected_file)
    return report


def _load_sheet(loader: _Loader, sheet: Sheet, returned: ReturnedRows, progress: Progress) -> None:
    """Load a file chunk by chunk, each in one transaction."""
    connection, report, location = loader.connection, loader.report, str(sheet.path)
    progress.begin(sheet.path.name, sheet.count)
    with connection.begin():
        forget_met(connection)
    for chunk in sheet.chunks:
        with connection.begin():
            bad, mended = loader.load(chunk, location)
            if bad:
                give_back(connection, report, location, bad, returned, READER)
            if mended:
                settle_mended(connection, report.batch_id, mended)
            record_progress(connection, report.batch_id, report.articles, f"{sheet.path.name}:{_last_line(chunk)}")
        progress.advance(len(chunk.lines))
    with connection.begin():
        settle_gone(connection, report.batch_id, location)


def _last_line(chunk: SheetChunk) -> int:
    return int(chunk.lines[-1].as_py()) if len(chunk.lines) else 0


class _Loader:
    """Rows of one load: what their cells point to is asked once."""

    def __init__(
        self, connection: Connection, report: JobReport, references: References, columns: Mapping[str, str]
    ) -> None:
        self.connection = connection
        self.report = report
        self._references = references
        self._columns = columns
        self._text = lru_cache(maxsize=TEXTS_HELD)(lambda version: read_text(connection, version))

    def load(self, chunk: SheetChunk, location: str) -> tuple[list[tuple[SheetRow, str]], list[int]]:
        """Load the rows of a chunk; returns the bad ones with their faults, and the rejects that good ones mend."""
        bad = list(chunk.faults)
        mended = []
        for row in chunk.rows(list(range(len(chunk.lines)))):
            if not any(value not in (None, "") for value in row.cells.values()):
                continue
            try:
                self._load(row, location)
            except ValueError as error:
                bad.append((row, str(error)))
                continue
            if reject_id := reject_id_of(row.cells.get("reject_id")):
                mended.append(reject_id)
        return sorted(bad, key=lambda fault: fault[0].line), mended

    def _load(self, row: SheetRow, location: str) -> None:
        checked = check_quote_row(row, self._columns)
        outcome = load_quote(
            self.connection, self.report.batch_id, checked.id, self._said(checked), location, row.line
        )  # fmt: skip
        self.report.articles.add(
            Counts(new=outcome == "new", changed=outcome == "changed", unchanged=outcome == "unchanged")
        )

    def _said(self, row: QuoteRow) -> dict[str, Any]:
        """What a row says, by the columns of the table.

        Raises:
            ValueError: its article or speaker is unknown, or the article does not say so.
        """
        articles = self._references.articles(self.connection, {row.article: canonical_article(row.article)})
        version = _id(articles, "article", row.article)
        speaker = None
        if row.speaker:
            speaker = _id(self._references.entities(self.connection, [row.speaker]), "speaker", row.speaker)
        text = self._text(version)
        place = place_quote(row, text)
        cue, cue_start, cue_end = place.cue or (None, None, None)
        speaker_start, speaker_end = place.speaker or (None, None)
        return {
            "article_version_id": version, "start_offset": place.start, "end_offset": place.end,
            "surface": text[place.start : place.end], "kind": place.kind, "cue": cue, "cue_start": cue_start,
            "cue_end": cue_end, "channel": row.channel, "said_on": row.said_on,
            "sentence": text[slice(*place.sentence)], "sentence_start": place.sentence[0], "speaker_id": speaker,
            "speaker": row.speaker, "speaker_start": speaker_start, "speaker_end": speaker_end,
        }  # fmt: skip


def _id(meanings: Mapping[str, Meaning], column: str, wording: str) -> int:
    meaning = meanings[wording]
    if isinstance(meaning, int):
        return meaning
    raise ValueError(f"column {column!r}: {meaning}")
