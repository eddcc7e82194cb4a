"""Found claims by mention and rank; keep copies of articles and entities that may be one.

Revision: 0101
After: 0302
Created: 2026-11-22 22:16:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0101"
down_revision = "0302"
branch_labels = None
depends_on = None

FOUNDING = ("founding_article_key", "founding_text_sha256", "founding_number_start", "founding_number_end")


def upgrade() -> None:
    op.add_column(
        "claim",
        sa.Column(
            "founding_rank",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
            comment="Which of several mentions at that number (killed and injured), from 0",
        ),
    )
    op.drop_constraint(op.f("uq_claim_" + "_".join(FOUNDING)), "claim")
    op.create_unique_constraint(op.f("uq_claim_founding_mention"), "claim", [*FOUNDING, "founding_rank"])
    op.create_index(op.f("ix_claim_redirect_claim_id"), "claim", ["redirect_claim_id"])
    create_article_shingle()
    create_article_link()
    create_entity_candidate()


def create_article_shingle() -> None:
    op.create_table(
        "article_shingle",
        sa.Column("shingle", sa.BigInteger(), autoincrement=False, nullable=False, comment="Hash of the run of words"),
        sa.Column("article_version_id", sa.BigInteger(), nullable=False, comment="The text it stands in"),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.article_version_id"],
            name=op.f("fk_article_shingle_article_version_id"),
        ),
        sa.PrimaryKeyConstraint("shingle", "article_version_id", name=op.f("pk_article_shingle")),
        comment="Sampled hashes of runs of words: article texts that share many are copies of each other.",
    )
    op.create_index(op.f("ix_article_shingle_article_version_id"), "article_shingle", ["article_version_id"])


def create_article_link() -> None:
    op.create_table(
        "article_link",
        sa.Column(
            "article_version_id", sa.BigInteger(), nullable=False, comment="The longer text, or the first loaded"
        ),
        sa.Column("copied_version_id", sa.BigInteger(), nullable=False, comment="The text that is found in it"),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="exact (the same text), near (nearly), contains (a part of it)"
        ),
        sa.Column(
            "containment",
            sa.Numeric(4, 3),
            nullable=False,
            comment="Share of the shorter text that stands in the longer, 0 to 1",
        ),
        sa.Column(
            "resemblance",
            sa.Numeric(4, 3),
            nullable=False,
            comment="Share of both texts together that stands in both (Jaccard), 0 to 1",
        ),
        sa.CheckConstraint("kind IN ('exact', 'near', 'contains')", name=op.f("ck_article_link_kind_known")),
        sa.CheckConstraint("containment BETWEEN 0 AND 1", name=op.f("ck_article_link_containment_between_0_and_1")),
        sa.CheckConstraint("resemblance BETWEEN 0 AND 1", name=op.f("ck_article_link_resemblance_between_0_and_1")),
        sa.CheckConstraint(
            "article_version_id <> copied_version_id", name=op.f("ck_article_link_not_linked_to_itself")
        ),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.article_version_id"],
            name=op.f("fk_article_link_article_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["copied_version_id"],
            ["article_version.article_version_id"],
            name=op.f("fk_article_link_copied_version_id"),
        ),
        sa.PrimaryKeyConstraint("article_version_id", "copied_version_id", name=op.f("pk_article_link")),
        comment="Two article texts that are copies: the same, nearly the same, or one inside the other.",
    )
    op.create_index(op.f("ix_article_link_copied_version_id"), "article_link", ["copied_version_id"])


def create_entity_candidate() -> None:
    op.create_table(
        "entity_candidate",
        sa.Column("entity_id", sa.BigInteger(), nullable=False, comment="The entity that was there first"),
        sa.Column("other_entity_id", sa.BigInteger(), nullable=False, comment="The entity that may be the same"),
        sa.Column("score", sa.Numeric(4, 3), nullable=False, comment="How likely they are one, 0 to 1"),
        sa.Column("evidence", sa.Text(), nullable=False, comment="Why they may be one, in words"),
        sa.Column(
            "state",
            sa.Text(),
            server_default=sa.text("'open'"),
            nullable=False,
            comment="open, merged or apart, as a person decided",
        ),
        sa.Column(
            "found_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When the pair was found",
        ),
        sa.CheckConstraint("entity_id <> other_entity_id", name=op.f("ck_entity_candidate_not_a_candidate_of_itself")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_entity_candidate_score_between_0_and_1")),
        sa.CheckConstraint("state IN ('open', 'merged', 'apart')", name=op.f("ck_entity_candidate_state_known")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.entity_id"], name=op.f("fk_entity_candidate_entity_id")),
        sa.ForeignKeyConstraint(
            ["other_entity_id"], ["entity.entity_id"], name=op.f("fk_entity_candidate_other_entity_id")
        ),
        sa.PrimaryKeyConstraint("entity_id", "other_entity_id", name=op.f("pk_entity_candidate")),
        comment="Two entities that may be one, with the evidence. Listed for a person, never merged by itself.",
    )
    op.create_index(op.f("ix_entity_candidate_other_entity_id"), "entity_candidate", ["other_entity_id"])


def downgrade() -> None:
    op.drop_table("entity_candidate")
    op.drop_table("article_link")
    op.drop_table("article_shingle")
    op.drop_index(op.f("ix_claim_redirect_claim_id"), "claim")
    op.drop_constraint(op.f("uq_claim_founding_mention"), "claim")
    op.create_unique_constraint(op.f("uq_claim_" + "_".join(FOUNDING)), "claim", list(FOUNDING))
    op.drop_column("claim", "founding_rank")
