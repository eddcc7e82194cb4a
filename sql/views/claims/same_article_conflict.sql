-- question: Which article holds contradictory totals of the same measure?
-- grain: two mentions of one article whose figures exclude each other
-- key: estimate_id, other_estimate_id
CREATE VIEW report.same_article_conflict AS
WITH figure AS NOT MATERIALIZED (
    SELECT
        evidence.estimate_id,
        evidence.article_key,
        evidence.article_title,
        evidence.source_location,
        evidence.outlet,
        evidence.measure,
        coalesce(evidence.population, '') AS population,
        coalesce(evidence.unit, '') AS unit,
        evidence.origin,
        evidence.surface,
        evidence.status,
        coalesce(evidence.place_name, evidence.place) AS place,
        evidence.sentence,
        evidence.time_kind,
        coalesce(evidence.low, evidence.best, 0) AS range_from,
        CASE
            WHEN evidence.low IS NOT NULL AND evidence.best IS NULL AND evidence.high IS NULL THEN 1e15
            ELSE coalesce(evidence.high, evidence.best)
        END AS range_to
    FROM report.evidence
    WHERE
        evidence.kind = 'numeric'
        AND evidence.measure IS NOT NULL
        AND evidence.polarity = 'asserted'
        AND evidence.part_of_estimate_id IS NULL
        AND NOT evidence.is_change
        AND NOT evidence.is_aside
)

SELECT
    one.article_title,
    one.outlet,
    one.measure,
    nullif(one.population, '') AS population,
    one.origin,
    one.surface,
    one.status,
    one.place,
    other.origin AS other_origin,
    other.surface AS other_surface,
    other.status AS other_status,
    other.place AS other_place,
    coalesce(one.status, '') = coalesce(other.status, '') AS is_same_status,
    one.sentence,
    other.sentence AS other_sentence,
    one.article_key,
    one.source_location,
    one.estimate_id,
    other.estimate_id AS other_estimate_id
FROM figure AS one
-- Fenced off by OFFSET 0: planned by itself, since all joins in one search take ten times as long.
INNER JOIN LATERAL (
    SELECT
        figure.estimate_id,
        figure.origin,
        figure.surface,
        figure.status,
        figure.place,
        figure.sentence,
        figure.range_from,
        figure.range_to
    FROM figure
    WHERE
        figure.article_key = one.article_key
        AND figure.measure = one.measure
        AND figure.population = one.population
        AND figure.unit = one.unit
        AND figure.time_kind = one.time_kind
        AND figure.estimate_id > one.estimate_id
    OFFSET 0  -- noqa: AM09
) AS other ON TRUE
WHERE
    (one.range_to < other.range_from OR other.range_to < one.range_from)
    AND (one.place = other.place OR one.place IS NULL OR other.place IS NULL)
    -- Without a population or a place in common nothing says that they count the same.
    AND (one.population <> '' OR one.place = other.place);

COMMENT ON VIEW report.same_article_conflict IS 'One row a pair of figures of one article that cannot both be the total: same measure, population and unit, no part of the other, ranges that do not meet. Whether they speak of the same status is said beside them.';
COMMENT ON COLUMN report.same_article_conflict.article_title IS 'Title of the article';
COMMENT ON COLUMN report.same_article_conflict.outlet IS 'Who published it here';
COMMENT ON COLUMN report.same_article_conflict.measure IS 'What is counted';
COMMENT ON COLUMN report.same_article_conflict.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.same_article_conflict.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.same_article_conflict.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.same_article_conflict.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.same_article_conflict.place IS 'Where, as an entity where known, else as written';
COMMENT ON COLUMN report.same_article_conflict.other_origin IS 'Whose claim the other is';
COMMENT ON COLUMN report.same_article_conflict.other_surface IS 'The other as written';
COMMENT ON COLUMN report.same_article_conflict.other_status IS 'Status of the other';
COMMENT ON COLUMN report.same_article_conflict.other_place IS 'Place of the other';
COMMENT ON COLUMN report.same_article_conflict.is_same_status IS 'True where both speak of the same status; planned and present may both be right';
COMMENT ON COLUMN report.same_article_conflict.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.same_article_conflict.other_sentence IS 'The sentence around the other';
COMMENT ON COLUMN report.same_article_conflict.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.same_article_conflict.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.same_article_conflict.estimate_id IS 'Surrogate key of the mention';
COMMENT ON COLUMN report.same_article_conflict.other_estimate_id IS 'Surrogate key of the other mention';
