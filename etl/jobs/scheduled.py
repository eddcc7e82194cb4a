"""The scheduled load: a configuration run as one batch, without anybody watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, text
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from etl.database import writing
from etl.extract.extractor import Extractor, RuleExtractor
from etl.jobs.articles import JobReport, begin_job, extract_unread, failing_aloud, load_records, publish
from etl.jobs.configuration import ScheduleConfig, SourceConfig, read_config
from etl.jobs.metrics import write_metrics
from etl.load.batches import delete_settled_rejects
from etl.read import FetchLimits, FetchMemory, InputNotFoundError, ReadOptions, read_articles
from etl.records import Article, RejectedRecord
from etl.sessions import DatabaseLostError

__all__ = ["read_config", "run_scheduled"]
#: Log lines of progress come no denser than this.
_SECONDS_BETWEEN_LINES = 10.0


def run_scheduled(
    open_engine: Callable[[], Engine],
    config: ScheduleConfig,
    *,
    wait: bool = False,
    extractor: Extractor | None = None,
) -> JobReport:
    """Load, read, check and publish what a configuration names; log JSON lines; write the metrics file.

    A server that goes away is tried again with growing pauses: what was committed is taken over.

    Raises:
        AlreadyRunning: another load runs and ``wait`` is false.
        BatchWithdrawnError: a check or bound kept the batch from being published.
    """
    log = _logger().bind(config=config.name)
    started = time.monotonic()
    attempt = _Attempt(open_engine, config, extractor or RuleExtractor(), log, wait)
    succeeded = False
    try:
        retrying = Retrying(
            retry=retry_if_exception_type(DatabaseLostError),
            stop=stop_after_attempt(config.retry.attempts),
            wait=wait_random_exponential(multiplier=1, max=max(1.0, config.retry.longest_wait_seconds)),
            before_sleep=lambda state: _log_retry(log, state),
            reraise=True,
        )
        report: JobReport = retrying(attempt.run)
        succeeded = True
    except BaseException as error:
        log.error("batch_failed", error=str(error), kind=type(error).__name__)  # noqa: TRY400  (a log line, no traceback)
        raise
    finally:
        if config.metrics_file:
            seconds = time.monotonic() - started
            write_metrics(config.metrics_file, config.name, attempt.report, succeeded=succeeded, seconds=seconds)
    return report


class _Attempt:
    """One try of the load, from connection to publication."""

    def __init__(
        self, open_engine: Callable[[], Engine], config: ScheduleConfig, reader: Extractor, log: Any, wait: bool
    ) -> None:
        self._open_engine = open_engine
        self._config = config
        self._reader = reader
        self._log = log
        self._wait = wait
        self.report: JobReport | None = None

    def run(self) -> JobReport:
        config = self._config
        memory = FetchMemory(config.memory_folder) if config.memory_folder else None
        engine = self._open_engine()
        try:
            with writing(engine, wait=self._wait) as connection:
                report = self._load(connection, memory)
            if config.refresh.analyze:
                with engine.begin() as session:
                    session.execute(text("ANALYZE"))
        finally:
            engine.dispose()
        if memory:
            memory.save()
        return report

    def _load(self, connection: Connection, memory: FetchMemory | None) -> JobReport:
        config = self._config
        reader = self._reader if config.extract.enabled else None
        report = self.report = begin_job(connection, "batch run", config.name, reader)
        log = self._log.bind(batch_id=report.batch_id)
        log.info("batch_started", sources=[source.path for source in config.sources])
        progress = _LogProgress(log)
        with failing_aloud(connection, report):
            sha256 = load_records(connection, report, _read_sources(config, memory, log), progress)
            if reader:
                extract_unread(connection, report, reader, progress, workers=config.extract.workers)
            try:
                publish(connection, report, sha256, config.bounds.bounds())
            finally:
                for finding in report.findings:
                    log.warning("check_failed", check=finding.check, severity=finding.severity, found=finding.message)
            removed = 0
            if days := config.retention.settled_rejects_days:
                with connection.begin():
                    removed = delete_settled_rejects(connection, days)
        counts = report.articles
        log.info(
            "batch_published", new=counts.new, changed=counts.changed, unchanged=counts.unchanged,
            rejected=counts.rejected, reasons=counts.reasons, extracted=report.extracted, rejects_removed=removed,
        )  # fmt: skip
        return report


def _read_sources(config: ScheduleConfig, memory: FetchMemory | None, log: Any) -> Iterator[Article | RejectedRecord]:
    for source in config.sources:
        options = _options(config, source, memory)
        try:
            records = read_articles([source.path], options=options)
        except InputNotFoundError as error:
            if not source.optional:
                raise
            log.warning("source_missing", source=source.path, error=str(error))
            continue
        for record in records:
            if isinstance(record, RejectedRecord):
                place = {"location": record.location, "line": record.line}
                log.warning("record_rejected", code=record.code, reason=record.reason, **place)
            yield record


def _options(config: ScheduleConfig, source: SourceConfig, memory: FetchMemory | None) -> ReadOptions:
    limits = config.limits
    fetch = FetchLimits(
        limits.record_bytes, limits.fetch_seconds, source.allow_private_addresses, memory,
        attempts=config.retry.attempts, longest_wait_seconds=config.retry.longest_wait_seconds,
    )  # fmt: skip
    return ReadOptions(limits.record_bytes, source.columns, fetch)


class _LogProgress:
    """Progress as log lines, a few a minute."""

    def __init__(self, log: Any) -> None:
        self._log = log
        self._what = ""
        self._total: int | None = None
        self._done = 0
        self._told = time.monotonic()

    def begin(self, what: str, total: int | None) -> None:
        self._what, self._total, self._done = what, total, 0

    def advance(self, count: int) -> None:
        self._done += count
        if time.monotonic() - self._told >= _SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            self._log.info("progress", step=self._what, done=self._done, total=self._total)


def _log_retry(log: Any, state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    pause = state.next_action.sleep if state.next_action else 0
    log.warning("retrying", attempt=state.attempt_number, pause_seconds=round(pause, 1), error=str(error))


def _logger() -> Any:
    """JSON lines on standard error: time, level, event, and what is bound."""
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
