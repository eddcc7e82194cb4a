-- name: find_row
SELECT
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
FROM report.review
INNER JOIN estimate ON estimate.estimate_id = review.estimate_id
INNER JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
WHERE review.row_key = :reference OR cast(review.estimate_id AS text) = :reference;

-- name: insert_correction
INSERT INTO correction (
    target, article_key, text_sha256, start_offset, end_offset, mention_rank, field, original_value, corrected_value,
    author, reason
)
VALUES (
    'estimate', :article_key, :text_sha256, :start_offset, :end_offset, :mention_rank, :field, :original_value,
    :corrected_value, :author, :reason
)
RETURNING correction_id;

-- name: withdraw_correction
UPDATE correction SET withdrawn_at = now(), withdrawn_by = :author
WHERE correction_id = :correction_id AND withdrawn_at IS NULL
RETURNING article_key;

-- name: measures
SELECT measure.measure FROM measure
ORDER BY measure.measure;
