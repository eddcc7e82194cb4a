"""Find the outlets of all current texts without reading the texts.

Revision: 0415
After: 0414
Created: 2026-11-23 01:40:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0415"
down_revision = "0414"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_article_version_shown",
        "article_version",
        ["article_version_id"],
        postgresql_include=["outlet_entity_id"],
        postgresql_where=sa.text("current_from IS NOT NULL AND current_to IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_article_version_shown", "article_version")
