"""Lease texts to a job that has a cluster read them, so that two never read the same.

Revision: 0703
After: 0405
Created: 2026-11-23 00:55:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0703"
down_revision = "0405"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "batch",
        sa.Column(
            "lease_until",
            sa.DateTime(timezone=True),
            comment="Until when a job that does not hold the write lock all the time is taken to live; it renews it",
        ),
    )
    op.create_table(
        "extraction_lease",
        sa.Column("article_version_id", sa.BigInteger(), nullable=False, comment="What is being read"),
        sa.Column("extractor_name", sa.Text(), nullable=False, comment="Name of the extractor"),
        sa.Column("extractor_version", sa.Text(), nullable=False, comment="Its version, rules and model together"),
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="The job that has it read"),
        sa.Column(
            "leased_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When the job took it",
        ),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.article_version_id"],
            name=op.f("fk_extraction_lease_article_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_extraction_lease_batch_id")),
        sa.PrimaryKeyConstraint(
            "article_version_id", "extractor_name", "extractor_version", name=op.f("pk_extraction_lease")
        ),
        comment="A text that a cluster is reading for a job: nobody else reads it while the job's batch is running and its lease lasts.",
    )
    op.create_index(op.f("ix_extraction_lease_batch_id"), "extraction_lease", ["batch_id"])


def downgrade() -> None:
    op.drop_table("extraction_lease")
    op.drop_column("batch", "lease_until")
