"""Index the words of current texts only: a load then writes them once, when it is published.

Revision: 0401
After: 0101
Created: 2026-11-22 22:35:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0401"
down_revision = "0101"
branch_labels = None
depends_on = None

WORDS = "CREATE INDEX ix_article_version_article_words ON article_version USING gin (article_words(text))"


def upgrade() -> None:
    op.execute("DROP INDEX ix_article_version_article_words")
    op.execute(f"{WORDS} WHERE current_from IS NOT NULL AND current_to IS NULL")
    op.create_index(op.f("ix_entity_name"), "entity", ["name"])


def downgrade() -> None:
    op.drop_index(op.f("ix_entity_name"), "entity")
    op.execute("DROP INDEX ix_article_version_article_words")
    op.execute(WORDS)
