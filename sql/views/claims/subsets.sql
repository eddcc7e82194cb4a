-- question: Which numbers are parts of others and must not be added?
-- grain: one mention that is a part of another mention of its article
-- key: estimate_id
CREATE VIEW report.subsets AS
SELECT
    part.surface,
    part.noun,
    part.measure,
    part.low,
    part.best,
    part.high,
    part.status,
    part.place,
    whole.surface AS whole_surface,
    whole.noun AS whole_noun,
    whole.measure AS whole_measure,
    whole.low AS whole_low,
    whole.best AS whole_best,
    whole.high AS whole_high,
    part.population,
    part.origin,
    part.outlet,
    part.sentence,
    part.article_title,
    part.article_key,
    part.source_location,
    part.part_of_estimate_id,
    part.estimate_id
FROM counted_mention AS counted
-- Fenced off by OFFSET 0: read for the parts alone, once they are found.
INNER JOIN LATERAL (
    SELECT estimates_by_source.* FROM report.estimates_by_source
    WHERE estimates_by_source.estimate_id = counted.estimate_id
    OFFSET 0  -- noqa: AM09
) AS part ON TRUE
INNER JOIN LATERAL (
    SELECT evidence.* FROM report.evidence
    WHERE evidence.estimate_id = counted.part_of_estimate_id
    OFFSET 0  -- noqa: AM09
) AS whole ON TRUE
WHERE counted.part_of_estimate_id IS NOT NULL;

COMMENT ON VIEW report.subsets IS 'One row a part beside its whole: 500 officers are inside the 12,000.';
COMMENT ON COLUMN report.subsets.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.subsets.noun IS 'The counted noun as written';
COMMENT ON COLUMN report.subsets.measure IS 'What is counted';
COMMENT ON COLUMN report.subsets.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.subsets.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.subsets.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.subsets.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.subsets.place IS 'Where, as written';
COMMENT ON COLUMN report.subsets.whole_surface IS 'The whole as written';
COMMENT ON COLUMN report.subsets.whole_noun IS 'What the whole counts, as written';
COMMENT ON COLUMN report.subsets.whole_measure IS 'What the whole counts';
COMMENT ON COLUMN report.subsets.whole_low IS 'Lowest value of the whole';
COMMENT ON COLUMN report.subsets.whole_best IS 'Best value of the whole';
COMMENT ON COLUMN report.subsets.whole_high IS 'Highest value of the whole';
COMMENT ON COLUMN report.subsets.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.subsets.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.subsets.outlet IS 'Who published it here';
COMMENT ON COLUMN report.subsets.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.subsets.article_title IS 'Title of the article';
COMMENT ON COLUMN report.subsets.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.subsets.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.subsets.part_of_estimate_id IS 'Surrogate key of the whole';
COMMENT ON COLUMN report.subsets.estimate_id IS 'Surrogate key of the mention';
