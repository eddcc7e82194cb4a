"""Remember which articles were erased, so that no later load brings them back.

Revision: 0501
After: 0402
Created: 2026-11-23 00:10:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0501"
down_revision = "0402"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forgotten_article",
        sa.Column(
            "forgotten_article_id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Surrogate key"
        ),
        sa.Column("article_key", sa.Text(), nullable=False, comment="Natural key it had"),
        sa.Column("author", sa.Text(), nullable=False, comment="Who had it erased"),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why"),
        sa.Column(
            "forgotten_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When"
        ),
        sa.Column("count_versions", sa.BigInteger(), nullable=False, comment="Texts that were erased"),
        sa.Column("count_rows", sa.BigInteger(), nullable=False, comment="Rows that were erased with them"),
        sa.PrimaryKeyConstraint("forgotten_article_id", name=op.f("pk_forgotten_article")),
        sa.UniqueConstraint("article_key", name=op.f("uq_forgotten_article_article_key")),
        comment="An article that was erased with everything that carried its words; a later load leaves it out.",
    )
    op.create_table(
        "forgotten_hash",
        sa.Column("sha256", sa.Text(), nullable=False, comment="The hash"),
        sa.Column("forgotten_article_id", sa.BigInteger(), nullable=False, comment="The article that was erased"),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="text (the text in UTF-8) or source (the bytes it was read from)"
        ),
        sa.CheckConstraint("kind IN ('text', 'source')", name=op.f("ck_forgotten_hash_kind_known")),
        sa.ForeignKeyConstraint(
            ["forgotten_article_id"],
            ["forgotten_article.forgotten_article_id"],
            name=op.f("fk_forgotten_hash_forgotten_article_id"),
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_forgotten_hash")),
        comment="Hashes of erased texts and of the files that held them alone, by which they are known again.",
    )
    op.create_index(op.f("ix_forgotten_hash_forgotten_article_id"), "forgotten_hash", ["forgotten_article_id"])
    op.add_column(
        "batch",
        sa.Column(
            "count_forgotten",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="Articles that were left out because somebody had them erased",
        ),
    )


def downgrade() -> None:
    op.drop_column("batch", "count_forgotten")
    op.drop_table("forgotten_hash")
    op.drop_table("forgotten_article")
