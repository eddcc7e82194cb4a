-- question: Which article holds contradictory totals of the same measure?
-- grain: two mentions of one article whose figures exclude each other
-- key: estimate_id, other_estimate_id
CREATE VIEW report.same_article_conflict AS
-- Narrow, so that pairs are found before anything is read to show them.
WITH figure AS NOT MATERIALIZED (
    SELECT
        mention.estimate_id,
        mention.article_version_id,
        mention.measure,
        coalesce(mention.population, '') AS population,
        coalesce(mention.unit, '') AS unit,
        mention.time_kind,
        mention.status,
        mention.origin_entity_id,
        coalesce(mention.low, mention.best, 0) AS range_from,
        CASE
            WHEN mention.low IS NOT NULL AND mention.best IS NULL AND mention.high IS NULL THEN 1e15
            ELSE coalesce(mention.high, mention.best)
        END AS range_to
    FROM counted_mention AS mention
    WHERE
        mention.article_version_id IS NOT NULL
        AND mention.kind = 'numeric'
        AND mention.measure IS NOT NULL
        AND mention.polarity = 'asserted'
        AND mention.part_of_estimate_id IS NULL
        AND NOT mention.is_change
)

SELECT
    shown.article_title,
    shown.outlet,
    one.measure,
    nullif(one.population, '') AS population,
    origin.name AS origin,
    stated.surface,
    one.status,
    coalesce(place.name, stated.place) AS place,
    other_origin.name AS other_origin,
    other_stated.surface AS other_surface,
    other.status AS other_status,
    coalesce(other_place.name, other_stated.place) AS other_place,
    coalesce(one.status, '') = coalesce(other.status, '') AS is_same_status,
    stated.sentence,
    other_stated.sentence AS other_sentence,
    shown.article_key,
    shown.source_location,
    one.estimate_id,
    other.estimate_id AS other_estimate_id
FROM figure AS one
-- Fenced off by OFFSET 0: looked up article by article, so that a page of pairs reads no more than it needs.
INNER JOIN LATERAL (
    SELECT
        figure.estimate_id,
        figure.status,
        figure.origin_entity_id
    FROM figure
    WHERE
        figure.article_version_id = one.article_version_id
        AND figure.measure = one.measure
        AND figure.population = one.population
        AND figure.unit = one.unit
        AND figure.time_kind = one.time_kind
        AND figure.estimate_id > one.estimate_id
        AND (one.range_to < figure.range_from OR figure.range_to < one.range_from)
    OFFSET 0  -- noqa: AM09
) AS other ON TRUE
INNER JOIN estimate AS stated ON stated.estimate_id = one.estimate_id
INNER JOIN estimate AS other_stated ON other_stated.estimate_id = other.estimate_id
LEFT JOIN entity AS place ON place.entity_id = stated.place_entity_id
LEFT JOIN entity AS other_place ON other_place.entity_id = other_stated.place_entity_id
INNER JOIN entity AS origin ON origin.entity_id = one.origin_entity_id
INNER JOIN entity AS other_origin ON other_origin.entity_id = other.origin_entity_id
-- And this: read for the pairs alone, once they are found.
INNER JOIN LATERAL (
    SELECT
        articles.article_title,
        articles.outlet,
        articles.article_key,
        articles.source_location
    FROM report.articles
    WHERE articles.article_version_id = one.article_version_id
    OFFSET 0  -- noqa: AM09
) AS shown ON TRUE
WHERE
    (
        coalesce(place.name, stated.place) = coalesce(other_place.name, other_stated.place)
        OR coalesce(place.name, stated.place) IS NULL
        OR coalesce(other_place.name, other_stated.place) IS NULL
    )
    -- Without a population or a place in common nothing says that they count the same.
    AND (
        one.population <> ''
        OR coalesce(place.name, stated.place) = coalesce(other_place.name, other_stated.place)
    );

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
