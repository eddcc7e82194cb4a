-- question: How do the estimates of anything differ by the source they come from?
-- grain: one mention of an estimate outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.estimates_by_source AS
SELECT
    evidence.origin,
    evidence.measure,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.qualifier,
    evidence.status,
    evidence.population,
    evidence.place,
    evidence.outlet,
    evidence.chain,
    evidence.estimate_id,
    evidence.origin_type,
    evidence.origin_key,
    evidence.unit,
    evidence.per,
    evidence.noun,
    evidence.kind,
    evidence.stated_value,
    evidence.hedge,
    evidence.polarity,
    evidence.attribution,
    evidence.spokesperson,
    evidence.relays,
    evidence.source_as_written,
    evidence.disputed_by,
    evidence.as_of_from,
    evidence.as_of_to,
    evidence.as_of_precision,
    evidence.as_of_basis,
    evidence.said_from,
    evidence.said_to,
    evidence.said_precision,
    evidence.said_basis,
    evidence.published_from,
    evidence.published_to,
    evidence.published_basis,
    evidence.is_change,
    evidence.time_kind,
    evidence.part_of_estimate_id,
    evidence.surface,
    evidence.start_offset,
    evidence.end_offset,
    evidence.sentence,
    evidence.confidence,
    evidence.article_key,
    evidence.article_title,
    evidence.article_url,
    evidence.source_location
FROM report.evidence
WHERE NOT evidence.is_aside;

COMMENT ON VIEW report.estimates_by_source IS 'One row a mention of how many, under the source it comes from: bounds as stated, never averaged.';
COMMENT ON COLUMN report.estimates_by_source.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.estimates_by_source.measure IS 'What is counted';
COMMENT ON COLUMN report.estimates_by_source.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.estimates_by_source.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.estimates_by_source.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.estimates_by_source.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.estimates_by_source.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.estimates_by_source.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.estimates_by_source.place IS 'Where, as written';
COMMENT ON COLUMN report.estimates_by_source.outlet IS 'Who published it here';
COMMENT ON COLUMN report.estimates_by_source.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.estimates_by_source.estimate_id IS 'Surrogate key of the mention';
COMMENT ON COLUMN report.estimates_by_source.origin_type IS 'person, organization, state, outlet, unnamed_source, ...';
COMMENT ON COLUMN report.estimates_by_source.origin_key IS 'Natural key of the origin';
COMMENT ON COLUMN report.estimates_by_source.unit IS 'Unit of the number';
COMMENT ON COLUMN report.estimates_by_source.per IS 'Per what, where it is a rate';
COMMENT ON COLUMN report.estimates_by_source.noun IS 'The counted noun as written';
COMMENT ON COLUMN report.estimates_by_source.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.estimates_by_source.stated_value IS 'The number in the wording, where there is one';
COMMENT ON COLUMN report.estimates_by_source.hedge IS 'What marks belief or hearsay';
COMMENT ON COLUMN report.estimates_by_source.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.estimates_by_source.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.estimates_by_source.spokesperson IS 'Who voiced it for the origin';
COMMENT ON COLUMN report.estimates_by_source.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.estimates_by_source.source_as_written IS 'The source in the article''s words; empty in the narrator''s voice';
COMMENT ON COLUMN report.estimates_by_source.disputed_by IS 'Who disputes it in the same article';
COMMENT ON COLUMN report.estimates_by_source.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.estimates_by_source.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.estimates_by_source.as_of_precision IS 'How precise that is';
COMMENT ON COLUMN report.estimates_by_source.as_of_basis IS 'How it is known';
COMMENT ON COLUMN report.estimates_by_source.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.estimates_by_source.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.estimates_by_source.said_precision IS 'How precise that is';
COMMENT ON COLUMN report.estimates_by_source.said_basis IS 'How it is known';
COMMENT ON COLUMN report.estimates_by_source.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.estimates_by_source.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.estimates_by_source.published_basis IS 'How the date of publication is known';
COMMENT ON COLUMN report.estimates_by_source.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.estimates_by_source.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.estimates_by_source.part_of_estimate_id IS 'The mention of the whole that this is a part of; never add the two';
COMMENT ON COLUMN report.estimates_by_source.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.estimates_by_source.start_offset IS 'First character of the surface in the article''s text';
COMMENT ON COLUMN report.estimates_by_source.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.estimates_by_source.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.estimates_by_source.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.estimates_by_source.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.estimates_by_source.article_title IS 'Title of the article';
COMMENT ON COLUMN report.estimates_by_source.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.estimates_by_source.source_location IS 'File or address where the article was found';
