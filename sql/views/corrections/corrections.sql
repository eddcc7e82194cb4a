-- question: What did people correct, and does it still apply?
-- grain: one correction
-- key: correction_id
CREATE VIEW report.corrections AS
WITH current_estimate AS (
    SELECT
        estimate.estimate_id,
        estimate.surface,
        estimate.sentence,
        article.article_key,
        version.text_sha256,
        coalesce(estimate.number_start, estimate.start_offset) AS number_start,
        coalesce(estimate.number_end, estimate.end_offset) AS number_end,
        row_number() OVER (
            PARTITION BY
                estimate.extraction_id,
                coalesce(estimate.number_start, estimate.start_offset),
                coalesce(estimate.number_end, estimate.end_offset)
            ORDER BY estimate.ordinal
        ) - 1 AS mention_rank
    FROM article
    INNER JOIN article_version AS version ON version.article_id = article.article_id
    INNER JOIN extraction
        ON
            extraction.article_version_id = version.article_version_id
            AND extraction.current_from IS NOT NULL
            AND extraction.current_to IS NULL
    INNER JOIN estimate ON estimate.extraction_id = extraction.extraction_id
    WHERE article.article_key IN (SELECT correction.article_key FROM correction)
)

SELECT
    correction.field,
    correction.original_value,
    correction.corrected_value,
    CASE
        WHEN correction.withdrawn_at IS NOT NULL THEN 'withdrawn'
        WHEN
            EXISTS (
                SELECT 1 FROM correction AS later
                WHERE
                    later.withdrawn_at IS NULL
                    AND later.article_key = correction.article_key
                    AND later.text_sha256 = correction.text_sha256
                    AND later.start_offset = correction.start_offset
                    AND later.end_offset = correction.end_offset
                    AND later.mention_rank = correction.mention_rank
                    AND later.field = correction.field
                    AND later.correction_id > correction.correction_id
            )
            THEN 'replaced'
        WHEN current_estimate.estimate_id IS NULL THEN 'orphaned'
        ELSE 'in_force'
    END AS state,
    current_estimate.surface,
    current_estimate.sentence,
    correction.author,
    correction.reason,
    correction.corrected_at,
    correction.withdrawn_at,
    correction.withdrawn_by,
    correction.article_key,
    correction.start_offset,
    correction.end_offset,
    current_estimate.estimate_id,
    correction.correction_id
FROM correction
LEFT JOIN current_estimate
    ON
        current_estimate.article_key = correction.article_key
        AND current_estimate.text_sha256 = correction.text_sha256
        AND current_estimate.number_start = correction.start_offset
        AND current_estimate.number_end = correction.end_offset
        AND current_estimate.mention_rank = correction.mention_rank;

COMMENT ON VIEW report.corrections IS 'One row a correction: in force, replaced by a later one, withdrawn, or orphaned because no current reading has the row it speaks of.';
COMMENT ON COLUMN report.corrections.field IS 'low, best, high, measure, source, span, is_estimate or same_claim_as';
COMMENT ON COLUMN report.corrections.original_value IS 'What the row held when it was corrected';
COMMENT ON COLUMN report.corrections.corrected_value IS 'What it should hold; empty for nothing';
COMMENT ON COLUMN report.corrections.state IS 'in_force, replaced, withdrawn or orphaned';
COMMENT ON COLUMN report.corrections.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.corrections.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.corrections.author IS 'Who says so';
COMMENT ON COLUMN report.corrections.reason IS 'Why';
COMMENT ON COLUMN report.corrections.corrected_at IS 'When it was recorded';
COMMENT ON COLUMN report.corrections.withdrawn_at IS 'When it was taken back, if it was';
COMMENT ON COLUMN report.corrections.withdrawn_by IS 'Who took it back';
COMMENT ON COLUMN report.corrections.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.corrections.start_offset IS 'First character of the corrected number';
COMMENT ON COLUMN report.corrections.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.corrections.estimate_id IS 'Surrogate key of the mention in the current reading; empty where there is none';
COMMENT ON COLUMN report.corrections.correction_id IS 'Number of the correction, to withdraw it by';
