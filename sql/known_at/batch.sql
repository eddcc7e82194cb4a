-- Loads that had begun by then, in the state they were in.
SELECT
    batch.other_columns,
    CASE WHEN batch.finished_at <= (SELECT public_at.known_at()) THEN batch.state ELSE 'running' END AS state,
    CASE WHEN batch.finished_at <= (SELECT public_at.known_at()) THEN batch.error END AS error,
    CASE WHEN batch.finished_at <= (SELECT public_at.known_at()) THEN batch.finished_at END AS finished_at,
    CASE WHEN batch.finished_at <= (SELECT public_at.known_at()) THEN batch.published_at END AS published_at
FROM public.batch
WHERE batch.started_at <= (SELECT public_at.known_at())
