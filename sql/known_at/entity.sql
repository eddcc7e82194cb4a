-- Entities that had been seen by then, each counted as whom it counted as.
SELECT
    entity.other_columns,
    merged_entity.root_id AS merged_into_entity_id
FROM public.entity
LEFT JOIN public_at.merged_entity ON merged_entity.entity_id = entity.entity_id
WHERE entity.created_at <= (SELECT public_at.known_at())
