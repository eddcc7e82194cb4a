-- Corrections that had been made by then, and whether they had been taken back.
SELECT
    correction.other_columns,
    CASE WHEN correction.withdrawn_at <= (SELECT public_at.known_at()) THEN correction.withdrawn_at END AS withdrawn_at,
    CASE WHEN correction.withdrawn_at <= (SELECT public_at.known_at()) THEN correction.withdrawn_by END AS withdrawn_by
FROM public.correction
WHERE correction.corrected_at <= (SELECT public_at.known_at())
