"""Find the articles of one topic by the index, as a step whose size the planner is told.

Revision: 0402
After: 0202
Created: 2026-11-22 22:55:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0402"
down_revision = "0202"
branch_labels = None
depends_on = None

#: As the views are: with the rights of its owner, so that who reads report needs none on the tables.
TOPIC_VERSIONS = """
CREATE FUNCTION topic_versions(name text) RETURNS TABLE (article_version_id bigint)
LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE ROWS 500
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT version.article_version_id
    FROM topic_word
    INNER JOIN article_version AS version
        ON
            article_words(version.text) @@ phraseto_tsquery('english', topic_word.word)
            AND version.current_from IS NOT NULL
            AND version.current_to IS NULL
    WHERE topic_word.topic = name
    UNION ALL
    SELECT version.article_version_id
    FROM article_version AS version
    WHERE
        version.current_from IS NOT NULL
        AND version.current_to IS NULL
        AND NOT EXISTS (SELECT 1 FROM topic_word WHERE topic_word.topic = name)
$$
"""
COMMENT = "Current texts that say a word of the topic; all of them where it has no words."


def upgrade() -> None:
    op.execute(TOPIC_VERSIONS)
    op.execute(f"COMMENT ON FUNCTION topic_versions(text) IS '{COMMENT}'")


def downgrade() -> None:
    op.execute("DROP FUNCTION topic_versions(text)")
