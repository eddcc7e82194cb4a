"""Find words in articles and names by their likeness: a full-text and a trigram index.

Revision: 0301
After: 0201
Created: 2026-11-22 22:12:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0301"
down_revision = "0201"
branch_labels = None
depends_on = None

#: A tsvector holds one megabyte; of a text whose words do not fit, the beginning is found. A load must not fail on it.
ARTICLE_WORDS = """
CREATE FUNCTION article_words(content text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog AS $$
BEGIN
    RETURN to_tsvector('english'::regconfig, content);
EXCEPTION WHEN program_limit_exceeded THEN
    RETURN to_tsvector('english'::regconfig, left(content, 100000));
END
$$
"""


def upgrade() -> None:
    op.execute(ARTICLE_WORDS)
    op.execute(
        "COMMENT ON FUNCTION article_words(text) IS"
        " 'The words of an article for full-text search; of a text too long for that, its first 100,000 characters.'"
    )
    op.execute("CREATE INDEX ix_article_version_article_words ON article_version USING gin (article_words(text))")
    # In every PostgreSQL's contrib, and trusted: the database's owner may create it.
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
    op.execute(
        "CREATE INDEX ix_entity_alias_alias_trigrams ON entity_alias USING gin (alias_normalised gin_trgm_ops)"
    )


def downgrade() -> None:
    op.execute("DROP INDEX ix_entity_alias_alias_trigrams")
    op.execute("DROP INDEX ix_article_version_article_words")
    op.execute("DROP FUNCTION article_words(text)")
