-- question: Which entities may be one, and wait for a person to say so?
-- grain: two entities that may be one
-- key: entity_key, other_entity_key
CREATE VIEW report.entity_review AS
SELECT
    entity.name AS entity,
    other.name AS other_entity,
    cast(entity_candidate.score AS numeric(4, 3)) AS score,
    entity_candidate.evidence,
    entity_candidate.state,
    entity.type,
    entity_candidate.found_at,
    entity.entity_key,
    other.entity_key AS other_entity_key
FROM entity_candidate
INNER JOIN entity ON entity.entity_id = entity_candidate.entity_id
INNER JOIN entity AS other ON other.entity_id = entity_candidate.other_entity_id;

COMMENT ON VIEW report.entity_review IS 'One row a pair that may be one entity: both names, the evidence and a score. Nothing is merged before a person says so.';
COMMENT ON COLUMN report.entity_review.entity IS 'The one that was there first';
COMMENT ON COLUMN report.entity_review.other_entity IS 'The one that may be the same';
COMMENT ON COLUMN report.entity_review.score IS 'How likely they are one, 0 to 1';
COMMENT ON COLUMN report.entity_review.evidence IS 'Why they may be one';
COMMENT ON COLUMN report.entity_review.state IS 'open, merged or apart, as a person decided';
COMMENT ON COLUMN report.entity_review.type IS 'person, organization, ...';
COMMENT ON COLUMN report.entity_review.found_at IS 'When the pair was found';
COMMENT ON COLUMN report.entity_review.entity_key IS 'Natural key of the first';
COMMENT ON COLUMN report.entity_review.other_entity_key IS 'Natural key of the other';
