"""Find the mentions that a transaction touched through indexes alone.

Where all estimates are of few batches, the planner joined the marks with the whole index of batches: the recount after one
changed row read every row that people had entered. Sets of keys are looked up in the index whatever the statistics say.

Revision: 0417
After: 0416
Created: 2026-12-01 00:25:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0417"
down_revision = "0416"
branch_labels = None
depends_on = None

TOUCHED = """
CREATE OR REPLACE FUNCTION touched_mentions() RETURNS bigint[] LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    texts bigint[] := array(SELECT DISTINCT touched_id FROM stale_mark WHERE kind = 'article_version');
    batches bigint[] := array(SELECT DISTINCT touched_id FROM stale_mark WHERE kind = 'batch');
    entities bigint[] := array(SELECT DISTINCT touched_id FROM stale_mark WHERE kind = 'entity');
BEGIN
    RETURN array(
        SELECT touched_id FROM stale_mark WHERE kind = 'estimate'
        UNION
        SELECT estimate.estimate_id FROM estimate WHERE estimate.article_version_id = ANY (texts)
        UNION
        SELECT estimate.estimate_id FROM estimate
        WHERE estimate.batch_id = ANY (batches) AND estimate.analyst_row_key IS NOT NULL
        UNION
        -- Extracted mentions in whose place the rows of a batch stand.
        SELECT covered.estimate_id FROM estimate
        INNER JOIN estimate AS covered ON covered.article_version_id = estimate.article_version_id
        WHERE
            estimate.batch_id = ANY (batches)
            AND estimate.analyst_row_key IS NOT NULL
            AND covered.number_start = estimate.number_start
        UNION
        SELECT estimate.estimate_id FROM estimate WHERE estimate.origin_entity_id = ANY (entities)
        UNION
        SELECT corrected.estimate_id FROM corrected_estimates() AS corrected
        WHERE corrected.origin_entity_id = ANY (entities)
    );
END
$$
"""
#: As revision 0416 has it.
TOUCHED_BEFORE = """
CREATE OR REPLACE FUNCTION touched_mentions() RETURNS bigint[] LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    RETURN array(
        SELECT touched_id FROM stale_mark WHERE kind = 'estimate'
        UNION
        SELECT estimate.estimate_id FROM estimate
        INNER JOIN stale_mark ON stale_mark.touched_id = estimate.article_version_id
        WHERE stale_mark.kind = 'article_version'
        UNION
        SELECT estimate.estimate_id FROM estimate
        INNER JOIN stale_mark ON stale_mark.touched_id = estimate.batch_id
        WHERE stale_mark.kind = 'batch' AND estimate.analyst_row_key IS NOT NULL
        UNION
        -- Extracted mentions in whose place the rows of a batch stand.
        SELECT covered.estimate_id FROM stale_mark
        INNER JOIN estimate ON estimate.batch_id = stale_mark.touched_id
        INNER JOIN estimate AS covered ON covered.article_version_id = estimate.article_version_id
        WHERE
            stale_mark.kind = 'batch'
            AND estimate.analyst_row_key IS NOT NULL
            AND covered.number_start = estimate.number_start
        UNION
        SELECT estimate.estimate_id FROM estimate
        INNER JOIN stale_mark ON stale_mark.touched_id = estimate.origin_entity_id
        WHERE stale_mark.kind = 'entity'
        UNION
        SELECT corrected.estimate_id FROM corrected_estimates() AS corrected
        INNER JOIN stale_mark ON stale_mark.touched_id = corrected.origin_entity_id
        WHERE stale_mark.kind = 'entity'
    );
END
$$
"""


def upgrade() -> None:
    op.execute(TOUCHED)


def downgrade() -> None:
    op.execute(TOUCHED_BEFORE)
