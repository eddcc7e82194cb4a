"""Loading articles without reading them, beside COPY of the same rows into a table with the same indexes."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from etl.cluster import plain_url
from tools.bench.child import MOST_MEGABYTES, run_child
from tools.bench.figures import Figure, timed

PART = "articles"
#: Words of an article, as in the mean news article.
WORDS_AN_ARTICLE = 600
COMMON = ("the", "of", "to", "and", "a", "in", "that", "is", "was", "for", "on", "with", "said", "by", "at", "from")
COPIED = (
    "article_id, version_number, text, text_length, text_sha256, title, byline, language, outlet_entity_id,"
    " republisher_entity_id, published_from, published_to, published_precision, published_basis, published_at,"
    " batch_id, current_from, current_to"
)


def write_articles(path: Path, count: int, seed: int, changed: int = 0) -> None:
    """JSON lines of ``count`` articles; ``changed`` of them read differently than the same seed without it."""
    with path.open("w", encoding="utf-8") as stream:
        for article in _articles(count, seed, changed):
            stream.write(json.dumps(article) + "\n")


def _articles(count: int, seed: int, changed: int) -> Iterator[dict[str, str]]:
    chance = random.Random(seed)  # noqa: S311 (data, no secret)
    words = [COMMON[n % len(COMMON)] for n in range(12_000)]
    words += [hashlib.sha256(str(n).encode()).hexdigest()[: 4 + n % 8] for n in range(20_000)]
    for n in range(count):
        text = " ".join(chance.choices(words, k=WORDS_AN_ARTICLE))
        yield {
            "id": f"{seed}-{n}",
            "text": ("Changed. " if n < changed else "") + text,
            "title": text[:60],
            "outlet": f"Outlet {n % 200}",
            "url": f"https://load.example/{seed}/{n}",
            "date": "2024-11-05",
        }


def measure_articles(url: str, count: int, seed: int) -> list[Figure]:
    """Load ``count`` new articles, again unchanged, again with one changed; and COPY their rows beside it."""
    loads = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        for changed in (0, 0, 1):
            write_articles(path, count, seed, changed)
            loads.append(run_child("articles", url, path))
        megabytes = path.stat().st_size / 1e6
    copied = _copy(url, count, seed)
    loaded, again, one_changed = (load["seconds"] for load in loads)
    return [
        Figure(PART, f"{count:,} new articles from JSON lines", count / loaded, "articles/s"),
        Figure(PART, "COPY of the same rows into the same indexed table", count / copied, "articles/s"),
        Figure(PART, "load / COPY of the same rows", copied / loaded, "x", 0.5, at_most=False),
        Figure(PART, "the same articles again, unchanged", count / again, "articles/s"),
        Figure(PART, "the same again, one changed", count / one_changed, "articles/s"),
        Figure(PART, f"peak memory of the load of {megabytes:,.0f} MB", loads[0]["megabytes"], "MB", MOST_MEGABYTES),
    ]


def _copy(url: str, count: int, seed: int) -> float:
    """Seconds of COPY of the loaded rows into a table with the indexes and checks of article_version."""
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute("CREATE TABLE copied (LIKE article_version INCLUDING ALL)")
        query = (
            f"SELECT {COPIED} FROM article_version JOIN article USING (article_id, batch_id)"
            " WHERE article_key LIKE %s AND version_number = 1"
        )
        with session.cursor() as cursor:
            wanted = psycopg.ClientCursor(session).mogrify(query, [f"%load.example/{seed}/%"])
            with cursor.copy(f"COPY ({wanted}) TO STDOUT".encode()) as rows:
                blocks = [bytes(block) for block in rows]
            with timed() as watch, cursor.copy(f"COPY copied ({COPIED}) FROM STDIN") as copy:
                for block in blocks:
                    copy.write(block)
        found = session.execute("SELECT count(*) FROM copied").fetchone()
        if found != (count,):
            raise RuntimeError(f"{found} rows were copied, not {count}")
        session.execute("DROP TABLE copied")
    return watch.seconds
