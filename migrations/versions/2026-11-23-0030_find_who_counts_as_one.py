"""Find everybody who counts as one entity, and the rows of analysts that stand in for an extracted mention.

Revision: 0403
After: 0502
Created: 2026-11-23 00:30:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0403"
down_revision = "0502"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_entity_canonical", "entity", [sa.text("COALESCE(merged_into_entity_id, entity_id)")])
    op.create_index(
        "ix_estimate_entered",
        "estimate",
        ["article_version_id", "number_start"],
        postgresql_where=sa.text("analyst_row_key IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_estimate_entered", "estimate")
    op.drop_index("ix_entity_canonical", "entity")
