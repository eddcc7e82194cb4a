-- question: How many civilians were killed or injured, where and when, and on whose word?
-- grain: one mention outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.civilian_harm AS
SELECT
    casualties_by_source.origin,
    casualties_by_source.measure,
    casualties_by_source.low,
    casualties_by_source.best,
    casualties_by_source.high,
    casualties_by_source.qualifier,
    casualties_by_source.population,
    casualties_by_source.place,
    casualties_by_source.as_of_from,
    casualties_by_source.as_of_to,
    casualties_by_source.outlet,
    casualties_by_source.chain,
    casualties_by_source.kind,
    casualties_by_source.hedge,
    casualties_by_source.polarity,
    casualties_by_source.attribution,
    casualties_by_source.spokesperson,
    casualties_by_source.relays,
    casualties_by_source.source_as_written,
    casualties_by_source.disputed_by,
    casualties_by_source.surface,
    casualties_by_source.start_offset,
    casualties_by_source.end_offset,
    casualties_by_source.sentence,
    casualties_by_source.part_of_estimate_id,
    casualties_by_source.is_change,
    casualties_by_source.time_kind,
    casualties_by_source.confidence,
    casualties_by_source.article_title,
    casualties_by_source.article_url,
    casualties_by_source.article_key,
    casualties_by_source.source_location,
    casualties_by_source.estimate_id
FROM report.casualties_by_source
WHERE casualties_by_source.population LIKE 'civilians%';

COMMENT ON VIEW report.civilian_harm IS 'One row a mention of harm to civilians. Totals and their parts stand beside each other: see part_of_estimate_id.';
COMMENT ON COLUMN report.civilian_harm.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.civilian_harm.measure IS 'What is counted';
COMMENT ON COLUMN report.civilian_harm.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.civilian_harm.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.civilian_harm.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.civilian_harm.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.civilian_harm.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.civilian_harm.place IS 'Where, as written';
COMMENT ON COLUMN report.civilian_harm.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.civilian_harm.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.civilian_harm.outlet IS 'Who published it here';
COMMENT ON COLUMN report.civilian_harm.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.civilian_harm.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.civilian_harm.hedge IS 'What marks belief or hearsay';
COMMENT ON COLUMN report.civilian_harm.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.civilian_harm.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.civilian_harm.spokesperson IS 'Who voiced it for the origin';
COMMENT ON COLUMN report.civilian_harm.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.civilian_harm.source_as_written IS 'The source in the article''s words; empty in the narrator''s voice';
COMMENT ON COLUMN report.civilian_harm.disputed_by IS 'Who disputes it in the same article';
COMMENT ON COLUMN report.civilian_harm.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.civilian_harm.start_offset IS 'First character of the surface in the article''s text';
COMMENT ON COLUMN report.civilian_harm.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.civilian_harm.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.civilian_harm.part_of_estimate_id IS 'The mention of the whole that this is a part of; never add the two';
COMMENT ON COLUMN report.civilian_harm.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.civilian_harm.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.civilian_harm.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.civilian_harm.article_title IS 'Title of the article';
COMMENT ON COLUMN report.civilian_harm.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.civilian_harm.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.civilian_harm.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.civilian_harm.estimate_id IS 'Surrogate key of the mention';
