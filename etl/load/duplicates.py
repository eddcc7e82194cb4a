"""Stored runs of words of article texts, pairs that share many, and the links between copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sqlalchemy import Connection

from etl.load.staging import stage_rows
from etl.load.statements import statement

#: A run that stands in more texts than this is furniture, not a copy.
MOST_TEXTS = 100

LinkRow = tuple[int, int, str, float, float]


def read_new_texts(connection: Connection, batch_id: int, after: int, limit: int) -> list[tuple[int, str]]:
    """(article version id, text) of texts that a batch brought and whose runs are not stored, in order of id."""
    values = {"batch_id": batch_id, "after": after, "limit": limit}
    return [(row[0], row[1]) for row in connection.execute(statement("duplicates", "new_texts"), values)]


def load_runs(connection: Connection, runs: Iterable[tuple[int, int]]) -> None:
    """Store (run, article version id)."""
    stage_rows(connection, "stage_shingle", {"shingle": "bigint", "article_version_id": "bigint"}, runs)
    connection.execute(statement("duplicates", "insert_shingles"))


def find_copies(connection: Connection) -> Iterator[tuple[int, int, str, str]]:
    """(older id, newer id, older text, newer text) of texts that may be copies, of which the newer was just stored."""
    for row in connection.execute(statement("duplicates", "find_copies"), {"most_texts": MOST_TEXTS}):
        yield row.older_version_id, row.newer_version_id, row.older_text, row.newer_text


def load_links(connection: Connection, links: Iterable[LinkRow]) -> None:
    """Store links (longer version, copied version, kind, containment, resemblance)."""
    columns = {
        "article_version_id": "bigint", "copied_version_id": "bigint", "kind": "text",
        "containment": "numeric", "resemblance": "numeric",
    }  # fmt: skip
    rows = (
        (longer, copied, kind, Decimal(f"{containment:.3f}"), Decimal(f"{resemblance:.3f}"))
        for longer, copied, kind, containment, resemblance in links
    )
    stage_rows(connection, "stage_link", columns, rows)
    connection.execute(statement("duplicates", "insert_links"))
