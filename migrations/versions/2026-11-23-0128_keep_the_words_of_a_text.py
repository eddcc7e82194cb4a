"""Keep the words of a text beside it, with their places: a phrase is found without reading the text again.

Revision: 0412
After: 0704
Created: 2026-11-23 01:28:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0412"
down_revision = "0704"
branch_labels = None
depends_on = None

HEAD = """
CREATE OR REPLACE FUNCTION topic_versions(name text) RETURNS TABLE (article_version_id bigint)
LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE ROWS 500
SET search_path = pg_catalog, public, pg_temp AS $$
"""
WITHOUT_WORDS = """
    UNION ALL
    SELECT version.article_version_id
    FROM article_version AS version
    WHERE
        version.current_from IS NOT NULL
        AND version.current_to IS NULL
        AND NOT EXISTS (SELECT 1 FROM topic_word WHERE topic_word.topic = name)
$$
"""
AT_ONCE = """
    SELECT version.article_version_id
    FROM article_version AS version
    WHERE
        version.current_from IS NOT NULL
        AND version.current_to IS NULL
        AND version.words @@ (
            SELECT cast(string_agg('(' || cast(phrase.query AS text) || ')', ' | ') AS tsquery)
            FROM topic_word
            CROSS JOIN LATERAL phraseto_tsquery('english', topic_word.word) AS phrase (query)
            WHERE topic_word.topic = name AND numnode(phrase.query) > 0
        )
"""
ONE_BY_ONE = """
    SELECT DISTINCT version.article_version_id
    FROM topic_word
    INNER JOIN article_version AS version
        ON
            article_words(version.text) @@ phraseto_tsquery('english', topic_word.word)
            AND version.current_from IS NOT NULL
            AND version.current_to IS NULL
    WHERE topic_word.topic = name
"""


CURRENT = sa.text("current_from IS NOT NULL AND current_to IS NULL")
OLD_INDEX = "CREATE INDEX ix_article_version_article_words ON article_version USING gin (article_words(text))"


def upgrade() -> None:
    op.execute("DROP INDEX ix_article_version_article_words")
    op.add_column(
        "article_version",
        sa.Column(
            "words",
            TSVECTOR(),
            sa.Computed("article_words(text)", persisted=True),
            comment="The words of the text with their places, for search",
        ),
    )
    op.create_index(
        op.f("ix_article_version_words"), "article_version", ["words"], postgresql_using="gin", postgresql_where=CURRENT
    )
    op.execute(HEAD + AT_ONCE + WITHOUT_WORDS)


def downgrade() -> None:
    op.execute(HEAD + ONE_BY_ONE + WITHOUT_WORDS)
    op.drop_index(op.f("ix_article_version_words"), "article_version")
    op.drop_column("article_version", "words")
    op.execute(f"{OLD_INDEX} WHERE {CURRENT.text}")
