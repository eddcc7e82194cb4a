"""What 100 new articles cost on top of what is there: load, published and in the views."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from etl.cluster import plain_url
from etl.database import open_database
from etl.jobs.articles import NoProgress, load_articles
from etl.jobs.claims import resolve_published_claims
from tools.bench.articles import write_articles
from tools.bench.figures import timed

NEW_ARTICLES = 100


def seconds_of_new_articles(url: str, seed: int) -> float:
    """Seconds in which 100 new articles are loaded and published; the quickest of three loads."""
    engine = open_database(url)
    seconds = []
    with TemporaryDirectory() as folder:
        for attempt in range(3):
            path = Path(folder) / "new.jsonl"
            write_articles(path, NEW_ARTICLES, seed + attempt)
            with timed() as watch:
                load_articles(engine, [str(path)], NoProgress())
            seconds.append(watch.seconds)
    engine.dispose()
    return min(seconds)


def seconds_of_refresh(url: str) -> float:
    """Seconds in which the claims that 100 newly published readings touch are resolved."""
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute("ANALYZE")
    engine = open_database(url)
    with engine.connect() as connection:
        transaction = connection.begin()
        # now() is the transaction's: these readings look as if this publication had opened them.
        connection.exec_driver_sql(
            "UPDATE extraction SET current_from = now() WHERE extraction_id IN"
            f" (SELECT extraction_id FROM extraction ORDER BY extraction_id LIMIT {NEW_ARTICLES})"
        )
        with timed() as watch:
            resolve_published_claims(connection)
        transaction.rollback()
    engine.dispose()
    return watch.seconds
