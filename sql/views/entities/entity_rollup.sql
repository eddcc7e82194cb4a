-- question: What does each source belong to, and when: person to agency to state to bloc?
-- grain: one entity, what it belongs to, and the days on which it does
-- key: entity_id, level_entity_id, valid_from, valid_to
CREATE VIEW report.entity_rollup AS
SELECT
    entity.entity_id,
    entity.name AS entity,
    entity.entity_key,
    held.level,
    held.level_name,
    held.level_key,
    held.valid_from,
    held.valid_to,
    held.distance,
    held.level_entity_id
FROM entity
CROSS JOIN LATERAL entity_levels(entity.entity_id) AS held
WHERE entity.merged_into_entity_id IS NULL;

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
