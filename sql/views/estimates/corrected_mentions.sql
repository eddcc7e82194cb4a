-- question: Which mentions that people corrected count, and under what?
-- grain: one mention outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.corrected_mentions AS
SELECT
    evidence.measure,
    evidence.status,
    evidence.population,
    evidence.unit,
    evidence.kind,
    evidence.polarity,
    evidence.attribution,
    evidence.is_change,
    (
        whole.estimate_id IS NOT NULL
        AND coalesce(whole.measure, '') = coalesce(evidence.measure, '')
        AND coalesce(whole.status, '') = coalesce(evidence.status, '')
    ) AS is_part,
    evidence.part_of_estimate_id,
    evidence.time_kind,
    evidence.place_entity_id,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.as_of_from,
    evidence.as_of_to,
    evidence.said_from,
    evidence.said_to,
    evidence.published_from,
    evidence.published_to,
    evidence.claim_id,
    origin.entity_id AS origin_entity_id,
    coalesce(outlet.merged_into_entity_id, outlet.entity_id) AS outlet_entity_id,
    version.article_version_id,
    evidence.estimate_id
-- Fenced off by OFFSET 0: planned by itself, since all joins in one search take five times as long.
FROM (
    SELECT evidence.*
    FROM report.evidence
    WHERE
        evidence.estimate_id IN (SELECT corrected.estimate_id FROM corrected_estimates() AS corrected)
        AND NOT evidence.is_aside
    OFFSET 0  -- noqa: AM09
) AS evidence
INNER JOIN entity AS origin ON origin.entity_key = evidence.origin_key
LEFT JOIN estimate AS whole ON whole.estimate_id = evidence.part_of_estimate_id
LEFT JOIN article_version AS version
    ON
        version.article_version_id = evidence.article_version_id
        AND version.current_from IS NOT NULL
        AND version.current_to IS NULL
LEFT JOIN extraction AS reading
    ON
        reading.article_version_id = version.article_version_id
        AND reading.current_from IS NOT NULL
        AND reading.current_to IS NULL
LEFT JOIN entity AS outlet ON outlet.entity_id = coalesce(version.outlet_entity_id, reading.outlet_entity_id);

COMMENT ON VIEW report.corrected_mentions IS 'One row a mention that counts and that somebody corrected, as evidence has it.';
COMMENT ON COLUMN report.corrected_mentions.measure IS 'What is counted';
COMMENT ON COLUMN report.corrected_mentions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.corrected_mentions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.corrected_mentions.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.corrected_mentions.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.corrected_mentions.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.corrected_mentions.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.corrected_mentions.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.corrected_mentions.is_part IS 'True for a part of a figure of the same measure and status: counted with the whole, it would count twice';
COMMENT ON COLUMN report.corrected_mentions.part_of_estimate_id IS 'The mention of the whole that this is a part of, whatever its status';
COMMENT ON COLUMN report.corrected_mentions.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.corrected_mentions.place_entity_id IS 'Surrogate key of the place';
COMMENT ON COLUMN report.corrected_mentions.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.corrected_mentions.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.corrected_mentions.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.corrected_mentions.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.corrected_mentions.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.corrected_mentions.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.corrected_mentions.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.corrected_mentions.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.corrected_mentions.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.corrected_mentions.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.corrected_mentions.origin_entity_id IS 'Surrogate key of the origin, merges followed';
COMMENT ON COLUMN report.corrected_mentions.outlet_entity_id IS 'Surrogate key of the outlet, merges followed';
COMMENT ON COLUMN report.corrected_mentions.article_version_id IS 'Surrogate key of the article''s current version; empty where it stands in none';
COMMENT ON COLUMN report.corrected_mentions.estimate_id IS 'Surrogate key of the mention';
