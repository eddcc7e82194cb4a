"""Find what corrections say by one function, once a query: a view with them in it is planned and read without them.

Revision: 0413
After: 0412
Created: 2026-11-23 01:30:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0413"
down_revision = "0412"
branch_labels = None
depends_on = None

COMMENT = (
    "What corrections in force say of each estimate that they speak of, in any reading; the last of a field counts."
)
# Planned by itself, whatever reads it, and told to give hundreds of rows, so that they are hashed and not walked
# through for each mention. The first lines spare a database without corrections all of it.
CORRECTED_ESTIMATES = """
CREATE FUNCTION corrected_estimates() RETURNS TABLE (
    estimate_id bigint, correction_ids bigint[], corrected_fields text, is_estimate boolean, has_low boolean,
    low numeric, has_best boolean, best numeric, has_high boolean, high numeric, measure text,
    origin_entity_id bigint, span text, same_claim_as text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE ROWS 500
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (SELECT FROM correction WHERE target = 'estimate' AND withdrawn_at IS NULL) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH in_force AS (
        SELECT DISTINCT ON (article_key, text_sha256, start_offset, end_offset, mention_rank, field)
            article_key, text_sha256, start_offset, end_offset, mention_rank, field, corrected_value, correction_id
        FROM correction
        WHERE target = 'estimate' AND withdrawn_at IS NULL
        ORDER BY article_key, text_sha256, start_offset, end_offset, mention_rank, field, correction_id DESC
    ),
    corrected AS (
        SELECT
            article_key, text_sha256, start_offset, end_offset, mention_rank,
            array_agg(correction_id ORDER BY correction_id) AS correction_ids,
            string_agg(field, ', ' ORDER BY field) AS corrected_fields,
            bool_and(CASE WHEN field = 'is_estimate' THEN cast(corrected_value AS boolean) END) AS is_estimate,
            bool_or(field = 'low') AS has_low,
            max(CASE WHEN field = 'low' THEN cast(corrected_value AS numeric) END) AS low,
            bool_or(field = 'best') AS has_best,
            max(CASE WHEN field = 'best' THEN cast(corrected_value AS numeric) END) AS best,
            bool_or(field = 'high') AS has_high,
            max(CASE WHEN field = 'high' THEN cast(corrected_value AS numeric) END) AS high,
            max(corrected_value) FILTER (WHERE field = 'measure') AS measure,
            max(corrected_value) FILTER (WHERE field = 'source') AS source_key,
            max(corrected_value) FILTER (WHERE field = 'span') AS span,
            max(corrected_value) FILTER (WHERE field = 'same_claim_as') AS same_claim_as
        FROM in_force
        GROUP BY article_key, text_sha256, start_offset, end_offset, mention_rank
    )
    SELECT
        estimate.estimate_id, corrected.correction_ids, corrected.corrected_fields, corrected.is_estimate,
        corrected.has_low, corrected.low, corrected.has_best, corrected.best, corrected.has_high, corrected.high,
        corrected.measure, source.entity_id, corrected.span, corrected.same_claim_as
    FROM corrected
    INNER JOIN article ON article.article_key = corrected.article_key
    INNER JOIN article_version AS version
        ON version.article_id = article.article_id AND version.text_sha256 = corrected.text_sha256
    INNER JOIN estimate
        ON
            estimate.article_version_id = version.article_version_id
            AND coalesce(estimate.number_start, estimate.start_offset) = corrected.start_offset
            AND coalesce(estimate.number_end, estimate.end_offset) = corrected.end_offset
            AND corrected.mention_rank = (
                SELECT count(*) FROM estimate AS earlier
                WHERE
                    earlier.extraction_id = estimate.extraction_id
                    AND earlier.ordinal < estimate.ordinal
                    AND coalesce(earlier.number_start, earlier.start_offset)
                    = coalesce(estimate.number_start, estimate.start_offset)
                    AND coalesce(earlier.number_end, earlier.end_offset)
                    = coalesce(estimate.number_end, estimate.end_offset)
            )
    LEFT JOIN entity AS source ON source.entity_key = corrected.source_key;
END
$$
"""


def upgrade() -> None:
    op.execute(CORRECTED_ESTIMATES)
    op.execute(f"COMMENT ON FUNCTION corrected_estimates() IS '{COMMENT}'")


def downgrade() -> None:
    op.execute("DROP FUNCTION corrected_estimates()")
