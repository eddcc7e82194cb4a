-- question: What do people say that an estimate should be, in place of what was extracted?
-- grain: one estimate, in any reading, that corrections in force speak of
-- key: estimate_id
CREATE VIEW report.estimate_corrections AS
WITH in_force AS (
    -- Of several corrections of one field the last counts.
    SELECT
        correction.article_key,
        correction.text_sha256,
        correction.start_offset,
        correction.end_offset,
        correction.mention_rank,
        correction.field,
        correction.corrected_value,
        correction.author,
        correction.reason
    FROM correction
    WHERE
        correction.target = 'estimate'
        AND correction.withdrawn_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM correction AS later
            WHERE
                later.target = 'estimate'
                AND later.withdrawn_at IS NULL
                AND later.article_key = correction.article_key
                AND later.text_sha256 = correction.text_sha256
                AND later.start_offset = correction.start_offset
                AND later.end_offset = correction.end_offset
                AND later.mention_rank = correction.mention_rank
                AND later.field = correction.field
                AND later.correction_id > correction.correction_id
        )
),

corrected AS (
    SELECT
        in_force.article_key,
        in_force.text_sha256,
        in_force.start_offset,
        in_force.end_offset,
        in_force.mention_rank,
        bool_and(
            CASE WHEN in_force.field = 'is_estimate' THEN cast(in_force.corrected_value AS boolean) END
        ) AS is_estimate,
        bool_or(in_force.field = 'low') AS has_low,
        max(CASE WHEN in_force.field = 'low' THEN cast(in_force.corrected_value AS numeric) END) AS low,
        bool_or(in_force.field = 'best') AS has_best,
        max(CASE WHEN in_force.field = 'best' THEN cast(in_force.corrected_value AS numeric) END) AS best,
        bool_or(in_force.field = 'high') AS has_high,
        max(CASE WHEN in_force.field = 'high' THEN cast(in_force.corrected_value AS numeric) END) AS high,
        max(in_force.corrected_value) FILTER (WHERE in_force.field = 'measure') AS measure,
        max(in_force.corrected_value) FILTER (WHERE in_force.field = 'source') AS source_key,
        max(in_force.corrected_value) FILTER (WHERE in_force.field = 'span') AS span,
        max(in_force.corrected_value) FILTER (WHERE in_force.field = 'same_claim_as') AS same_claim_as,
        string_agg(in_force.field, ', ' ORDER BY in_force.field) AS corrected_fields,
        string_agg(DISTINCT in_force.author, ', ') AS corrected_by,
        string_agg(DISTINCT in_force.reason, '; ') AS reasons
    FROM in_force
    GROUP BY
        in_force.article_key,
        in_force.text_sha256,
        in_force.start_offset,
        in_force.end_offset,
        in_force.mention_rank
)

SELECT
    estimate.estimate_id,
    corrected.corrected_fields,
    corrected.corrected_by,
    corrected.reasons,
    corrected.is_estimate,
    corrected.has_low,
    cast(corrected.low AS numeric(18, 2)) AS low,
    corrected.has_best,
    cast(corrected.best AS numeric(18, 2)) AS best,
    corrected.has_high,
    cast(corrected.high AS numeric(18, 2)) AS high,
    corrected.measure,
    source.entity_id AS origin_entity_id,
    corrected.span,
    corrected.same_claim_as
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

COMMENT ON VIEW report.estimate_corrections IS 'One row an estimate that people corrected, with what it should hold. The estimate itself stays as extracted.';
COMMENT ON COLUMN report.estimate_corrections.estimate_id IS 'Surrogate key of the corrected mention';
COMMENT ON COLUMN report.estimate_corrections.corrected_fields IS 'Which fields are corrected';
COMMENT ON COLUMN report.estimate_corrections.corrected_by IS 'Who says so';
COMMENT ON COLUMN report.estimate_corrections.reasons IS 'Why';
COMMENT ON COLUMN report.estimate_corrections.is_estimate IS 'False where a person says that it is no estimate';
COMMENT ON COLUMN report.estimate_corrections.has_low IS 'True where the lowest value is corrected; it may be corrected to nothing';
COMMENT ON COLUMN report.estimate_corrections.low IS 'Lowest value as corrected';
COMMENT ON COLUMN report.estimate_corrections.has_best IS 'True where the best value is corrected';
COMMENT ON COLUMN report.estimate_corrections.best IS 'Best value as corrected';
COMMENT ON COLUMN report.estimate_corrections.has_high IS 'True where the highest value is corrected';
COMMENT ON COLUMN report.estimate_corrections.high IS 'Highest value as corrected';
COMMENT ON COLUMN report.estimate_corrections.measure IS 'What is counted, as corrected';
COMMENT ON COLUMN report.estimate_corrections.origin_entity_id IS 'Whose claim it is, as corrected';
COMMENT ON COLUMN report.estimate_corrections.span IS 'Characters as corrected, start-end';
COMMENT ON COLUMN report.estimate_corrections.same_claim_as IS 'Mention that it tells the same as: article, hash of its text, number span and rank, divided by |';
