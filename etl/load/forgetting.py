"""Erasing an article: everything that carries its words goes, its key and hashes stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from etl.load.statements import statement
from etl.records import Article

#: Before the claims are resolved anew: the article's own rows, those that lead to others first.
_OWN_ROWS = (
    "erase_rejects", "unlink_analysts_rows", "erase_claim_members", "erase_claim_related",
    "erase_former_members", "erase_former_related", "erase_attributions",
    "erase_disputes", "erase_estimates", "erase_speakers", "erase_quotes",
    "erase_speakers_of_entered_quotes", "erase_entered_quotes", "erase_mentions", "erase_passages",
    "erase_extractions", "erase_shingles", "erase_links", "erase_sources", "erase_versions", "erase_corrections",
)  # fmt: skip
_MARKS = (
    "mark_rows", "mark_extractions", "mark_estimates", "mark_entities", "mark_surfaces", "mark_sources", "mark_claims",
)  # fmt: skip
#: After it: claims and names that only this article had.
_ORPHANS = (
    "erase_claims", "erase_local_aliases", "erase_lone_aliases", "keep_entities", "erase_candidates",
    "erase_relations", "erase_merges", "erase_outlets", "erase_aliases", "erase_entities", "blank_entities",
    "blank_article", "erase_article",
)  # fmt: skip
#: Steps of the above that erase nothing.
_SORTING = {"keep_entities", "blank_article"}
_MARKED = ("version", "extraction", "estimate", "entity", "surface", "location", "claim")


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article that a reference means."""

    article_id: int
    key: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is kept of an erased article; ``hashes`` as ``text:<sha256>`` and ``source:<sha256>``."""

    key: str
    author: str
    reason: str
    forgotten_at: datetime
    hashes: tuple[str, ...]


def find_articles(connection: Connection, reference: str, canonical: str | None = None) -> list[StoredArticle]:
    """Articles that a key, address, supplied id or hash of a text means; ten at most."""
    values = {"reference": reference, "canonical": canonical or reference}
    rows = connection.execute(statement("forgetting", "find_articles"), values)
    return [StoredArticle(row.article_id, row.article_key, row.title) for row in rows]


def same_texts(connection: Connection, article_id: int) -> list[str]:
    """Keys of other articles that carry the same text."""
    return list(connection.execute(statement("forgetting", "same_texts"), {"article_id": article_id}).scalars())


def remember_article(connection: Connection, article_id: int, author: str, reason: str) -> int:
    """Keep an article's key and hashes for good; returns the id under which that is kept."""
    values = {"article_id": article_id, "author": author, "reason": reason}
    forgotten_id = int(connection.execute(statement("forgetting", "remember_article"), values).scalar_one())
    kept = {"article_id": article_id, "forgotten_article_id": forgotten_id}
    connection.execute(statement("forgetting", "remember_hashes"), kept)
    return forgotten_id


def remember_key(connection: Connection, entry: Forgotten) -> None:
    """Keep out an article that is not here, by what was known of it elsewhere."""
    values = {
        "article_key": entry.key, "author": entry.author, "reason": entry.reason, "forgotten_at": entry.forgotten_at,
    }  # fmt: skip
    forgotten_id = connection.execute(statement("forgetting", "remember_key"), values).scalar_one()
    for marked in entry.hashes:
        kind, _, sha256 = marked.partition(":")
        values = {"sha256": sha256, "kind": kind, "forgotten_article_id": forgotten_id}
        connection.execute(statement("forgetting", "remember_hash"), values)


def erase_own_rows(connection: Connection, article_id: int) -> int:
    """Erase an article's texts and all that was read in them; returns the number of rows."""
    for name in _MARKED:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS pg_temp.forgotten_{name}")
    for step in _MARKS:
        connection.execute(statement("forgetting", step), {"article_id": article_id})
    return _run(connection, article_id, _OWN_ROWS)


def erase_orphans(connection: Connection, article_id: int, forgotten_id: int, erased: int) -> None:
    """Erase claims and names that nobody else has, and the article; ``erased`` rows went before."""
    count = erased + _run(connection, article_id, _ORPHANS)
    values = {"count_rows": count, "forgotten_article_id": forgotten_id}
    connection.execute(statement("forgetting", "count_erased"), values)


def _run(connection: Connection, article_id: int, steps: Sequence[str]) -> int:
    count = 0
    for step in steps:
        rows = connection.execute(statement("forgetting", step), {"article_id": article_id}).rowcount
        count += 0 if step in _SORTING else rows
    return count


def without_forgotten(connection: Connection, articles: Sequence[Article]) -> list[Article]:
    """The articles that nobody had erased, whether known by key, by text or by the bytes they came from."""
    keys = [article.key for article in articles]
    hashes = [sha256 for article in articles for sha256 in (article.text_sha256, article.source.sha256)]
    found = connection.execute(statement("forgetting", "known_as_forgotten"), {"keys": keys, "hashes": hashes})
    marks = set(found.scalars())
    return [a for a in articles if not marks & {a.key, a.text_sha256, a.source.sha256}]


def read_forgotten(connection: Connection) -> list[Forgotten]:
    """All that was erased here, in order."""
    rows = connection.execute(statement("forgetting", "read_forgotten"))
    return [Forgotten(row.article_key, row.author, row.reason, row.forgotten_at, tuple(row.marks)) for row in rows]


def holders_of_hashes(connection: Connection, hashes: Sequence[str]) -> list[str]:
    """Keys of articles one of whose texts has one of these hashes."""
    return list(connection.execute(statement("forgetting", "holders_of_hashes"), {"hashes": list(hashes)}).scalars())
