-- question: What is the newest figure of each source, and how often did it change?
-- grain: one origin, measure, status, population and unit
-- key: origin_key, measure, status, population, unit
CREATE VIEW report.newest_estimates AS
SELECT
    origin.name AS origin,
    numbered.measure,
    numbered.status,
    numbered.population,
    numbered.unit,
    numbered.low,
    numbered.best,
    numbered.high,
    numbered.qualifier,
    numbered.known_on,
    numbered.count_mentions,
    numbered.count_revisions,
    numbered.first_known_on,
    numbered.previous_best,
    numbered.previous_known_on,
    numbered.outlet,
    numbered.surface,
    numbered.sentence,
    numbered.article_title,
    numbered.article_key,
    origin.entity_key AS origin_key,
    numbered.estimate_id
FROM entity AS origin
INNER JOIN LATERAL (
    SELECT
        revision.measure,
        revision.status,
        revision.population,
        revision.unit,
        revision.low,
        revision.best,
        revision.high,
        revision.qualifier,
        revision.known_on,
        revision.previous_best,
        revision.previous_known_on,
        revision.outlet,
        revision.surface,
        revision.sentence,
        revision.article_title,
        revision.article_key,
        revision.estimate_id,
        count(*) OVER series AS count_mentions,
        count(nullif(revision.difference, 0)) OVER series AS count_revisions,
        min(revision.known_on) OVER series AS first_known_on,
        row_number() OVER (
            series ORDER BY revision.known_on DESC NULLS LAST, revision.estimate_id DESC
        ) AS newness
    FROM report.source_revisions AS revision
    WHERE revision.origin_key = origin.entity_key
    WINDOW
        series AS (
            PARTITION BY
                revision.measure, revision.status, revision.population, revision.unit
        )
) AS numbered ON TRUE
WHERE origin.merged_into_entity_id IS NULL AND numbered.newness = 1;

COMMENT ON VIEW report.newest_estimates IS 'One row a source, measure, status, population and unit: its newest figure, by the day it was said, else published.';
COMMENT ON COLUMN report.newest_estimates.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.newest_estimates.measure IS 'What is counted';
COMMENT ON COLUMN report.newest_estimates.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.newest_estimates.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.newest_estimates.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.newest_estimates.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.newest_estimates.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.newest_estimates.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.newest_estimates.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.newest_estimates.known_on IS 'Day on which it was said, else published; empty when unknown';
COMMENT ON COLUMN report.newest_estimates.count_mentions IS 'Mentions, the same claim told twice counted twice';
COMMENT ON COLUMN report.newest_estimates.count_revisions IS 'Mentions that differ from the sources figure before them';
COMMENT ON COLUMN report.newest_estimates.first_known_on IS 'First day on which the source gave a figure';
COMMENT ON COLUMN report.newest_estimates.previous_best IS 'Best value of the sources figure before it';
COMMENT ON COLUMN report.newest_estimates.previous_known_on IS 'Day of that one';
COMMENT ON COLUMN report.newest_estimates.outlet IS 'Who published it here';
COMMENT ON COLUMN report.newest_estimates.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.newest_estimates.sentence IS 'The sentence around its first character';
COMMENT ON COLUMN report.newest_estimates.article_title IS 'Title of the article';
COMMENT ON COLUMN report.newest_estimates.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.newest_estimates.origin_key IS 'Natural key of the origin';
COMMENT ON COLUMN report.newest_estimates.estimate_id IS 'Surrogate key of the mention';
