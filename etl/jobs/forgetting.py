"""Erasing articles where law asks for it: text, titles, names, sentences; key, hashes and reason stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from etl.database import lost_server_told, writing
from etl.errors import UsageError
from etl.jobs.claims import resolve_touched_claims
from etl.load.forgetting import (
    Forgotten,
    StoredArticle,
    erase_orphans,
    erase_own_rows,
    find_articles,
    holders_of_hashes,
    read_forgotten,
    remember_article,
    remember_key,
    same_texts,
)
from etl.load.touched import mark_blocks_of_articles
from etl.read.address import canonical_url
from etl.read.reader import Unusable

#: Tables whose freed rows are cleaned at once, with their statistics: both keep words until then.
_CLEANED = (
    "article", "article_version", "article_source", "article_shingle", "extraction", "passage", "mention", "quote",
    "quote_speaker", "estimate", "estimate_attribution", "estimate_dispute", "entity", "entity_alias", "reject",
    "correction",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """Articles that are to be erased, and the keys of others that carry the same text."""

    articles: tuple[StoredArticle, ...]
    copies: tuple[str, ...]


def choose_articles(engine: Engine, references: Sequence[str], *, copies: bool = False) -> Chosen:
    """The articles that references (key, address, supplied id, hash of the text) mean.

    With ``copies``, those that carry the same text are among them.

    Raises:
        UsageError: a reference means none, or several.
    """
    with lost_server_told(), engine.connect() as connection:
        chosen = {article.key: article for reference in references for article in [_one(connection, reference)]}
        alike = {key for article in chosen.values() for key in same_texts(connection, article.article_id)} - set(chosen)
        if copies:
            chosen |= {key: _one(connection, key) for key in sorted(alike)}
            alike = set()
    return Chosen(tuple(chosen.values()), tuple(sorted(alike)))


def _one(connection: Connection, reference: str) -> StoredArticle:
    found = find_articles(connection, reference, _canonical(reference))
    if not found:
        raise UsageError(
            f"no article has the key, address, id or hash {reference!r}; `onrecord search` and view `articles` find it"
        )
    if len(found) > 1:
        keys = ", ".join(article.key for article in found)
        raise UsageError(f"{reference!r} means several articles; say which by its key: {keys}")
    return found[0]


def _canonical(reference: str) -> str | None:
    try:
        return canonical_url(reference)
    except Unusable:
        return None  # a key, an id or a hash


def forget_articles(engine: Engine, articles: Sequence[StoredArticle], author: str, reason: str) -> None:
    """Erase articles, all in one transaction, and clean what they leave behind on the server's pages.

    Raises:
        UsageError: no reason is given.
    """
    if not reason.strip():
        raise UsageError("say why: --reason is kept in place of the article")
    with writing(engine) as connection:
        with connection.begin():
            for article in articles:
                _forget(connection, article, author, reason)
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"VACUUM (ANALYZE) {', '.join(_CLEANED)}")


def _forget(connection: Connection, article: StoredArticle, author: str, reason: str) -> None:
    forgotten_id = remember_article(connection, article.article_id, author, reason)
    mark_blocks_of_articles(connection, [article.key])
    erased = erase_own_rows(connection, article.article_id)
    resolve_touched_claims(connection)
    erase_orphans(connection, article.article_id, forgotten_id, erased)


def forgotten_articles(engine: Engine) -> list[Forgotten]:
    """What was erased in a database; an older schema has forgotten nothing."""
    with lost_server_told(), engine.connect() as connection:
        if connection.exec_driver_sql("SELECT to_regclass('public.forgotten_article')").scalar() is None:
            return []
        return read_forgotten(connection)


def forget_again(engine: Engine, entries: Sequence[Forgotten]) -> int:
    """Erase what was erased before and came back with an older backup; returns how many articles had come back."""
    count = 0
    for entry in entries:
        with engine.connect() as connection:
            hashes = [marked.partition(":")[2] for marked in entry.hashes]
            keys = {entry.key, *holders_of_hashes(connection, hashes)}
            back = [a for key in sorted(keys) for a in find_articles(connection, key) if a.key == key]
        if back:
            forget_articles(engine, back, entry.author, entry.reason)
            count += len(back)
        with writing(engine) as connection, connection.begin():
            remember_key(connection, entry)
    return count
