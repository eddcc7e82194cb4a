"""What 100 new articles cost on top of what is there: load, published and in the views."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import Connection, make_url

from etl.cluster import plain_url
from etl.database import open_database
from etl.jobs.articles import NoProgress, load_articles
from etl.jobs.claims import resolve_published_claims
from tools.bench.articles import write_articles
from tools.bench.figures import timed

NEW_ARTICLES = 100
#: Loads that are timed: enough that one in which the server tidies up its indexes does not decide.
LOADS = 9
FIRST_SEED = 100
COPY = "onrecord_bench_small"


def copy_of(url: str) -> str:
    """URL of a copy of the database as it is now, for comparison when it has grown."""
    copy = make_url(url).set(database=COPY)
    with psycopg.connect(plain_url(url), autocommit=True, dbname="template1") as session:
        name = make_url(url).database
        session.execute(f'CREATE DATABASE {COPY} TEMPLATE "{name}"'.encode())
    return copy.render_as_string(hide_password=False)


def seconds_of_new_articles(*urls: str) -> list[float]:
    """Seconds in which 100 new articles are loaded and published, for each database: the median of several loads.

    The databases take turns, so that what the machine does otherwise slows all of them.
    """
    engines = [open_database(url) for url in urls]
    seconds: list[list[float]] = [[] for _ in engines]
    with TemporaryDirectory() as folder:
        for attempt in range(LOADS):
            path = Path(folder) / "new.jsonl"
            write_articles(path, NEW_ARTICLES, FIRST_SEED + attempt)
            for engine, taken in zip(engines, seconds, strict=True):
                with timed() as watch:
                    load_articles(engine, [str(path)], NoProgress())
                taken.append(watch.seconds)
    for engine in engines:
        engine.dispose()
    return [median(taken) for taken in seconds]


def seconds_of_refresh(url: str) -> float:
    """Seconds in which the claims and counts that 100 newly published readings touch are told anew.

    What resolution makes of the generated claims of these readings the first time is settled before.
    """
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute("ANALYZE")
    engine = open_database(url)
    with engine.begin() as connection:
        _publish_again(connection)
        resolve_published_claims(connection)
    with engine.connect() as connection:
        transaction = connection.begin()
        _publish_again(connection)
        with timed() as watch:
            resolve_published_claims(connection)
            connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does: the counts
        transaction.rollback()
    engine.dispose()
    return watch.seconds


def _publish_again(connection: Connection) -> None:
    """Let the first readings look as if this transaction had opened them: now() is the transaction's."""
    connection.exec_driver_sql(
        "UPDATE extraction SET current_from = now() WHERE extraction_id IN"
        f" (SELECT extraction_id FROM extraction ORDER BY extraction_id LIMIT {NEW_ARTICLES})"
    )
