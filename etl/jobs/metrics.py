"""The outcome of a scheduled load as a Prometheus text file, for node_exporter's textfile collector."""

from __future__ import annotations

import re
import time
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from etl.errors import UsageError
from etl.jobs.articles import JobReport

_LAST_SUCCESS = "onrecord_batch_last_success_timestamp_seconds"


def write_metrics(path: Path, name: str, report: JobReport | None, *, succeeded: bool, seconds: float) -> None:
    """Replace the file as a whole; a failure keeps the time of the last success that the file told.

    Raises:
        UsageError: the file cannot be written.
    """
    registry = CollectorRegistry()

    def gauge(metric: str, what: str, value: float, **labels: str) -> None:
        known = {"config": name, **labels}
        if metric not in made:
            made[metric] = Gauge(metric, what, list(known), registry=registry)
        made[metric].labels(**known).set(value)

    made: dict[str, Gauge] = {}
    now = time.time()
    gauge("onrecord_batch_last_run_timestamp_seconds", "When the load last ended.", now)
    gauge("onrecord_batch_last_run_success", "Whether it ended well.", float(succeeded))
    gauge("onrecord_batch_duration_seconds", "How long it took.", seconds)
    if success := now if succeeded else last_success(path):
        gauge(_LAST_SUCCESS, "When the load last ended well.", success)
    if report is not None:
        counts = report.articles
        for outcome in ("new", "changed", "unchanged", "rejected"):
            gauge("onrecord_batch_records", "Records by outcome.", getattr(counts, outcome), outcome=outcome)
        gauge("onrecord_batch_extracted", "Articles read for what they say.", report.extracted)
        for code, count in sorted(counts.reasons.items()):
            gauge("onrecord_batch_rejected", "Rejected records by reason.", count, code=code)
        for finding in report.findings:
            gauge("onrecord_batch_finding", "Checks that the load did not keep.", 1, check=finding.check)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_to_textfile(str(path), registry)
    except OSError as error:
        raise UsageError(f"metrics_file {path}: cannot be written: {error}") from error


def last_success(path: Path) -> float | None:
    """The time of the last success that an earlier file tells, or ``None``."""
    try:
        found = re.search(rf"^{_LAST_SUCCESS}{{[^}}]*}} (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return None
    return float(found[1]) if found else None
