"""One job in a process of its own, so that its peak memory is its own: prints seconds and megabytes as JSON."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from etl.database import open_database
from etl.jobs.articles import load_articles
from etl.jobs.spreadsheets import load_estimates
from etl.read import Source, read_source
from etl.records import Article
from etl.resolve.articles import resolve_article

MOST_MEGABYTES = 600


class Phases:
    """A progress that remembers when each step began."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}

    def begin(self, what: str, total: int | None) -> None:  # noqa: ARG002  (as Progress has it)
        self.began.setdefault(what, time.perf_counter())

    def advance(self, count: int) -> None:
        """Steps in between are of no interest."""


def main(job: str, url: str, path: str) -> dict[str, Any]:
    """Run a job; ``seconds`` are those until the rows are shown, ``claims_seconds`` those of the claims after it."""
    engine = open_database(url)
    phases = Phases()
    _warm(job)
    began = time.perf_counter()
    if job == "estimates":
        report = load_estimates(engine, [Path(path)], phases)
    else:
        report = load_articles(engine, [path], phases)
    ended = time.perf_counter()
    shown = phases.began.get("claims", ended)
    counts = report.articles
    return {
        "seconds": shown - began, "claims_seconds": ended - shown, "new": counts.new, "changed": counts.changed,
        "unchanged": counts.unchanged, "rejected": counts.rejected,
        "megabytes": peak_megabytes(),
    }  # fmt: skip


def peak_megabytes() -> float:
    """The most memory that this process has had: what Linux says of its address space, where there is Linux.

    ``ru_maxrss`` would be the parent's where that is larger: it is handed on at a fork and stays over an exec.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_child(job: str, url: str, path: Path) -> dict[str, Any]:
    """What `tools.bench.child` says of a job."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.child", job, url, path],
        cwd=Path(__file__).resolve().parents[2], capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{job} {path.name}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    if found["rejected"]:
        raise RuntimeError(f"the bench's own rows were rejected: {found}")
    return found


def _warm(job: str) -> None:
    """Import what is imported late, and for articles read one: what a process pays once, as the peers do before."""
    if job == "estimates":
        import pandas  # noqa: F401, ICN001, PLC0415  (pyarrow imports it at the first array)
        import pyarrow.parquet  # noqa: F401, PLC0415

        return
    for record in read_source(Source.from_bytes("warm.jsonl", b'{"id": "warm", "text": "One article to begin with."}')):
        if isinstance(record, Article):
            resolve_article(record)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
