-- question: Who was merged with whom, by whom and why?
-- grain: one decision that two entities are one
-- key: entity_merge_id
CREATE VIEW report.entity_merges AS
SELECT
    merged.name AS entity,
    into_entity.name AS merged_into,
    entity_merge.author,
    entity_merge.reason,
    entity_merge.merged_at,
    entity_merge.undone_at IS NULL AS is_in_force,
    entity_merge.undone_by,
    entity_merge.undone_reason,
    entity_merge.undone_at,
    merged.entity_key,
    into_entity.entity_key AS into_entity_key,
    entity_merge.entity_merge_id
FROM entity_merge
INNER JOIN entity AS merged ON merged.entity_id = entity_merge.entity_id
INNER JOIN entity AS into_entity ON into_entity.entity_id = entity_merge.into_entity_id;

COMMENT ON VIEW report.entity_merges IS 'One row a merge, in force or undone.';
COMMENT ON COLUMN report.entity_merges.entity IS 'The entity that is merged';
COMMENT ON COLUMN report.entity_merges.merged_into IS 'The entity it counts as';
COMMENT ON COLUMN report.entity_merges.author IS 'Who decided';
COMMENT ON COLUMN report.entity_merges.reason IS 'Why';
COMMENT ON COLUMN report.entity_merges.merged_at IS 'When';
COMMENT ON COLUMN report.entity_merges.is_in_force IS 'False where it was undone';
COMMENT ON COLUMN report.entity_merges.undone_by IS 'Who undid it';
COMMENT ON COLUMN report.entity_merges.undone_reason IS 'Why it was undone';
COMMENT ON COLUMN report.entity_merges.undone_at IS 'When it was undone';
COMMENT ON COLUMN report.entity_merges.entity_key IS 'Natural key of the merged entity';
COMMENT ON COLUMN report.entity_merges.into_entity_key IS 'Natural key of the entity it counts as';
COMMENT ON COLUMN report.entity_merges.entity_merge_id IS 'Surrogate key';
