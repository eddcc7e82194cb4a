-- question: Which sources contradict each other: how many training sites are used?
-- grain: two claims of different origins whose figures exclude each other
-- key: claim_id, other_claim_id
CREATE VIEW report.contradictions AS
WITH stated AS NOT MATERIALIZED (
    -- Narrow, so that pairs are found before anything is read to show them.
    SELECT
        claim.claim_id,
        claim.measure,
        coalesce(claim.population, '') AS population,
        coalesce(claim.unit, '') AS unit,
        claim.time_kind,
        origin.name AS origin,
        estimate.article_version_id,
        estimate.surface,
        estimate.status,
        coalesce(place.name, estimate.place) AS place,
        coalesce(estimate.said_from, reading.published_from, version.published_from) AS said_from,
        coalesce(estimate.said_to, reading.published_to, version.published_to) AS said_to,
        claim_reference.count_mentions,
        CASE WHEN corrected.has_low THEN corrected.low ELSE estimate.low END AS low,
        CASE WHEN corrected.has_best THEN corrected.best ELSE estimate.best END AS best,
        CASE WHEN corrected.has_high THEN corrected.high ELSE estimate.high END AS high
    FROM claim_reference
    INNER JOIN claim ON claim.claim_id = claim_reference.claim_id
    INNER JOIN entity AS origin ON origin.entity_id = claim.origin_entity_id
    INNER JOIN estimate ON estimate.estimate_id = claim_reference.estimate_id
    LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
    LEFT JOIN entity AS place ON place.entity_id = estimate.place_entity_id
    LEFT JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
    LEFT JOIN extraction AS reading ON reading.extraction_id = estimate.extraction_id
    WHERE
        claim.measure IS NOT NULL
        AND estimate.polarity = 'asserted'
        AND estimate.part_of_ordinal IS NULL
        AND NOT estimate.is_change
),

figure AS NOT MATERIALIZED (
    SELECT
        stated.claim_id,
        stated.measure,
        stated.population,
        stated.unit,
        stated.time_kind,
        stated.origin,
        stated.article_version_id,
        stated.surface,
        stated.status,
        stated.place,
        stated.said_from,
        stated.said_to,
        stated.count_mentions,
        coalesce(stated.low, stated.best, 0) AS range_from,
        CASE
            WHEN stated.low IS NOT NULL AND stated.best IS NULL AND stated.high IS NULL THEN 1e15
            ELSE coalesce(stated.high, stated.best)
        END AS range_to
    FROM stated
)

SELECT
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
    one.count_mentions,
    other.count_mentions AS other_count_mentions,
    shown.article_title,
    other_shown.article_title AS other_article_title,
    shown.source_location,
    other_shown.source_location AS other_source_location,
    one.claim_id,
    other.claim_id AS other_claim_id
FROM figure AS one
-- Fenced off by OFFSET 0: planned by itself, since all joins in one search take a thousand times as long.
INNER JOIN LATERAL (
    SELECT
        figure.claim_id,
        figure.origin,
        figure.article_version_id,
        figure.surface,
        figure.status,
        figure.place,
        figure.said_from,
        figure.said_to,
        figure.count_mentions,
        figure.range_from,
        figure.range_to
    FROM figure
    WHERE
        figure.measure = one.measure
        AND figure.population = one.population
        AND figure.unit = one.unit
        AND figure.time_kind = one.time_kind
        AND figure.claim_id > one.claim_id
    OFFSET 0  -- noqa: AM09
) AS other ON TRUE
-- And these: read for the pairs alone, once they are found.
LEFT JOIN LATERAL (
    SELECT
        articles.article_title,
        articles.source_location
    FROM report.articles
    WHERE articles.article_version_id = one.article_version_id
    OFFSET 0  -- noqa: AM09
) AS shown ON TRUE
LEFT JOIN LATERAL (
    SELECT
        articles.article_title,
        articles.source_location
    FROM report.articles
    WHERE articles.article_version_id = other.article_version_id
    OFFSET 0  -- noqa: AM09
) AS other_shown ON TRUE
WHERE
    other.origin <> one.origin
    AND (one.range_to < other.range_from OR other.range_to < one.range_from)
    AND (one.place = other.place OR one.place IS NULL OR other.place IS NULL)
    -- Without a population or a place in common nothing says that they count the same.
    AND (one.population <> '' OR one.place = other.place)
    AND (one.said_to IS NULL OR other.said_from IS NULL OR other.said_from - one.said_to <= 30)
    AND (other.said_to IS NULL OR one.said_from IS NULL OR one.said_from - other.said_to <= 30);

COMMENT ON VIEW report.contradictions IS 'One row a pair of claims of different origins about the same measure, population, unit and place, said at most 30 days apart, whose ranges do not meet. Neither is averaged away.';
COMMENT ON COLUMN report.contradictions.measure IS 'What is counted';
COMMENT ON COLUMN report.contradictions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.contradictions.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.contradictions.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.contradictions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.contradictions.place IS 'Where, as an entity where known, else as written';
COMMENT ON COLUMN report.contradictions.other_origin IS 'Whose claim the other is';
COMMENT ON COLUMN report.contradictions.other_surface IS 'The other as written';
COMMENT ON COLUMN report.contradictions.other_status IS 'Status of the other';
COMMENT ON COLUMN report.contradictions.other_place IS 'Place of the other';
COMMENT ON COLUMN report.contradictions.is_same_status IS 'True where both speak of the same status';
COMMENT ON COLUMN report.contradictions.count_mentions IS 'Mentions of the claim';
COMMENT ON COLUMN report.contradictions.other_count_mentions IS 'Mentions of the other claim';
COMMENT ON COLUMN report.contradictions.article_title IS 'Title of the article';
COMMENT ON COLUMN report.contradictions.other_article_title IS 'Title of the article that told the other first';
COMMENT ON COLUMN report.contradictions.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.contradictions.other_source_location IS 'File or address of that article';
COMMENT ON COLUMN report.contradictions.claim_id IS 'Lasting id of the claim';
COMMENT ON COLUMN report.contradictions.other_claim_id IS 'Lasting id of the other claim';
