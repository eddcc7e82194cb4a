-- Readings that had become current by then.
SELECT
    extraction.other_columns,
    extraction.current_from,
    cast(NULL AS timestamptz) AS current_to
FROM public.extraction
WHERE
    extraction.current_from IS NOT NULL
    AND extraction.current_to IS NULL
    AND extraction.current_from <= (SELECT public_at.known_at())
UNION ALL
SELECT
    extraction.other_columns,
    extraction.current_from,
    CASE WHEN extraction.current_to <= (SELECT public_at.known_at()) THEN extraction.current_to END AS current_to
FROM public.extraction
WHERE extraction.current_to IS NOT NULL AND extraction.current_from <= (SELECT public_at.known_at())
