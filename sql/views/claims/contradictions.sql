-- question: Which sources contradict each other: how many training sites are used?
-- grain: two claims of different origins whose figures exclude each other
-- key: claim_id, other_claim_id
CREATE VIEW report.contradictions AS
WITH figure AS MATERIALIZED (
    SELECT
        first_reported.claim_id,
        first_reported.origin,
        first_reported.measure,
        coalesce(first_reported.population, '') AS population,
        coalesce(evidence.unit, '') AS unit,
        evidence.time_kind,
        first_reported.surface,
        first_reported.status,
        coalesce(evidence.place_name, evidence.place) AS place,
        coalesce(evidence.said_from, evidence.published_from) AS said_from,
        coalesce(evidence.said_to, evidence.published_to) AS said_to,
        first_reported.count_mentions,
        first_reported.article_title,
        first_reported.source_location,
        coalesce(evidence.low, evidence.best, 0) AS range_from,
        CASE
            WHEN evidence.low IS NOT NULL AND evidence.best IS NULL AND evidence.high IS NULL THEN 1e15
            ELSE coalesce(evidence.high, evidence.best)
        END AS range_to
    FROM report.first_reported
    INNER JOIN report.evidence ON evidence.estimate_id = first_reported.estimate_id
    WHERE
        evidence.measure IS NOT NULL
        AND evidence.polarity = 'asserted'
        AND evidence.part_of_estimate_id IS NULL
        AND NOT evidence.is_change
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
    one.article_title,
    other.article_title AS other_article_title,
    one.source_location,
    other.source_location AS other_source_location,
    one.claim_id,
    other.claim_id AS other_claim_id
FROM figure AS one
INNER JOIN figure AS other
    ON
        other.measure = one.measure
        AND other.population = one.population
        AND other.unit = one.unit
        AND other.time_kind = one.time_kind
        AND other.claim_id > one.claim_id
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
