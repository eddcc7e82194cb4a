"""Keep what an analyst's row said before: a changed row is a new version beside the old one.

Revision: 0702
After: 0501
Created: 2026-11-23 00:12:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0702"
down_revision = "0501"
branch_labels = None
depends_on = None

OLD_VERSIONS = """
SELECT old.estimate_id FROM estimate AS old
INNER JOIN estimate AS newer
    ON newer.analyst_row_key = old.analyst_row_key AND newer.row_version > old.row_version
"""


def upgrade() -> None:
    op.add_column(
        "estimate",
        sa.Column("row_version", sa.BigInteger(), comment="Version of an analyst's row, 1 for the first, counted up"),
    )
    op.add_column(
        "estimate",
        sa.Column(
            "superseded_at",
            sa.DateTime(timezone=True),
            comment="When a newer version of an analyst's row took its place; empty while current",
        ),
    )
    op.execute("UPDATE estimate SET row_version = 1 WHERE analyst_row_key IS NOT NULL")
    op.drop_constraint(op.f("uq_estimate_analyst_row_key"), "estimate", type_="unique")
    op.create_unique_constraint(
        op.f("uq_estimate_analyst_row_key_row_version"), "estimate", ["analyst_row_key", "row_version"]
    )
    op.create_check_constraint(
        op.f("ck_estimate_analysts_row_has_a_version"),
        "estimate",
        "(analyst_row_key IS NULL) = (row_version IS NULL)",
    )


def downgrade() -> None:
    op.execute(f"DELETE FROM estimate_attribution WHERE estimate_id IN ({OLD_VERSIONS})")
    op.execute(f"DELETE FROM estimate WHERE estimate_id IN ({OLD_VERSIONS})")
    op.drop_constraint(op.f("ck_estimate_analysts_row_has_a_version"), "estimate", type_="check")
    op.drop_constraint(op.f("uq_estimate_analyst_row_key_row_version"), "estimate", type_="unique")
    op.create_unique_constraint(op.f("uq_estimate_analyst_row_key"), "estimate", ["analyst_row_key"])
    op.drop_column("estimate", "superseded_at")
    op.drop_column("estimate", "row_version")
