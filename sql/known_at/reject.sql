-- Rejects that had been met by then, open where nobody had settled them.
SELECT
    reject.other_columns,
    CASE WHEN reject.settled_at <= (SELECT public_at.known_at()) THEN reject.state ELSE 'open' END AS state,
    CASE WHEN reject.settled_at <= (SELECT public_at.known_at()) THEN reject.settled_at END AS settled_at,
    CASE
        WHEN reject.settled_at <= (SELECT public_at.known_at()) THEN reject.settled_batch_id
    END AS settled_batch_id
FROM public.reject
WHERE reject.rejected_at <= (SELECT public_at.known_at())
