"""Keep of each claim the mention that the others are compared to, so that a view need not look at all of them;
find claims about the same.

Revision: 0405
After: 0404
Created: 2026-11-23 00:50:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0405"
down_revision = "0404"
branch_labels = None
depends_on = None

FILL = """
INSERT INTO claim_reference (claim_id, estimate_id, basis, count_mentions)
WITH told AS (
    SELECT
        claim_member.claim_id,
        claim_member.estimate_id,
        estimate.start_offset,
        article.article_key,
        coalesce(reading.published_from, version.published_from) AS published_from,
        coalesce(reading.published_to, version.published_to) AS published_to,
        chain.count_relays,
        chain.count_steps
    FROM claim_member
    INNER JOIN estimate ON estimate.estimate_id = claim_member.estimate_id
    LEFT JOIN passage ON passage.passage_id = estimate.passage_id
    LEFT JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
    LEFT JOIN article ON article.article_id = version.article_id
    LEFT JOIN extraction AS reading
        ON
            reading.article_version_id = estimate.article_version_id
            AND reading.current_from IS NOT NULL
            AND reading.current_to IS NULL
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE step.role = 'relay') AS count_relays,
            count(*) AS count_steps
        FROM estimate_attribution AS step
        WHERE step.estimate_id = estimate.estimate_id
    ) AS chain
    WHERE NOT coalesce(passage.is_aside, FALSE)
),
compared AS (
    SELECT
        claim_id,
        count(*) AS count_mentions,
        CASE
            WHEN
                count(*) = count(published_to)
                AND min(published_to) < (array_agg(published_from ORDER BY published_to ASC, estimate_id ASC))[2]
                THEN (array_agg(estimate_id ORDER BY published_to ASC, estimate_id ASC))[1]
        END AS earliest_id,
        CASE
            WHEN min(count_relays) < (array_agg(count_relays ORDER BY count_relays ASC))[2]
                THEN (array_agg(estimate_id ORDER BY count_relays ASC, estimate_id ASC))[1]
        END AS nearest_id,
        (array_agg(
            estimate_id
            ORDER BY count_steps DESC, published_to ASC, article_key ASC, start_offset ASC, estimate_id ASC
        ))[1] AS any_id
    FROM told
    GROUP BY claim_id
)
SELECT
    claim_id,
    coalesce(earliest_id, nearest_id, any_id),
    CASE
        WHEN count_mentions = 1 THEN 'only_mention'
        WHEN earliest_id IS NOT NULL THEN 'earliest_published'
        WHEN nearest_id IS NOT NULL THEN 'fewest_relays'
        ELSE 'undirected'
    END,
    count_mentions
FROM compared
"""


def upgrade() -> None:
    op.create_table(
        "claim_reference",
        sa.Column("claim_id", sa.BigInteger(), nullable=False, comment="The claim"),
        sa.Column(
            "estimate_id", sa.BigInteger(), nullable=False, comment="The mention that the others are compared to"
        ),
        sa.Column("basis", sa.Text(), nullable=False, comment="Why that one"),
        sa.Column(
            "count_mentions",
            sa.BigInteger(),
            nullable=False,
            comment="Mentions that tell it, outside captions, credits, teasers, boilerplate and appended interviews",
        ),
        sa.CheckConstraint(
            "basis IN ('only_mention', 'earliest_published', 'fewest_relays', 'undirected')",
            name=op.f("ck_claim_reference_basis_known"),
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_reference_claim_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["estimate_id"], ["estimate.estimate_id"], name=op.f("fk_claim_reference_estimate_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_reference")),
        sa.UniqueConstraint("estimate_id", name=op.f("uq_claim_reference_estimate_id")),
        comment="Of each claim the mention that is published first, else has the fewest relays; kept by resolution.",
    )
    op.execute(FILL)
    about = ["measure", sa.text("COALESCE(population, '')"), sa.text("COALESCE(unit, '')"), "time_kind"]
    op.create_index("ix_claim_about", "claim", about)


def downgrade() -> None:
    op.drop_index("ix_claim_about", "claim")
    op.drop_table("claim_reference")
