"""Find the figures that share a number with a new one, without reading the rest of their source's.

Revision: 0404
After: 0403
Created: 2026-11-23 00:45:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0404"
down_revision = "0403"
branch_labels = None
depends_on = None

LINKING = "kind <> 'numeric' OR LEAST(low, best, high, stated_value) < GREATEST(low, best, high, stated_value)"


def upgrade() -> None:
    op.drop_index(op.f("ix_estimate_origin_entity_id_measure"), "estimate")
    told = ["origin_entity_id", sa.text("COALESCE(measure, '')")]
    op.create_index("ix_estimate_figure", "estimate", [*told, sa.text("COALESCE(best, low, high)")])
    op.create_index("ix_estimate_linking", "estimate", told, postgresql_where=sa.text(LINKING))


def downgrade() -> None:
    op.drop_index("ix_estimate_linking", "estimate")
    op.drop_index("ix_estimate_figure", "estimate")
    op.create_index(op.f("ix_estimate_origin_entity_id_measure"), "estimate", ["origin_entity_id", "measure"])
