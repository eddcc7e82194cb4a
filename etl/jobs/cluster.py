"""Extraction on a Dask cluster: leased texts out, one writer in.

The job holds the write lock only while it writes a chunk, so several may run at once, each on a cluster of its own:
texts are leased to a job as they are sent, and a lease lasts as long as the job says that it lives.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from etl.database import lost_server_told, writing
from etl.errors import OnrecordError
from etl.extract.extractor import Extractor, RuleExtractor
from etl.jobs.articles import (
    JobReport,
    Progress,
    begin_job,
    failing_aloud,
    load_outcomes,
    publish,
    stored_texts,
    unread_versions,
)
from etl.jobs.dask_cluster import dask_cluster
from etl.jobs.pool import Outcome, StoredText
from etl.load.leases import end_leases, held_leases, lease_texts, renew_lease

#: A job that has not said so for this long is taken for dead, and its texts are anybody's.
LEASE_SECONDS = 120
#: Small, so that little is read again when a worker is lost.
TEXTS_A_LEASE = 8


class LeaseLostError(OnrecordError):
    """A job that was silent for so long that others took it for dead."""


def extract_on_cluster(
    engine: Engine,
    scheduler: str,
    progress: Progress,
    *,
    old_versions: bool = False,
    since: date | None = None,
    extractor: Extractor | None = None,
) -> JobReport:
    """Read the stored articles that this extractor version has not read, by the workers of a Dask scheduler.

    What is found is what :func:`etl.jobs.articles.extract` would find. See there for the options, and
    :func:`etl.jobs.dask_cluster.dask_cluster` for what a cluster may be refused for.

    Raises:
        LeaseLostError: the job was taken for dead while it was silent; the next one completes it.
    """
    reader = extractor or RuleExtractor()
    with dask_cluster(scheduler, reader) as cluster, lost_server_told(), engine.connect() as connection:
        report = _begin(engine, scheduler, reader)
        with failing_aloud(connection, report), _living(engine, report.batch_id):
            with writing(engine) as writer:
                ids = unread_versions(writer, report, reader, old_versions=old_versions, since=since)
            progress.begin("extraction", len(ids))
            for outcomes in cluster.read(_leased(connection, report, reader, ids)):
                _write(engine, report, reader, outcomes)
                progress.advance(len(outcomes))
            _end(engine, report)
    return report


def _begin(engine: Engine, scheduler: str, reader: Extractor) -> JobReport:
    with writing(engine) as connection:
        report = begin_job(connection, "extract", f"stored articles, at {scheduler}", reader)
        with connection.begin():
            renew_lease(connection, report.batch_id, LEASE_SECONDS)
    return report


def _leased(
    connection: Connection, report: JobReport, reader: Extractor, ids: Sequence[int]
) -> Iterator[list[StoredText]]:
    """The texts chunk by chunk, each leased when it is asked for; what another job has leased is left to it."""
    for first in range(0, len(ids), TEXTS_A_LEASE):
        with connection.begin():
            chunk = ids[first : first + TEXTS_A_LEASE]
            leased = lease_texts(connection, report.batch_id, (reader.name, reader.version), chunk)
        if leased:
            yield stored_texts(connection, leased)


def _write(
    engine: Engine, report: JobReport, reader: Extractor, outcomes: Sequence[tuple[StoredText, Outcome]]
) -> None:
    with writing(engine) as connection:
        with connection.begin():
            _keep_alive(connection, report)
            held = held_leases(connection, report.batch_id, [stored.article_version_id for stored, _ in outcomes])
        kept = [(stored, outcome) for stored, outcome in outcomes if stored.article_version_id in held]
        if kept:
            load_outcomes(connection, report, reader, kept)


def _end(engine: Engine, report: JobReport) -> None:
    with writing(engine) as connection:
        with connection.begin():
            _keep_alive(connection, report)
            end_leases(connection, report.batch_id)
        publish(connection, report)


def _keep_alive(connection: Connection, report: JobReport) -> None:
    if not renew_lease(connection, report.batch_id, LEASE_SECONDS):
        raise LeaseLostError(
            f"load {report.batch_id} was silent for {LEASE_SECONDS} seconds and was taken for dead. What it wrote is "
            "kept but not shown; run the same command again to complete it"
        )


@contextmanager
def _living(engine: Engine, batch_id: int) -> Iterator[None]:
    """Renew the lease from a second thread, since reading a chunk may take longer than it lasts."""
    stopped = threading.Event()

    def renew() -> None:
        while not stopped.wait(LEASE_SECONDS / 4):
            try:
                with engine.begin() as connection:
                    renew_lease(connection, batch_id, LEASE_SECONDS)
            except DBAPIError:
                # A server that restarts is asked again before the lease ends; one that is gone the writer meets.
                continue

    thread = threading.Thread(target=renew, name="renew-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
