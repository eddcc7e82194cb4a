-- Whom an entity counted as, by the merges that were in force then: the end of its chain.
WITH RECURSIVE chain (entity_id, root_id, depth) AS (
    SELECT
        entity_merge.entity_id,
        entity_merge.into_entity_id AS root_id,
        1 AS depth
    FROM public_at.entity_merge
    WHERE entity_merge.undone_at IS NULL
    UNION ALL
    SELECT
        chain.entity_id,
        entity_merge.into_entity_id AS root_id,
        chain.depth + 1 AS depth
    FROM chain
    INNER JOIN public_at.entity_merge ON entity_merge.entity_id = chain.root_id AND entity_merge.undone_at IS NULL
)

SELECT
    chain.entity_id,
    (array_agg(chain.root_id ORDER BY chain.depth DESC))[1] AS root_id
FROM chain
GROUP BY chain.entity_id
