"""Remember which indexes and foreign keys a backfill set aside, until they are built again.

Revision: 0704
After: 0411
Created: 2026-11-23 01:18:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0704"
down_revision = "0411"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "set_aside",
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the index or foreign key"),
        sa.Column("table_name", sa.Text(), nullable=False, comment="The table it belongs to"),
        sa.Column("kind", sa.Text(), nullable=False, comment="index or foreign_key"),
        sa.Column("definition", sa.Text(), nullable=False, comment="The statement that builds it again"),
        sa.Column(
            "set_aside_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"
        ),
        sa.PrimaryKeyConstraint("table_name", "name", name=op.f("pk_set_aside")),
        sa.CheckConstraint("kind IN ('index', 'foreign_key')", name=op.f("ck_set_aside_kind_known")),
        comment="Indexes and foreign keys that a backfill set aside and has yet to build again; empty but then.",
    )


def downgrade() -> None:
    op.drop_table("set_aside")
