-- question: Which numbers come from which side?
-- grain: one mention and one bloc of its origin's state, or no bloc
-- key: estimate_id, bloc_key
CREATE VIEW report.source_bloc AS
WITH level AS (
    SELECT
        estimates_by_source_level.estimate_id,
        estimates_by_source_level.level,
        estimates_by_source_level.level_name,
        estimates_by_source_level.level_key
    FROM report.estimates_by_source_level
),

state AS (
    SELECT
        level.estimate_id,
        string_agg(level.level_name, ', ' ORDER BY level.level_name) AS state
    FROM level
    WHERE level.level = 'state'
    GROUP BY level.estimate_id
)

SELECT
    bloc.level_name AS bloc,
    state.state,
    evidence.origin,
    evidence.measure,
    evidence.population,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.qualifier,
    evidence.status,
    evidence.place,
    evidence.surface,
    evidence.outlet,
    evidence.article_title,
    evidence.source_location,
    bloc.level_key AS bloc_key,
    evidence.estimate_id
FROM report.evidence
LEFT JOIN state ON state.estimate_id = evidence.estimate_id
LEFT JOIN level AS bloc ON bloc.estimate_id = evidence.estimate_id AND bloc.level = 'bloc'
WHERE evidence.kind = 'numeric' AND NOT evidence.is_aside;

COMMENT ON VIEW report.source_bloc IS 'One row a mention and bloc: the states that its origin speaks for and the blocs they belong to at the date of the claim. Which bloc is a side depends on the question; the sides of a topic stand in topic_sides.';
COMMENT ON COLUMN report.source_bloc.bloc IS 'Bloc of the state, or the bloc itself; empty where there is none';
COMMENT ON COLUMN report.source_bloc.state IS 'State that the origin belongs to; empty where none is known';
COMMENT ON COLUMN report.source_bloc.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.source_bloc.measure IS 'What is counted';
COMMENT ON COLUMN report.source_bloc.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.source_bloc.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.source_bloc.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.source_bloc.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.source_bloc.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.source_bloc.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.source_bloc.place IS 'Where, as written';
COMMENT ON COLUMN report.source_bloc.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.source_bloc.outlet IS 'Who published it here';
COMMENT ON COLUMN report.source_bloc.article_title IS 'Title of the article';
COMMENT ON COLUMN report.source_bloc.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.source_bloc.bloc_key IS 'Natural key of the bloc';
COMMENT ON COLUMN report.source_bloc.estimate_id IS 'Surrogate key of the mention';
