"""Quotes from spreadsheets: good rows loaded, bad rows given back with the reason, to be mended and loaded again."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.jobs.articles import JobReport, Progress, begin_job, failing_aloud, publish
from etl.jobs.spreadsheets import ReturnedRows, give_back, hash_files, reject_id_of
from etl.load.batches import record_progress
from etl.load.estimates import forget_met, settle_gone, settle_mended
from etl.load.quotes import EnteredQuote, read_texts
from etl.load.quotes import load_quotes as load_entered_quotes
from etl.load.references import Meaning, References
from etl.read.estimate_rows import canonical_article
from etl.read.estimate_sheets import Sheet, SheetChunk, SheetRow, open_sheet
from etl.read.quote_rows import QuoteRow, check_quote_row, place_quote

READER = "quotes"
#: Texts that are held in memory at a time.
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
            loader = _Loader(connection, report, columns or {})
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

    def __init__(self, connection: Connection, report: JobReport, columns: Mapping[str, str]) -> None:
        self.connection = connection
        self.report = report
        self._references = References()
        self._columns = columns

    def load(self, chunk: SheetChunk, location: str) -> tuple[list[tuple[SheetRow, str]], list[int]]:
        """Load the rows of a chunk; returns the bad ones with their faults, and the rejects that good ones mend."""
        bad = list(chunk.faults)
        checked: dict[int, tuple[SheetRow, QuoteRow]] = {}
        for row in chunk.rows(list(range(len(chunk.lines)))):
            if not any(value not in (None, "") for value in row.cells.values()):
                continue
            try:
                checked[row.line] = row, check_quote_row(row, self._columns)
            except ValueError as error:
                bad.append((row, str(error)))
        quotes, faults = self._placed([(line, quote) for line, (_, quote) in checked.items()])
        counts, repeated = load_entered_quotes(self.connection, self.report.batch_id, location, quotes)
        self.report.articles.add(counts)
        lost = dict([*faults, *repeated])
        bad += [(checked[line][0], fault) for line, fault in lost.items()]
        mended = [
            reject_id
            for line, (row, _) in checked.items()
            if line not in lost and (reject_id := reject_id_of(row.cells.get("reject_id")))
        ]
        return sorted(bad, key=lambda fault: fault[0].line), mended

    def _placed(self, rows: Sequence[tuple[int, QuoteRow]]) -> tuple[list[EnteredQuote], list[tuple[int, str]]]:
        """The rows whose article is known and says so, and (line, fault) of the others; some texts at a time."""
        articles = self._references.articles(
            self.connection, {row.article: canonical_article(row.article) for _, row in rows}
        )
        speakers = self._references.entities(
            self.connection, list(dict.fromkeys(row.speaker for _, row in rows if row.speaker))
        )
        placed, faults = [], []
        versions = dict.fromkeys(meaning for meaning in articles.values() if isinstance(meaning, int))
        texts: dict[int, str] = {}
        for line, row in sorted(rows, key=lambda numbered: _order(articles[numbered[1].article])):
            try:
                version = _id(articles, "article", row.article)
                speaker = _id(speakers, "speaker", row.speaker) if row.speaker else None
                if version not in texts:
                    texts = self._next_texts(versions, version)
                placed.append(EnteredQuote(line, row.id, _said(row, version, speaker, texts[version])))
            except ValueError as error:
                faults.append((line, str(error)))
        return sorted(placed, key=lambda quote: quote.line), faults

    def _next_texts(self, versions: Collection[int], first: int) -> dict[int, str]:
        """Texts from one version on, as many as are held at a time."""
        later = sorted(version for version in versions if version >= first)
        return read_texts(self.connection, later[:TEXTS_HELD])


def _order(meaning: Meaning) -> int:
    return meaning if isinstance(meaning, int) else 0


def _said(row: QuoteRow, version: int, speaker: int | None, text: str) -> dict[str, Any]:
    """What a row says, by the columns of the table.

    Raises:
        ValueError: the article does not say so.
    """
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
