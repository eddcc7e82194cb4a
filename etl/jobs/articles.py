"""Articles: load, extract, or both as one batch."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from etl.database import writing
from etl.errors import OnrecordError
from etl.extract.extractor import Extractor, RuleExtractor
from etl.jobs.ahead import read_ahead
from etl.jobs.backfill import ARTICLE_TABLES, backfilling
from etl.jobs.claims import resolve_published_claims
from etl.jobs.duplicates import link_copies
from etl.jobs.entities import settle_names
from etl.jobs.pool import FEWEST_ARTICLES, Outcome, StoredText, read_chunks
from etl.load.annotations import load_extractions
from etl.load.articles import load_articles as load_article_chunk
from etl.load.batches import (
    Counts,
    begin_batch,
    fail_batch,
    load_rejects,
    publish_batch,
    record_progress,
    withdraw_batch,
)
from etl.load.checks import Bounds, Finding, check_batch, check_bounds
from etl.load.forgetting import without_forgotten
from etl.load.statements import statement
from etl.read import ReadOptions, read_articles
from etl.read.expected import expected_records
from etl.records import Article, ArticleText, Interval, RejectedRecord, ResolvedExtraction
from etl.resolve.articles import resolve_article

#: Articles committed at a time; a load that is killed has whole chunks behind it.
ARTICLES_A_CHUNK = 200
#: Whichever comes first, so that memory is bounded where articles are long.
CHARACTERS_A_CHUNK = 4_000_000
EXTRACTIONS_A_CHUNK = 20


class Progress(Protocol):
    """Told of each step; a terminal shows it, a pipe does not."""

    def begin(self, what: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...


class BatchWithdrawnError(OnrecordError):
    """A load that is kept from being shown, with the reasons."""

    def __init__(self, batch_id: int, reasons: Sequence[str]) -> None:
        super().__init__(
            f"load {batch_id} is withdrawn and shows nowhere: {'; '.join(reasons)}. Mend the input or the bound and "
            "load again: what was loaded is taken over."
        )


class NoProgress:
    """Says nothing."""

    def begin(self, what: str, total: int | None) -> None:
        """Ignore the beginning of a step."""

    def advance(self, count: int) -> None:
        """Ignore a step's advance."""


@dataclass
class JobReport:
    """What a job did: the batch, articles by outcome, articles extracted."""

    batch_id: int
    articles: Counts = field(default_factory=Counts)
    extracted: int = 0
    rejects: list[RejectedRecord] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def load_articles(
    engine: Engine,
    paths: Sequence[str],
    progress: Progress,
    *,
    options: ReadOptions | None = None,
    backfill: bool = False,
) -> JobReport:
    """Load articles from files and folders, as one batch, without reading what they say.

    As a ``backfill``, the secondary indexes and foreign keys of the tables of articles are built after it.
    """
    with writing(engine, wait=not backfill) as connection:
        report = begin_job(connection, "load articles", ", ".join(paths), None)
        with (
            failing_aloud(connection, report),
            backfilling(connection, ARTICLE_TABLES, progress, wanted=backfill),
        ):
            sha256 = load_records(
                connection, report, read_articles(paths, options=options), progress, expected_records(paths)
            )
            publish(connection, report, sha256, copies=False)
    return report


def extract(
    engine: Engine,
    progress: Progress,
    *,
    workers: int = 1,
    old_versions: bool = False,
    since: date | None = None,
    extractor: Extractor | None = None,
) -> JobReport:
    """Read the stored articles that this extractor version has not read, as one batch.

    ``workers`` processes read side by side; the outcome does not depend on their number. ``old_versions`` takes
    superseded texts of changed articles too; ``since`` only what was loaded from that day on.
    """
    reader = extractor or RuleExtractor()
    with writing(engine) as connection:
        report = begin_job(connection, "extract", "stored articles", reader)
        with failing_aloud(connection, report):
            extract_unread(
                connection, report, reader, progress, workers=workers, old_versions=old_versions, since=since
            )
            publish(connection, report)
    return report


def run(
    engine: Engine,
    paths: Sequence[str],
    progress: Progress,
    *,
    workers: int = 1,
    extractor: Extractor | None = None,
    options: ReadOptions | None = None,
    backfill: bool = False,
) -> JobReport:
    """Load articles and read them, as one batch: they appear in the views with all that was found in them."""
    reader = extractor or RuleExtractor()
    with writing(engine, wait=not backfill) as connection:
        report = begin_job(connection, "run", ", ".join(paths), reader)
        with (
            failing_aloud(connection, report),
            backfilling(connection, ARTICLE_TABLES, progress, wanted=backfill),
        ):
            sha256 = load_records(
                connection, report, read_articles(paths, options=options), progress, expected_records(paths)
            )
            extract_unread(connection, report, reader, progress, workers=workers)
            publish(connection, report, sha256)
    return report


def begin_job(connection: Connection, command: str, source: str, reader: Extractor | None) -> JobReport:
    """Begin the job's batch; ``source`` is what it reads, as the caller named it."""
    extractor = f"{reader.name} {reader.version}" if reader else None
    with connection.begin():
        return JobReport(begin_batch(connection, command, source, extractor))


def publish(
    connection: Connection,
    report: JobReport,
    input_sha256: str | None = None,
    bounds: Bounds | None = None,
    *,
    claims: bool = True,
    copies: bool = True,
) -> None:
    """Make all that the job wrote visible at once, unless a check or bound withdraws it.

    Without ``claims`` the caller resolves those that the batch touched; without ``copies`` the extraction of its texts
    links those that are copies.

    Raises:
        BatchWithdrawnError: the batch stays invisible; names each check it fails.
    """
    with connection.begin():
        report.findings = check_batch(connection, report.batch_id)
        report.findings += check_bounds(connection, report.batch_id, bounds) if bounds else []
        if against := [finding for finding in report.findings if finding.severity == "withdraw"]:
            withdraw_batch(connection, report.batch_id, "; ".join(finding.message for finding in against))
    if against:
        raise BatchWithdrawnError(report.batch_id, [finding.message for finding in against])
    with connection.begin():
        publish_batch(connection, report.batch_id, input_sha256)
        if copies:
            link_copies(connection, report.batch_id)
        settle_names(connection, report.batch_id)
        if claims:
            resolve_published_claims(connection)


@contextmanager
def failing_aloud(connection: Connection, report: JobReport) -> Iterator[None]:
    """Mark the batch failed when its job fails; a server that is gone learns it from the next job."""
    try:
        yield
    except BaseException as error:
        reason = f"{type(error).__name__}: {error}"[:2000]
        if not connection.invalidated:
            connection.rollback()
            with connection.begin():
                fail_batch(connection, report.batch_id, reason)
        elif not isinstance(error, DBAPIError):
            # A signal in the middle of a statement costs the connection, not the server.
            with connection.engine.begin() as fresh:
                fail_batch(fresh, report.batch_id, reason)
        raise


def load_records(
    connection: Connection,
    report: JobReport,
    records: Iterator[Article | RejectedRecord],
    progress: Progress,
    expected: int | None = None,
) -> str:
    """Merge articles chunk by chunk as they are read; returns the hash over all that was read."""
    digest = hashlib.sha256()
    progress.begin("articles", expected)
    for chunk in read_ahead(_chunks(records)):
        articles = [record for record in chunk if isinstance(record, Article)]
        rejects = [record for record in chunk if isinstance(record, RejectedRecord)]
        for article in articles:
            digest.update(article.source.sha256.encode())
        with connection.begin():
            reject_records(connection, report, rejects)
            if welcome := without_forgotten(connection, articles):
                report.articles.add(
                    load_article_chunk(connection, report.batch_id, list(map(resolve_article, welcome)))
                )
            report.articles.forgotten += len(articles) - len(welcome)
            watermark = articles[-1].key if articles else None
            record_progress(connection, report.batch_id, report.articles, watermark)
        progress.advance(len(chunk))
    return digest.hexdigest()


def _chunks(
    records: Iterator[Article | RejectedRecord],
) -> Generator[list[Article | RejectedRecord], None, None]:
    """Lists of records in which no article key stands twice."""
    chunk: list[Article | RejectedRecord] = []
    keys: set[str] = set()
    characters = 0
    for record in records:
        repeated = isinstance(record, Article) and record.key in keys
        if repeated or len(chunk) == ARTICLES_A_CHUNK or characters >= CHARACTERS_A_CHUNK:
            yield chunk
            chunk, keys, characters = [], set(), 0
        chunk.append(record)
        if isinstance(record, Article):
            keys.add(record.key)
            characters += len(record.text)
    if chunk:
        yield chunk


def reject_records(connection: Connection, report: JobReport, rejects: Sequence[RejectedRecord]) -> None:
    """Keep rejects and count them, by reason too."""
    load_rejects(connection, report.batch_id, rejects)
    report.rejects.extend(rejects)
    for record in rejects:
        report.articles.add(Counts(rejected=1, reasons={record.code: 1}))


def extract_unread(
    connection: Connection,
    report: JobReport,
    reader: Extractor,
    progress: Progress,
    *,
    workers: int = 1,
    old_versions: bool = False,
    since: date | None = None,
) -> None:
    """Read what this extractor version has not read, chunk by chunk."""
    ids = unread_versions(connection, report, reader, old_versions=old_versions, since=since)
    progress.begin("extraction", len(ids))
    chunks = (
        stored_texts(connection, ids[first : first + EXTRACTIONS_A_CHUNK])
        for first in range(0, len(ids), EXTRACTIONS_A_CHUNK)
    )
    for outcomes in read_chunks(chunks, reader, workers if len(ids) >= FEWEST_ARTICLES else 1):
        load_outcomes(connection, report, reader, outcomes)
        progress.advance(len(outcomes))


def unread_versions(
    connection: Connection,
    report: JobReport,
    reader: Extractor,
    *,
    old_versions: bool = False,
    since: date | None = None,
) -> list[int]:
    """What this extractor version has not read and no cluster reads; what a failed batch has read is taken over."""
    values = {"batch_id": report.batch_id, "name": reader.name, "version": reader.version}
    with connection.begin():
        report.extracted = connection.execute(statement("extractions", "take_over_extractions"), values).rowcount
        selection = {**values, "old_versions": old_versions, "since": since}
        return list(connection.execute(statement("extractions", "versions_to_read"), selection).scalars())


def stored_texts(connection: Connection, ids: Sequence[int]) -> list[StoredText]:
    """The texts of article versions, as an extractor sees them."""
    with connection.begin():
        rows = connection.execute(statement("extractions", "read_versions"), {"ids": list(ids)}).all()
    return [
        StoredText(
            row.article_version_id,
            row.article_key,
            ArticleText(
                row.text,
                row.title,
                row.url,
                row.outlet,
                Interval(row.published_from, row.published_to, row.published_precision, row.published_basis),
            ),
        )
        for row in rows
    ]


def load_outcomes(
    connection: Connection, report: JobReport, reader: Extractor, outcomes: Sequence[tuple[StoredText, Outcome]]
) -> None:
    """Write what was found in a chunk of articles, rejects too, in one transaction."""
    found = [(stored.article_version_id, found) for stored, found in outcomes if isinstance(found, ResolvedExtraction)]
    with connection.begin():
        reject_records(connection, report, [found for _, found in outcomes if isinstance(found, RejectedRecord)])
        load_extractions(connection, report.batch_id, (reader.name, reader.version), found)
        record_progress(connection, report.batch_id, report.articles, outcomes[-1][0].article_key)
    report.extracted += len(found)
