"""Watch batches while they run, count their rejects by reason, and remember which load settled a reject.

Revision: 0201
After: 0002
Created: 2026-11-22 22:10:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0201"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "batch",
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), comment="When the running load last showed that it lives"),
    )
    op.create_table(
        "batch_rejection",
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="The load"),
        sa.Column("code", sa.Text(), nullable=False, comment="Short name of the reason"),
        sa.Column("count_rejected", sa.BigInteger(), nullable=False, comment="Records it could not take for that reason"),
        sa.CheckConstraint("count_rejected > 0", name=op.f("ck_batch_rejection_something_was_rejected")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_batch_rejection_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "code", name=op.f("pk_batch_rejection")),
        comment="How many records a load could not take, by reason; those known from an earlier load count too.",
    )
    op.add_column(
        "reject",
        sa.Column("reader", sa.Text(), comment="Reader that a replay gives the record to; empty where the bytes tell"),
    )
    op.add_column(
        "reject", sa.Column("settled_batch_id", sa.BigInteger(), comment="The replay that took it, if one did")
    )
    op.create_foreign_key(op.f("fk_reject_settled_batch_id"), "reject", "batch", ["settled_batch_id"], ["batch_id"])


def downgrade() -> None:
    op.drop_constraint(op.f("fk_reject_settled_batch_id"), "reject", type_="foreignkey")
    op.drop_column("reject", "settled_batch_id")
    op.drop_column("reject", "reader")
    op.drop_table("batch_rejection")
    op.drop_column("batch", "heartbeat_at")
