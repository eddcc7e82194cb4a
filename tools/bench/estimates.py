"""`load estimates` beside its limits (COPY, a bare anti-join) and its peers, all into the same tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from sqlalchemy import make_url

from etl.cluster import plain_url
from etl.database import open_database
from etl.read.estimate_columns import check_rows
from etl.read.estimate_sheets import open_sheet
from tools.bench.child import MOST_MEGABYTES, run_child
from tools.bench.entered import (
    ROWS_AN_ARTICLE,
    entered_rows,
    make_referred,
    shuffled_with_one_changed,
    write_messy_csv,
    write_parquet,
)
from tools.bench.figures import Figure, timed
from tools.bench.peers import PEERS, dlt_seconds

PART = "estimates"
#: How often the same rows come again.
TURNS = 5
DATABASE = "onrecord_bench_estimates"
_ANTI_JOIN = """
SELECT count(*) FROM bare WHERE NOT EXISTS (
    SELECT 1 FROM estimate
    WHERE estimate.analyst_row_key = bare.row_key AND estimate.row_sha256 = bare.row_sha256
)
"""


def measure_estimates(url: str, count: int, of_peers: int, dlt_python: Path | None) -> list[Figure]:
    """Load ``count`` rows, again shuffled, messy ones, and ``of_peers`` as each peer does; a database of their own."""
    with _database(url) as own, TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server reads a file of it, under an account of its own
        make_referred(own, count)
        articles = max(1, count // ROWS_AN_ARTICLE)
        figures = _peers(own, folder, entered_rows(of_peers, "peer", articles), dlt_python)
        rows = entered_rows(count, "all", articles)
        figures += _loads(own, folder, rows)
        messy = write_messy_csv(folder / "messy.csv", entered_rows(max(1, count // 5), "messy", articles), 1)
        return figures + _messy(own, messy)


@contextmanager
def _database(url: str) -> Iterator[str]:
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        session.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
        own = make_url(url).set(database=DATABASE).render_as_string(hide_password=False)
        open_database(own).dispose()
        yield own
        session.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def _loads(url: str, folder: Path, rows: Any) -> list[Figure]:
    count = len(rows)
    loaded = run_child("estimates", url, write_parquet(folder / "rows.parquet", rows))
    copied = _copy(url, folder)
    bare, again, written = _again(url, folder, rows)
    return [
        _rate(f"{count:,} rows from Parquet, loaded and shown", count, loaded["seconds"]),
        _rate("server-side COPY of the same rows into the same tables", count, copied),
        Figure(PART, "load / COPY", copied / loaded["seconds"], "x", 0.5, at_most=False),
        Figure(PART, "their claims, told after they are shown", count / max(loaded["claims_seconds"], 0.001), "rows/s"),
        _rate("the same rows again, shuffled, one changed", count, again["seconds"]),
        _rate("bare COPY to a temporary table and anti-join", count, bare),
        Figure(PART, "again / bare anti-join", bare / again["seconds"], "x", 0.6, at_most=False),
        Figure(PART, "written to the server's log by that", written / 1024, "kB"),
        Figure(PART, "peak memory of the load", loaded["megabytes"], "MB", MOST_MEGABYTES),
        Figure(PART, "peak memory of the same again", again["megabytes"], "MB", MOST_MEGABYTES),
    ]


def _again(url: str, folder: Path, rows: Any) -> tuple[float, dict[str, Any], int]:
    """Seconds of the bare anti-join and the load of the same rows, each the quickest of some, and its bytes of log.

    They take turns; each time another row says something else than the time before.
    """
    bare, loads = [], []
    for turn in range(TURNS):
        rows = shuffled_with_one_changed(rows, turn)
        path = write_parquet(folder / "shuffled.parquet", rows)
        bare.append(_anti_join(url))
        with psycopg.connect(plain_url(url), autocommit=True) as session:
            before = _wal(session)
            again = run_child("estimates", url, path)
            loads.append((again, _wal(session) - before))
        if (again["changed"], again["unchanged"]) != (1, len(rows) - 1):
            raise RuntimeError(f"of the same rows, one changed: {again}")
    # The first load after the pages were written anew tells what stays in the log.
    return min(bare), min((load for load, _ in loads), key=lambda load: load["seconds"]), loads[0][1]


def _rate(what: str, count: int, seconds: float, bar: float | None = None) -> Figure:
    return Figure(PART, what, count / seconds, "rows/s", bar, at_most=False)


def _wal(session: psycopg.Connection) -> int:
    found = session.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn").fetchone()
    return int(found[0]) if found else 0


def _copy(url: str, folder: Path) -> float:
    """Seconds of server-side COPY of the rows into the emptied tables, which then hold what the load wrote."""
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        for table in ("estimate", "estimate_attribution"):
            with (folder / table).open("wb") as file, session.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                for block in copy:
                    file.write(block)
        session.execute("TRUNCATE estimate CASCADE")
        session.execute("CHECKPOINT")
        with timed() as watch:
            for table in ("estimate", "estimate_attribution"):
                session.execute(f"COPY {table} FROM '{folder / table}'".encode())
        session.execute("CHECKPOINT")
        # Last, so that what the next load writes is its own: no first images of pages, no marks of old rows.
        session.execute("VACUUM (FREEZE, ANALYZE) estimate, estimate_attribution")
    return watch.seconds


def _anti_join(url: str) -> float:
    """Seconds of what a script does by hand: COPY all the rows say to a temporary table, analyze, anti-join."""
    names = (
        "analyst_row_key, row_sha256, source_line, best, measure, status, population, unit, said_from,"
        " origin_entity_id, article_version_id"
    )
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        with session.cursor().copy(f"COPY (SELECT {names} FROM estimate ORDER BY row_sha256) TO STDOUT") as copy:
            blocks = [bytes(block) for block in copy]
        with timed() as watch:
            session.execute(
                "CREATE TEMPORARY TABLE bare (row_key text, row_sha256 text, line bigint, best numeric, measure text,"
                " status text, population text, unit text, said_on date, origin bigint, article bigint)"
            )
            with session.cursor().copy("COPY bare FROM STDIN") as copy:
                for block in blocks:
                    copy.write(block)
            session.execute("ANALYZE bare")
            session.execute(_ANTI_JOIN)
    return watch.seconds


def _messy(url: str, path: Path) -> list[Figure]:
    with timed() as watch:
        checked = sum(len(check_rows(chunk, {})[0].columns) for chunk in open_sheet(path).chunks)
    loaded = run_child("estimates", url, path)
    return [
        _rate("CSV with messy numbers, read and checked row by row", checked, watch.seconds, 40_000),
        _rate("CSV with messy numbers, loaded and shown", loaded["new"], loaded["seconds"]),
        Figure(PART, "peak memory of that", loaded["megabytes"], "MB", MOST_MEGABYTES),
    ]


def _peers(url: str, folder: Path, rows: Any, dlt_python: Path | None) -> list[Figure]:
    """Each fills the emptied tables with the same rows, their keys resolved."""
    path = write_parquet(folder / "peer.parquet", rows)
    seconds = {}
    _empty(url)
    loads = [run_child("estimates", url, path)["seconds"]]
    copied = _copy(url, folder)
    for name, fill in PEERS.items():
        _empty(url)
        with timed() as watch:
            fill(url, path)
        _check_filled(url, name, len(rows))
        seconds[name] = watch.seconds
    # Before and after the peers: what takes three seconds meets or misses what the machine does otherwise.
    _empty(url)
    loads.append(run_child("estimates", url, path)["seconds"])
    ours = min(loads)
    _empty(url)
    if dlt_python:
        seconds["dlt, merge"] = dlt_seconds(url, path, dlt_python)
    figures = [
        _rate(f"{len(rows):,} rows: load estimates", len(rows), ours),
        _rate(f"{len(rows):,} rows: server-side COPY, keys resolved before", len(rows), copied),
    ]
    for name, taken in seconds.items():
        # What no client can pass, since the server alone takes so long for rows, indexes, checks and keys.
        figures.append(Figure(PART, f"limit: server-side COPY / {name}", taken / copied, "x"))
        bar = None if "COPY" in name else 5
        figures.append(_rate(f"{len(rows):,} rows: {name}", len(rows), taken))
        figures.append(Figure(PART, f"load estimates / {name}", taken / ours, "x", bar, at_most=False))
    return figures


def _empty(url: str) -> None:
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute("TRUNCATE estimate CASCADE")


def _check_filled(url: str, name: str, count: int) -> None:
    with psycopg.connect(plain_url(url)) as session:
        found = session.execute(
            "SELECT count(*) FROM estimate JOIN estimate_attribution USING (estimate_id) WHERE article_version_id > 0"
        ).fetchone()
    if found != (count,):
        raise RuntimeError(f"{name} filled {found} rows, not {count}")
