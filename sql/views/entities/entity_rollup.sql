-- question: What does each source belong to, and when: person to agency to state to bloc?
-- grain: one entity, what it belongs to, and the days on which it does
-- key: entity_id, level_entity_id, valid_from, valid_to
CREATE VIEW report.entity_rollup AS
WITH RECURSIVE reached (entity_id, level_entity_id, valid_from, valid_to, distance) AS (
    SELECT
        entity.entity_id,
        entity.entity_id AS level_entity_id,
        cast(NULL AS date) AS valid_from,
        cast(NULL AS date) AS valid_to,
        0 AS distance
    FROM entity
    WHERE entity.merged_into_entity_id IS NULL
    UNION
    SELECT
        reached.entity_id,
        coalesce(related.merged_into_entity_id, related.entity_id) AS level_entity_id,
        greatest(reached.valid_from, relation.valid_from) AS valid_from,
        least(reached.valid_to, relation.valid_to) AS valid_to,
        reached.distance + 1 AS distance
    FROM reached
    INNER JOIN entity AS subject ON coalesce(subject.merged_into_entity_id, subject.entity_id) = reached.level_entity_id
    INNER JOIN entity_relation AS relation ON relation.entity_id = subject.entity_id
    INNER JOIN entity AS related ON related.entity_id = relation.related_entity_id
    WHERE reached.distance < 6
)

SELECT
    reached.entity_id,
    entity.name AS entity,
    entity.entity_key,
    CASE
        WHEN level_entity.type = 'person' THEN 'person'
        WHEN level_entity.type = 'state' THEN 'state'
        WHEN level_entity.type = 'bloc' THEN 'bloc'
        WHEN level_entity.type = 'outlet' THEN 'outlet'
        WHEN level_entity.type IN ('organization', 'military_formation') THEN 'agency'
        ELSE 'other'
    END AS level,
    level_entity.name AS level_name,
    level_entity.entity_key AS level_key,
    reached.valid_from,
    reached.valid_to,
    min(reached.distance) AS distance,
    reached.level_entity_id
FROM reached
INNER JOIN entity ON entity.entity_id = reached.entity_id
INNER JOIN entity AS level_entity ON level_entity.entity_id = reached.level_entity_id
WHERE reached.valid_from IS NULL OR reached.valid_to IS NULL OR reached.valid_from <= reached.valid_to
GROUP BY
    reached.entity_id,
    entity.name,
    entity.entity_key,
    level_entity.type,
    level_entity.name,
    level_entity.entity_key,
    reached.valid_from,
    reached.valid_to,
    reached.level_entity_id;

COMMENT ON VIEW report.entity_rollup IS 'One row an entity and something it rolls up to, itself included, with the days on which that holds. Two ways to one state are two rows only where their days differ: count distinct.';
COMMENT ON COLUMN report.entity_rollup.entity_id IS 'Surrogate key of the entity, merges followed';
COMMENT ON COLUMN report.entity_rollup.entity IS 'Name of the entity';
COMMENT ON COLUMN report.entity_rollup.entity_key IS 'Natural key of the entity';
COMMENT ON COLUMN report.entity_rollup.level IS 'person, agency, state, bloc, outlet or other';
COMMENT ON COLUMN report.entity_rollup.level_name IS 'What it belongs to';
COMMENT ON COLUMN report.entity_rollup.level_key IS 'Natural key of that';
COMMENT ON COLUMN report.entity_rollup.valid_from IS 'First day, where known';
COMMENT ON COLUMN report.entity_rollup.valid_to IS 'Last day, where known';
COMMENT ON COLUMN report.entity_rollup.distance IS 'Relations between the two: 0 for itself';
COMMENT ON COLUMN report.entity_rollup.level_entity_id IS 'Surrogate key of what it belongs to';
