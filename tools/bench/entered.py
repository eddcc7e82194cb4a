"""Rows that analysts enter: the bench's files of them, seeded, and the sources and articles that they name."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg

from etl.cluster import plain_url

SOURCES = 2_000
ROWS_AN_ARTICLE = 5
FIRST_DAY = date(2024, 1, 1)
#: Numbers as people write them in a spreadsheet; braces take digits.
MESSY = ("{},000", "~{}k", "at least {} thousand", "{}", "up to {},500", "{}-{}0 thousand", "{}.5k", "more than {}")
REFERRED = """
INSERT INTO batch (command, source, onrecord_version, state, finished_at, published_at)
VALUES ('bench', 'generated', 'bench', 'published', now(), now());
INSERT INTO entity (entity_key, name, type, origin)
SELECT 'bench:entered-' || n, 'Bench source ' || n, 'organization', 'user' FROM generate_series(0, {sources} - 1) AS n;
INSERT INTO article (article_key, url, batch_id)
SELECT 'https://entered.example/' || n, 'https://entered.example/' || n, max(batch_id)
FROM generate_series(0, {articles} - 1) AS n CROSS JOIN batch GROUP BY n;
INSERT INTO article_version (
    article_id, version_number, text, text_length, text_sha256, published_precision, published_basis, batch_id,
    current_from
)
SELECT article_id, 1, 'Bench.', 6, encode(sha256('Bench.'), 'hex'), 'unknown', 'unknown', batch_id, now()
FROM article WHERE article_key LIKE 'https://entered.example/%';
VACUUM (ANALYZE) entity, article, article_version
"""


def make_referred(url: str, rows: int) -> None:
    """The sources and articles that ``rows`` rows name."""
    script = REFERRED.format(sources=SOURCES, articles=max(1, rows // ROWS_AN_ARTICLE))
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        for statement in script.split(";"):
            session.execute(statement.encode())


def entered_rows(count: int, seed: str, articles: int) -> Any:
    """A pyarrow Table of clean rows; the same seed gives the same."""
    import pyarrow as pa  # noqa: PLC0415

    chance = random.Random(seed)  # noqa: S311 (data, no secret)
    return pa.table(
        {
            "id": [f"{seed}-{n}" for n in range(count)],
            "source": [f"Bench source {chance.randrange(SOURCES)}" for _ in range(count)],
            "article": [f"https://entered.example/{chance.randrange(articles)}" for _ in range(count)],
            "best": pa.array([chance.randrange(10, 100_000) for _ in range(count)], pa.int64()),
            "measure": [chance.choice(("troops", "killed", "injured", "displaced")) for _ in range(count)],
            "status": [chance.choice(("planned", "present", "occurred")) for _ in range(count)],
            "population": [chance.choice(("North Korea", "Russia", "Ukraine")) for _ in range(count)],
            "unit": ["person"] * count,
            "said_on": pa.array([FIRST_DAY + timedelta(chance.randrange(700)) for _ in range(count)], pa.date32()),
        }
    )


def write_parquet(path: Path, rows: Any) -> Path:
    from pyarrow import parquet  # noqa: PLC0415

    parquet.write_table(rows, path)
    return path


def shuffled_with_one_changed(rows: Any, seed: int) -> Any:
    """The same rows in another order, one of them with another figure."""
    import pyarrow as pa  # noqa: PLC0415

    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)  # noqa: S311 (data, no secret)
    shuffled = rows.take(pa.array(order))
    figures = shuffled.column("best").to_pylist()
    figures[len(figures) // 2] += 1
    return shuffled.set_column(shuffled.schema.get_field_index("best"), "best", pa.array(figures, pa.int64()))


def write_messy_csv(path: Path, rows: Any, seed: int) -> Path:
    """The rows as CSV, their numbers as people write them."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import csv  # noqa: PLC0415

    chance = random.Random(seed)  # noqa: S311 (data, no secret)
    numbers = [
        chance.choice(MESSY).format(*(str(chance.randrange(1, 999)) for _ in range(2))) for _ in range(len(rows))
    ]
    ordered = [number if "-" not in number else f"{n % 90 + 1}-{n % 90 + 9}k" for n, number in enumerate(numbers)]
    index = rows.schema.get_field_index("best")
    csv.write_csv(rows.remove_column(index).append_column("number", pa.array(ordered)), path)
    return path
