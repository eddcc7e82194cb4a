"""One job in a process of its own, so that its peak memory is its own: prints seconds and megabytes as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from etl.database import open_database
from etl.jobs.articles import load_articles
from etl.jobs.spreadsheets import load_estimates


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
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
