"""Correct one of several mentions that share a number ("12 killed and injured").

Revision: 0102
After: 0401
Created: 2026-11-22 22:40:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0102"
down_revision = "0401"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "correction",
        sa.Column(
            "mention_rank",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
            comment="Which of several mentions at that number (killed and injured), from 0",
        ),
    )


def downgrade() -> None:
    op.drop_column("correction", "mention_rank")
