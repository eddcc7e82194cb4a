-- question: Through whom do we know a figure: what is its full chain?
-- grain: one step of the attribution chain of one mention
-- key: estimate_id, position
CREATE VIEW report.relay_chain AS
SELECT
    evidence.surface,
    evidence.measure,
    evidence.population,
    step.position,
    step.role,
    canonical.name,
    canonical.type,
    step.surface AS as_written,
    step.start_offset,
    step.end_offset,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.status,
    evidence.chain,
    evidence.hedge,
    evidence.sentence,
    evidence.article_title,
    evidence.article_key,
    evidence.source_location,
    canonical.entity_key,
    evidence.claim_id,
    evidence.estimate_id
FROM report.evidence
INNER JOIN estimate_attribution AS step ON step.estimate_id = evidence.estimate_id
INNER JOIN entity ON entity.entity_id = step.entity_id
INNER JOIN entity AS canonical ON canonical.entity_id = coalesce(entity.merged_into_entity_id, entity.entity_id)
WHERE NOT evidence.is_aside;

COMMENT ON VIEW report.relay_chain IS 'One row a step of a chain, from the origin to the outlet, with the words that name it.';
COMMENT ON COLUMN report.relay_chain.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.relay_chain.measure IS 'What is counted';
COMMENT ON COLUMN report.relay_chain.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.relay_chain.position IS '0 for the origin, counted up to the outlet';
COMMENT ON COLUMN report.relay_chain.role IS 'origin, spokesperson, relay or outlet';
COMMENT ON COLUMN report.relay_chain.name IS 'Who';
COMMENT ON COLUMN report.relay_chain.type IS 'person, organization, state, outlet, unnamed_source, ...';
COMMENT ON COLUMN report.relay_chain.as_written IS 'The words that name the step; empty where it is not written';
COMMENT ON COLUMN report.relay_chain.start_offset IS 'First character of those words';
COMMENT ON COLUMN report.relay_chain.end_offset IS 'Just past their last character';
COMMENT ON COLUMN report.relay_chain.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.relay_chain.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.relay_chain.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.relay_chain.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.relay_chain.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.relay_chain.hedge IS 'What marks belief or hearsay';
COMMENT ON COLUMN report.relay_chain.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.relay_chain.article_title IS 'Title of the article';
COMMENT ON COLUMN report.relay_chain.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.relay_chain.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.relay_chain.entity_key IS 'Natural key of the step''s entity';
COMMENT ON COLUMN report.relay_chain.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.relay_chain.estimate_id IS 'Surrogate key of the mention';
