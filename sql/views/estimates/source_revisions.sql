-- question: How did each source change its figure?
-- grain: one mention of a level, outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.source_revisions AS
SELECT
    origin.name AS origin,
    revision.measure,
    revision.status,
    revision.population,
    revision.unit,
    revision.known_on,
    revision.low,
    revision.best,
    revision.high,
    revision.qualifier,
    revision.previous_known_on,
    revision.previous_low,
    revision.previous_best,
    revision.previous_high,
    revision.difference,
    revision.outlet,
    revision.surface,
    revision.sentence,
    revision.article_title,
    revision.article_key,
    revision.source_location,
    origin.entity_key AS origin_key,
    revision.previous_estimate_id,
    revision.estimate_id
-- Origin by origin: a condition on one reads its mentions only, and a first page the first origins only.
FROM entity AS origin
INNER JOIN LATERAL (  -- noqa: ST05
    WITH dated AS (
        SELECT
            estimates_by_source.measure,
            estimates_by_source.status,
            estimates_by_source.population,
            estimates_by_source.unit,
            coalesce(
                estimates_by_source.said_from, estimates_by_source.said_to,
                estimates_by_source.published_from, estimates_by_source.published_to
            ) AS known_on,
            estimates_by_source.low,
            estimates_by_source.best,
            estimates_by_source.high,
            estimates_by_source.qualifier,
            coalesce(
                estimates_by_source.best, estimates_by_source.stated_value,
                estimates_by_source.low, estimates_by_source.high
            ) AS point,
            estimates_by_source.outlet,
            estimates_by_source.surface,
            estimates_by_source.sentence,
            estimates_by_source.article_title,
            estimates_by_source.article_key,
            estimates_by_source.source_location,
            estimates_by_source.estimate_id
        FROM report.estimates_by_source
        LEFT JOIN estimate AS whole ON whole.estimate_id = estimates_by_source.part_of_estimate_id
        WHERE
            estimates_by_source.origin_key = origin.entity_key
            AND estimates_by_source.kind = 'numeric'
            AND estimates_by_source.polarity = 'asserted'
            AND estimates_by_source.measure IS NOT NULL
            AND (
                whole.estimate_id IS NULL
                OR (whole.measure, whole.status)
                IS DISTINCT FROM (estimates_by_source.measure, estimates_by_source.status)
            )
            AND NOT estimates_by_source.is_change
    ),

    compared AS (
        -- What the series said last on an earlier day, of that day's mentions the one with the highest id: all in one
        -- array, so that one walk finds it. A condition on the measure reaches the window's rows.
        SELECT
            dated.measure,
            dated.status,
            dated.population,
            dated.unit,
            dated.known_on,
            dated.low,
            dated.best,
            dated.high,
            dated.qualifier,
            dated.point,
            dated.outlet,
            dated.surface,
            dated.sentence,
            dated.article_title,
            dated.article_key,
            dated.source_location,
            dated.estimate_id,
            max(
                ARRAY[
                    dated.known_on - cast('2000-01-01' AS date),
                    dated.estimate_id,
                    dated.low,
                    dated.best,
                    dated.high,
                    dated.point
                ]
            ) FILTER (WHERE dated.known_on IS NOT NULL) OVER (
                PARTITION BY
                    dated.measure, dated.status, dated.population, dated.unit,
                    dated.known_on IS NULL
                ORDER BY dated.known_on
                RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '1 day' PRECEDING
            ) AS previous
        FROM dated
    )

    SELECT
        compared.measure,
        compared.status,
        compared.population,
        compared.unit,
        compared.known_on,
        compared.low,
        compared.best,
        compared.high,
        compared.qualifier,
        cast('2000-01-01' AS date) + cast(compared.previous[1] AS integer) AS previous_known_on,
        cast(compared.previous[3] AS numeric(18, 2)) AS previous_low,
        cast(compared.previous[4] AS numeric(18, 2)) AS previous_best,
        cast(compared.previous[5] AS numeric(18, 2)) AS previous_high,
        cast(compared.point - compared.previous[6] AS numeric(18, 2)) AS difference,
        compared.outlet,
        compared.surface,
        compared.sentence,
        compared.article_title,
        compared.article_key,
        compared.source_location,
        cast(compared.previous[2] AS bigint) AS previous_estimate_id,
        compared.estimate_id
    FROM compared
) AS revision ON TRUE
WHERE
    origin.merged_into_entity_id IS NULL
    -- Most entities are no origin of anything, which is told before their mentions are sought.
    AND EXISTS (
        SELECT 1 FROM entity AS member
        WHERE
            coalesce(member.merged_into_entity_id, member.entity_id) = origin.entity_id
            AND (
                (
                    SELECT estimate.estimate_id FROM estimate
                    WHERE estimate.origin_entity_id = member.entity_id
                    LIMIT 1  -- noqa: AM09
                ) IS NOT NULL
                OR member.entity_key IN (
                    SELECT correction.corrected_value FROM correction
                    WHERE correction.field = 'source'
                )
            )
    );

COMMENT ON VIEW report.source_revisions IS 'One row a mention of a level with what the same source said before of the same measure, status, population and unit. A mention without a date has no before.';
COMMENT ON COLUMN report.source_revisions.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.source_revisions.measure IS 'What is counted';
COMMENT ON COLUMN report.source_revisions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.source_revisions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.source_revisions.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.source_revisions.known_on IS 'Day on which it was said, else published; empty when unknown';
COMMENT ON COLUMN report.source_revisions.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.source_revisions.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.source_revisions.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.source_revisions.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.source_revisions.previous_known_on IS 'Day of the sources figure before it';
COMMENT ON COLUMN report.source_revisions.previous_low IS 'Lowest value of that one';
COMMENT ON COLUMN report.source_revisions.previous_best IS 'Best value of that one';
COMMENT ON COLUMN report.source_revisions.previous_high IS 'Highest value of that one';
COMMENT ON COLUMN report.source_revisions.difference IS 'This figure less that one, by best, else the number in the wording';
COMMENT ON COLUMN report.source_revisions.outlet IS 'Who published it here';
COMMENT ON COLUMN report.source_revisions.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.source_revisions.sentence IS 'The sentence around its first character';
COMMENT ON COLUMN report.source_revisions.article_title IS 'Title of the article';
COMMENT ON COLUMN report.source_revisions.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.source_revisions.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.source_revisions.origin_key IS 'Natural key of the origin';
COMMENT ON COLUMN report.source_revisions.previous_estimate_id IS 'Surrogate key of that mention';
COMMENT ON COLUMN report.source_revisions.estimate_id IS 'Surrogate key of the mention';
