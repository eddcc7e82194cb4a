"""Hash analysts' rows, so that loading one again tells whether it changed.

Revision: 0202
After: 0102
Created: 2026-11-22 22:50:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0202"
down_revision = "0102"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "estimate",
        sa.Column("row_sha256", sa.Text(), comment="Hash of what an analyst's row says, to tell a changed one"),
    )


def downgrade() -> None:
    op.drop_column("estimate", "row_sha256")
