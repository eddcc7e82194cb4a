"""The bench's data: articles, sources, estimates and claims of a chosen size in a migrated database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psycopg

from etl.cluster import plain_url

SEED = 7
#: The topic that ships and whose views are timed; this share of the articles, in thousandths, speaks of it.
TOPIC, TOPIC_SHARE = "north-korean-troops-in-russia", 2
#: Who is said to have read the articles: the bench never has them read again.
EXTRACTOR = ("bench", "1")


@dataclass(frozen=True)
class Size:
    """How much data: ``estimates`` are spread evenly over ``articles`` and over ``sources``."""

    estimates: int
    articles: int
    sources: int

    def share(self, numerator: int, denominator: int) -> Size:
        """A part of it, with as many sources, for the growth plot."""
        return Size(self.estimates * numerator // denominator, self.articles * numerator // denominator, self.sources)


def make_data(url: str, size: Size) -> None:
    """Fill an empty migrated database; the same size gives the same rows."""
    script = (Path(__file__).parent / "data.sql").read_text(encoding="utf-8")
    values = {
        "seed": SEED,
        "sources": size.sources,
        "articles": size.articles,
        "each": size.estimates // size.articles,
        "topic_share": TOPIC_SHARE,
        "extractor_name": EXTRACTOR[0],
        "extractor_version": EXTRACTOR[1],
    }
    with psycopg.connect(plain_url(url), autocommit=True, cursor_factory=psycopg.ClientCursor) as session:
        session.execute(script.encode(), values)
        # The triggers that would have noted all this slept.
        session.execute("INSERT INTO stale_mark (kind) VALUES ('everything')")
        session.execute("SELECT recount_mentions()")
        session.execute("VACUUM (ANALYZE)")
