-- question: Which numbers stand in captions, teasers, boilerplate or appended interviews and do not count?
-- grain: one mention of an estimate in a caption, credit, teaser, boilerplate or appended interview
-- key: estimate_id
CREATE VIEW report.excluded_estimates AS
SELECT
    evidence.passage_kind,
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
    evidence.surface,
    evidence.start_offset,
    evidence.end_offset,
    evidence.sentence,
    evidence.article_title,
    evidence.article_key,
    evidence.source_location,
    evidence.estimate_id
FROM report.evidence
WHERE evidence.is_aside;

COMMENT ON VIEW report.excluded_estimates IS 'One row a mention that no headline view counts, with the passage that keeps it out.';
COMMENT ON COLUMN report.excluded_estimates.passage_kind IS 'headline, body, live_update, interview_turn, caption, teaser, boilerplate, ...';
COMMENT ON COLUMN report.excluded_estimates.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.excluded_estimates.measure IS 'What is counted';
COMMENT ON COLUMN report.excluded_estimates.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.excluded_estimates.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.excluded_estimates.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.excluded_estimates.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.excluded_estimates.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.excluded_estimates.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.excluded_estimates.place IS 'Where, as written';
COMMENT ON COLUMN report.excluded_estimates.outlet IS 'Who published it here';
COMMENT ON COLUMN report.excluded_estimates.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.excluded_estimates.start_offset IS 'First character of the surface in the article''s text';
COMMENT ON COLUMN report.excluded_estimates.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.excluded_estimates.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.excluded_estimates.article_title IS 'Title of the article';
COMMENT ON COLUMN report.excluded_estimates.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.excluded_estimates.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.excluded_estimates.estimate_id IS 'Surrogate key of the mention';
