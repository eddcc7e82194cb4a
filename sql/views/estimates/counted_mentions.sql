-- question: Which mentions count, and under what?
-- grain: one mention outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
-- kept: counted_mention
-- The table keeps these rows: this is what they are told from, and what looks back (--known-at).
CREATE VIEW report.counted_mentions AS
SELECT
    uncorrected_mentions.measure,
    uncorrected_mentions.status,
    uncorrected_mentions.population,
    uncorrected_mentions.unit,
    uncorrected_mentions.kind,
    uncorrected_mentions.polarity,
    uncorrected_mentions.attribution,
    uncorrected_mentions.is_change,
    uncorrected_mentions.is_part,
    uncorrected_mentions.part_of_estimate_id,
    uncorrected_mentions.time_kind,
    uncorrected_mentions.place_entity_id,
    uncorrected_mentions.low,
    uncorrected_mentions.best,
    uncorrected_mentions.high,
    uncorrected_mentions.as_of_from,
    uncorrected_mentions.as_of_to,
    uncorrected_mentions.said_from,
    uncorrected_mentions.said_to,
    uncorrected_mentions.published_from,
    uncorrected_mentions.published_to,
    uncorrected_mentions.claim_id,
    uncorrected_mentions.origin_entity_id,
    uncorrected_mentions.outlet_entity_id,
    uncorrected_mentions.article_version_id,
    uncorrected_mentions.estimate_id
FROM report.uncorrected_mentions
UNION ALL
SELECT
    corrected_mentions.measure,
    corrected_mentions.status,
    corrected_mentions.population,
    corrected_mentions.unit,
    corrected_mentions.kind,
    corrected_mentions.polarity,
    corrected_mentions.attribution,
    corrected_mentions.is_change,
    corrected_mentions.is_part,
    corrected_mentions.part_of_estimate_id,
    corrected_mentions.time_kind,
    corrected_mentions.place_entity_id,
    corrected_mentions.low,
    corrected_mentions.best,
    corrected_mentions.high,
    corrected_mentions.as_of_from,
    corrected_mentions.as_of_to,
    corrected_mentions.said_from,
    corrected_mentions.said_to,
    corrected_mentions.published_from,
    corrected_mentions.published_to,
    corrected_mentions.claim_id,
    corrected_mentions.origin_entity_id,
    corrected_mentions.outlet_entity_id,
    corrected_mentions.article_version_id,
    corrected_mentions.estimate_id
FROM report.corrected_mentions;

COMMENT ON VIEW report.counted_mentions IS 'One row a mention that counts, with what counting takes and no names. evidence has the rest of each; what a person entered counts once its claims have been told.';
COMMENT ON COLUMN report.counted_mentions.measure IS 'What is counted';
COMMENT ON COLUMN report.counted_mentions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.counted_mentions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.counted_mentions.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.counted_mentions.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.counted_mentions.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.counted_mentions.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.counted_mentions.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.counted_mentions.is_part IS 'True for a part of a figure of the same measure and status: counted with the whole, it would count twice';
COMMENT ON COLUMN report.counted_mentions.part_of_estimate_id IS 'The mention of the whole that this is a part of, whatever its status';
COMMENT ON COLUMN report.counted_mentions.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.counted_mentions.place_entity_id IS 'Surrogate key of the place';
COMMENT ON COLUMN report.counted_mentions.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.counted_mentions.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.counted_mentions.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.counted_mentions.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.counted_mentions.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.counted_mentions.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.counted_mentions.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.counted_mentions.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.counted_mentions.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.counted_mentions.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.counted_mentions.origin_entity_id IS 'Surrogate key of the origin, merges followed';
COMMENT ON COLUMN report.counted_mentions.outlet_entity_id IS 'Surrogate key of the outlet, merges followed';
COMMENT ON COLUMN report.counted_mentions.article_version_id IS 'Surrogate key of the article''s current version; empty where it stands in none';
COMMENT ON COLUMN report.counted_mentions.estimate_id IS 'Surrogate key of the mention';
