-- Pairs that had been listed by then.
SELECT entity_candidate.other_columns
FROM public.entity_candidate
WHERE entity_candidate.found_at <= (SELECT public_at.known_at())
