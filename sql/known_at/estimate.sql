-- Extracted estimates show through their reading; of analysts' rows, those that had been published by then.
SELECT
    estimate.other_columns,
    CASE WHEN estimate.superseded_at <= (SELECT public_at.known_at()) THEN estimate.superseded_at END AS superseded_at
FROM public.estimate
WHERE
    estimate.analyst_row_key IS NULL
    OR estimate.batch_id IN (
        SELECT batch.batch_id FROM public.batch
        WHERE batch.published_at <= (SELECT public_at.known_at())
    )
