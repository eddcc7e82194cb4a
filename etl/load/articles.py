"""Articles: new, changed or unchanged, by natural key and hash of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from etl.load.batches import Counts
from etl.load.entities import load_entities
from etl.load.staging import stage_rows
from etl.load.statements import statement
from etl.records import ResolvedArticle

_COLUMNS = {
    "ordinal": "bigint", "article_key": "text", "url": "text", "supplied_id": "text", "text": "text",
    "text_length": "bigint", "text_sha256": "text", "title": "text", "byline": "text", "language": "text",
    "outlet_key": "text", "republisher_key": "text", "published_from": "date", "published_to": "date",
    "published_precision": "text", "published_basis": "text", "published_at": "timestamptz", "location": "text",
    "source_sha256": "text", "size_bytes": "bigint", "encoding": "text", "replaced_characters": "bigint",
    "reader": "text", "retrieved_at": "timestamptz",
}  # fmt: skip


def load_articles(connection: Connection, batch_id: int, articles: Sequence[ResolvedArticle]) -> Counts:
    """Merge articles into the tables; no two of them may have the same key.

    An article whose text is its current version's is unchanged. One that a failed batch left
    unpublished is taken over. Anything else is a new version.
    """
    outlets = [outlet for a in articles for outlet in (a.outlet, a.republisher) if outlet]
    load_entities(connection, ((outlet, None) for outlet in outlets))
    stage_rows(connection, "stage_article", _COLUMNS, (_row(i, article) for i, article in enumerate(articles)))
    values = {"batch_id": batch_id}
    connection.execute(statement("articles", "insert_articles"), values)
    outcome = connection.execute(statement("articles", "insert_versions"), values).one()
    connection.execute(statement("articles", "insert_sources"), values)
    return Counts(new=outcome.new, changed=outcome.changed, unchanged=len(articles) - outcome.new - outcome.changed)


def _row(ordinal: int, resolved: ResolvedArticle) -> tuple[Any, ...]:
    article = resolved.article
    published, source = article.published, article.source
    return (
        ordinal, article.key, article.url, article.supplied_id, article.text, len(article.text),
        article.text_sha256, article.title, article.byline, article.language,
        resolved.outlet and resolved.outlet.key, resolved.republisher and resolved.republisher.key,
        published.from_on, published.to_on, published.precision, published.basis, article.published_at,
        source.location, source.sha256, source.size_bytes, source.encoding, source.replaced_characters,
        source.reader, source.retrieved_at,
    )  # fmt: skip
