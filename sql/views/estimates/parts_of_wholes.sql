-- question: Which numbers are parts of others and must not be added to them?
-- grain: one mention that is a part, outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.parts_of_wholes AS
SELECT
    estimates_by_source.part_of_estimate_id,
    estimates_by_source.origin,
    estimates_by_source.measure,
    estimates_by_source.low,
    estimates_by_source.best,
    estimates_by_source.high,
    estimates_by_source.qualifier,
    estimates_by_source.status,
    estimates_by_source.population,
    estimates_by_source.place,
    estimates_by_source.outlet,
    estimates_by_source.chain,
    estimates_by_source.surface,
    estimates_by_source.sentence,
    estimates_by_source.article_title,
    estimates_by_source.article_key,
    estimates_by_source.source_location,
    estimates_by_source.estimate_id
FROM counted_mention AS counted
-- Fenced off by OFFSET 0: read for the parts alone, once they are found.
INNER JOIN LATERAL (
    SELECT estimates_by_source.* FROM report.estimates_by_source
    WHERE estimates_by_source.estimate_id = counted.estimate_id
    OFFSET 0  -- noqa: AM09
) AS estimates_by_source ON TRUE
WHERE counted.part_of_estimate_id IS NOT NULL;

COMMENT ON VIEW report.parts_of_wholes IS 'One row a mention that is a part of another mention of the same article.';
COMMENT ON COLUMN report.parts_of_wholes.part_of_estimate_id IS 'The mention of the whole that this is a part of; never add the two';
COMMENT ON COLUMN report.parts_of_wholes.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.parts_of_wholes.measure IS 'What is counted';
COMMENT ON COLUMN report.parts_of_wholes.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.parts_of_wholes.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.parts_of_wholes.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.parts_of_wholes.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.parts_of_wholes.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.parts_of_wholes.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.parts_of_wholes.place IS 'Where, as written';
COMMENT ON COLUMN report.parts_of_wholes.outlet IS 'Who published it here';
COMMENT ON COLUMN report.parts_of_wholes.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.parts_of_wholes.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.parts_of_wholes.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.parts_of_wholes.article_title IS 'Title of the article';
COMMENT ON COLUMN report.parts_of_wholes.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.parts_of_wholes.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.parts_of_wholes.estimate_id IS 'Surrogate key of the mention';
