"""The saved views of the headline topic at size: for one source, for one topic, and a first page of everything."""

from __future__ import annotations

import psycopg

from etl.cluster import plain_url
from tools.bench.data import TOPIC
from tools.bench.figures import Figure, quickest

PART = "views"
FILTERED_MS, UNFILTERED_MS = 50, 500
RUNS = 5
#: A query that takes longer is told as this long.
GIVEN_UP_MS = 10_000
A_SOURCE, A_TOPIC, AN_ARTICLE = (
    "origin = 'Source 0100'",
    f"topic = '{TOPIC}'",
    "article_key = 'https://bench.example/500'",
)
FILTERED = (
    ("troop_estimates_by_source", A_SOURCE),
    ("troop_estimates_timeline", A_SOURCE),
    ("estimates_by_source", A_SOURCE),
    ("estimates_by_source_level", A_SOURCE),
    ("source_revisions", A_SOURCE),
    ("newest_estimates", A_SOURCE),
    ("first_reported", A_SOURCE),
    ("evidence", AN_ARTICLE),
    ("topic_articles", A_TOPIC),
    ("topic_estimates", A_TOPIC),
    ("topic_disagreement", A_TOPIC),
    ("topic_sides", A_TOPIC),
)
UNFILTERED = (
    "troop_estimates_by_source", "troop_estimates_timeline", "evidence", "source_revisions", "newest_estimates",
    "estimates_by_source_level", "topic_estimates", "topic_disagreement", "topic_sides", "estimate_disagreement",
    "measure_status_matrix", "outlet_coverage", "independence", "contradictions", "same_article_conflict",
)  # fmt: skip
#: Counted to the last row, for comparison: a page is what a person or a tool asks for.
WHOLE = ("topic_estimates", "troop_estimates_by_source")
#: The question of troop_estimates_by_source as one writes it by hand on a flat table without chains and corrections.
BY_HAND = """
CREATE TABLE flat AS
SELECT
    entity.name AS origin, measure, low, best, high, qualifier, status, population, sentence, article_key
FROM estimate
INNER JOIN entity ON entity.entity_id = estimate.origin_entity_id
INNER JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
INNER JOIN article ON article.article_id = version.article_id;
CREATE INDEX ix_flat_origin ON flat (origin, measure);
ANALYZE flat;
"""


def measure_views(url: str) -> list[Figure]:
    """Milliseconds of each view, planning and all rows fetched; the quickest of some runs."""
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute(f"SET statement_timeout = {GIVEN_UP_MS}")
        figures = [
            Figure(PART, f"{view} where {where}", _fetch(session, f"report.{view} WHERE {where}"), "ms", FILTERED_MS)
            for view, where in FILTERED
        ]
        figures += [
            Figure(PART, f"{view}, first 100 rows", _fetch(session, f"report.{view} LIMIT 100"), "ms", UNFILTERED_MS)
            for view in UNFILTERED
        ]
        figures += [
            Figure(PART, f"{view}, all rows counted", _fetch(session, f"report.{view}", "count(*)"), "ms")
            for view in WHOLE
        ]
        session.execute("SET statement_timeout = 0")
        session.execute(BY_HAND)
        by_hand = _fetch(session, f"flat WHERE {A_SOURCE} AND measure = 'troops'")
        session.execute("DROP TABLE flat")
    return [*figures, Figure(PART, "the same by hand on one flat table, one source's troops", by_hand, "ms")]


def _fetch(session: psycopg.Connection, query: str, columns: str = "*") -> float:
    def run() -> None:
        session.execute(f"SELECT {columns} FROM {query}".encode()).fetchall()

    try:
        return 1000 * quickest(run, RUNS)
    except psycopg.errors.QueryCanceled:
        return GIVEN_UP_MS
