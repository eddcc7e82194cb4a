-- name: find_rows
-- The current rows with these row keys (article, hash of its text and span of the number, of which the rank is compared
-- last) or ids, each through an index.
WITH asked AS (
    SELECT
        asked.reference,
        asked.article_key,
        asked.text_sha256,
        asked.number_start,
        asked.number_end,
        CASE WHEN asked.reference ~ '^[1-9][0-9]{0,17}$' THEN cast(asked.reference AS bigint) END AS estimate_id
    FROM
        unnest(
            cast(:references AS text[]),
            cast(:article_keys AS text[]),
            cast(:hashes AS text[]),
            cast(:starts AS bigint[]),
            cast(:ends AS bigint[])
        ) AS asked (reference, article_key, text_sha256, number_start, number_end)
),

found AS (
    SELECT
        asked.reference,
        estimate.estimate_id
    FROM asked
    INNER JOIN article ON article.article_key = asked.article_key
    INNER JOIN article_version AS version
        ON
            version.article_id = article.article_id
            AND version.text_sha256 = asked.text_sha256
            AND version.current_from IS NOT NULL
            AND version.current_to IS NULL
    INNER JOIN estimate
        ON
            estimate.article_version_id = version.article_version_id
            AND coalesce(estimate.number_start, estimate.start_offset) = asked.number_start
            AND coalesce(estimate.number_end, estimate.end_offset) = asked.number_end
    UNION ALL
    SELECT
        asked.reference,
        asked.estimate_id
    FROM asked
    WHERE asked.estimate_id IS NOT NULL
)

SELECT
    found.reference,
    review.row_key,
    review.estimate_id,
    estimate.kind,
    version.text_length,
    review.is_estimate,
    review.source,
    review.measure,
    review.low,
    review.best,
    review.high,
    review.span,
    review.same_claim_as
FROM found
-- Fenced off by OFFSET 0: one row after the other, each through the indexes of its own article.
INNER JOIN LATERAL (  -- noqa: ST05
    SELECT review.* FROM report.review
    WHERE review.estimate_id = found.estimate_id
    OFFSET 0  -- noqa: AM09
) AS review ON TRUE
INNER JOIN estimate ON estimate.estimate_id = found.estimate_id
INNER JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
WHERE found.reference IN (review.row_key, cast(review.estimate_id AS text));

-- name: insert_corrections
INSERT INTO correction (
    target, article_key, text_sha256, start_offset, end_offset, mention_rank, field, original_value, corrected_value,
    author, reason
)
SELECT
    'estimate',
    stage_correction.article_key,
    stage_correction.text_sha256,
    stage_correction.start_offset,
    stage_correction.end_offset,
    stage_correction.mention_rank,
    stage_correction.field,
    stage_correction.original_value,
    stage_correction.corrected_value,
    :author,
    stage_correction.reason
FROM stage_correction
ORDER BY stage_correction.ordinal
RETURNING correction_id;

-- name: withdraw_correction
UPDATE correction SET withdrawn_at = now(), withdrawn_by = :author
WHERE correction_id = :correction_id AND withdrawn_at IS NULL
RETURNING article_key;

-- name: measures
SELECT measure.measure FROM measure
ORDER BY measure.measure;
