-- Texts that were published by then. Those that still are current stand apart, so that their partial indexes serve.
SELECT
    version.other_columns,
    version.current_from,
    cast(NULL AS timestamptz) AS current_to
FROM public.article_version AS version
WHERE
    version.current_from IS NOT NULL
    AND version.current_to IS NULL
    AND version.current_from <= (SELECT public_at.known_at())
UNION ALL
SELECT
    version.other_columns,
    version.current_from,
    CASE WHEN version.current_to <= (SELECT public_at.known_at()) THEN version.current_to END AS current_to
FROM public.article_version AS version
WHERE version.current_to IS NOT NULL AND version.current_from <= (SELECT public_at.known_at())
