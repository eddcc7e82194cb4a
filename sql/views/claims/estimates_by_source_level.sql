-- question: Which figures come from which person, agency, state or bloc, at the date of the claim?
-- grain: one mention and one level that its origin rolls up to
-- key: estimate_id, level_key
CREATE VIEW report.estimates_by_source_level AS
SELECT
    held.level,
    held.level_name,
    evidence.origin,
    evidence.measure,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.qualifier,
    evidence.status,
    evidence.population,
    evidence.place,
    evidence.unit,
    evidence.polarity,
    evidence.outlet,
    evidence.surface,
    evidence.said_from,
    evidence.said_to,
    evidence.part_of_estimate_id IS NOT NULL AS is_part,
    evidence.claim_id,
    evidence.article_title,
    evidence.article_key,
    evidence.source_location,
    held.level_key,
    evidence.estimate_id
-- Origin by origin: what one belongs to is found once, and a condition on it reads its mentions only.
FROM entity AS origin
INNER JOIN LATERAL (
    SELECT
        one_level.level,
        one_level.level_name,
        one_level.level_key,
        array_agg(one_level.valid_from) AS valid_from,
        array_agg(one_level.valid_to) AS valid_to
    FROM entity_levels(origin.entity_id) AS one_level
    GROUP BY one_level.level_key, one_level.level, one_level.level_name
) AS held ON TRUE
INNER JOIN report.evidence ON evidence.origin_key = origin.entity_key
WHERE
    origin.merged_into_entity_id IS NULL
    AND evidence.kind = 'numeric'
    AND NOT evidence.is_aside
    -- One row, however many of the times at which it belongs there are the time of the claim.
    AND EXISTS (
        SELECT 1 FROM unnest(held.valid_from, held.valid_to) AS days (valid_from, valid_to)
        WHERE
            (
                days.valid_from IS NULL
                OR coalesce(evidence.said_to, evidence.published_to) IS NULL
                OR days.valid_from <= coalesce(evidence.said_to, evidence.published_to)
            )
            AND (
                days.valid_to IS NULL
                OR coalesce(evidence.said_from, evidence.said_to, evidence.published_from) <= days.valid_to
            )
    );

COMMENT ON VIEW report.estimates_by_source_level IS 'One row a mention and a level its origin rolls up to at the date of the claim: itself, its agency, state and blocs. Filter one level before counting.';
COMMENT ON COLUMN report.estimates_by_source_level.level IS 'person, agency, state, bloc, outlet or other';
COMMENT ON COLUMN report.estimates_by_source_level.level_name IS 'What the origin belongs to, or itself';
COMMENT ON COLUMN report.estimates_by_source_level.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.estimates_by_source_level.measure IS 'What is counted';
COMMENT ON COLUMN report.estimates_by_source_level.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.estimates_by_source_level.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.estimates_by_source_level.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.estimates_by_source_level.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.estimates_by_source_level.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.estimates_by_source_level.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.estimates_by_source_level.place IS 'Where, as written';
COMMENT ON COLUMN report.estimates_by_source_level.unit IS 'Unit of the number';
COMMENT ON COLUMN report.estimates_by_source_level.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.estimates_by_source_level.outlet IS 'Who published it here';
COMMENT ON COLUMN report.estimates_by_source_level.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.estimates_by_source_level.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.estimates_by_source_level.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.estimates_by_source_level.is_part IS 'True for a part of another mention: never add the two';
COMMENT ON COLUMN report.estimates_by_source_level.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.estimates_by_source_level.article_title IS 'Title of the article';
COMMENT ON COLUMN report.estimates_by_source_level.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.estimates_by_source_level.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.estimates_by_source_level.level_key IS 'Natural key of the level''s entity';
COMMENT ON COLUMN report.estimates_by_source_level.estimate_id IS 'Surrogate key of the mention';
