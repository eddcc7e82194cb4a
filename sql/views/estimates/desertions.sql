-- question: How many deserted, where, and who says so?
-- grain: one mention outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.desertions AS
SELECT
    estimates_by_source.origin,
    estimates_by_source.low,
    estimates_by_source.best,
    estimates_by_source.high,
    estimates_by_source.qualifier,
    estimates_by_source.population,
    estimates_by_source.place,
    estimates_by_source.as_of_from,
    estimates_by_source.as_of_to,
    estimates_by_source.outlet,
    estimates_by_source.chain,
    estimates_by_source.kind,
    estimates_by_source.hedge,
    estimates_by_source.polarity,
    estimates_by_source.attribution,
    estimates_by_source.spokesperson,
    estimates_by_source.relays,
    estimates_by_source.source_as_written,
    estimates_by_source.disputed_by,
    estimates_by_source.surface,
    estimates_by_source.start_offset,
    estimates_by_source.end_offset,
    estimates_by_source.sentence,
    estimates_by_source.part_of_estimate_id,
    estimates_by_source.is_change,
    estimates_by_source.time_kind,
    estimates_by_source.confidence,
    estimates_by_source.article_title,
    estimates_by_source.article_url,
    estimates_by_source.article_key,
    estimates_by_source.source_location,
    estimates_by_source.estimate_id
FROM report.estimates_by_source
WHERE estimates_by_source.measure = 'deserted';

COMMENT ON VIEW report.desertions IS 'One row a mention of deserters.';
COMMENT ON COLUMN report.desertions.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.desertions.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.desertions.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.desertions.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.desertions.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.desertions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.desertions.place IS 'Where, as written';
COMMENT ON COLUMN report.desertions.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.desertions.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.desertions.outlet IS 'Who published it here';
COMMENT ON COLUMN report.desertions.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.desertions.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.desertions.hedge IS 'What marks belief or hearsay';
COMMENT ON COLUMN report.desertions.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.desertions.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.desertions.spokesperson IS 'Who voiced it for the origin';
COMMENT ON COLUMN report.desertions.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.desertions.source_as_written IS 'The source in the article''s words; empty in the narrator''s voice';
COMMENT ON COLUMN report.desertions.disputed_by IS 'Who disputes it in the same article';
COMMENT ON COLUMN report.desertions.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.desertions.start_offset IS 'First character of the surface in the article''s text';
COMMENT ON COLUMN report.desertions.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.desertions.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.desertions.part_of_estimate_id IS 'The mention of the whole that this is a part of; never add the two';
COMMENT ON COLUMN report.desertions.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.desertions.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.desertions.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.desertions.article_title IS 'Title of the article';
COMMENT ON COLUMN report.desertions.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.desertions.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.desertions.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.desertions.estimate_id IS 'Surrogate key of the mention';
