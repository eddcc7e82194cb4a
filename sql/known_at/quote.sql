-- Extracted quotes show through their reading; of analysts' rows, those that had been published by then.
SELECT
    quote.other_columns,
    CASE WHEN quote.superseded_at <= (SELECT public_at.known_at()) THEN quote.superseded_at END AS superseded_at
FROM public.quote
WHERE
    quote.analyst_row_key IS NULL
    OR quote.batch_id IN (
        SELECT batch.batch_id FROM public.batch
        WHERE batch.published_at <= (SELECT public_at.known_at())
    )
