"""Find the readings that a publication opened or closed, and the files of a load, however many there are.

Revision: 0411
After: 0503
Created: 2026-11-23 01:05:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0411"
down_revision = "0503"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_extraction_current_from"), "extraction", ["current_from"])
    op.create_index(
        "ix_extraction_current_to", "extraction", ["current_to"], postgresql_where=sa.text("current_to IS NOT NULL")
    )
    op.create_index(op.f("ix_article_source_batch_id"), "article_source", ["batch_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_article_source_batch_id"), "article_source")
    op.drop_index("ix_extraction_current_to", "extraction")
    op.drop_index(op.f("ix_extraction_current_from"), "extraction")
