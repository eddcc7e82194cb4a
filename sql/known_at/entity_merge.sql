-- Decisions that two entities are one, made by then.
SELECT
    entity_merge.other_columns,
    CASE WHEN entity_merge.undone_at <= (SELECT public_at.known_at()) THEN entity_merge.undone_at END AS undone_at,
    CASE WHEN entity_merge.undone_at <= (SELECT public_at.known_at()) THEN entity_merge.undone_by END AS undone_by,
    CASE
        WHEN entity_merge.undone_at <= (SELECT public_at.known_at()) THEN entity_merge.undone_reason
    END AS undone_reason
FROM public.entity_merge
WHERE entity_merge.merged_at <= (SELECT public_at.known_at())
