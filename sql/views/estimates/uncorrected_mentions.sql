-- question: Which mentions that nobody corrected count, and under what?
-- grain: one mention outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.uncorrected_mentions AS
SELECT
    estimate.measure,
    estimate.status,
    estimate.population,
    estimate.unit,
    estimate.kind,
    estimate.polarity,
    estimate.attribution,
    estimate.is_change,
    -- A part of a whole of another status stands for itself: 1,500 sent, of 10,000 planned.
    (
        estimate.part_of_ordinal IS NOT NULL
        AND coalesce((
            SELECT TRUE FROM estimate AS whole
            WHERE
                whole.extraction_id = estimate.extraction_id
                AND whole.ordinal = estimate.part_of_ordinal
                AND coalesce(whole.measure, '') = coalesce(estimate.measure, '')
                AND coalesce(whole.status, '') = coalesce(estimate.status, '')
        ), FALSE)
    ) AS is_part,
    CASE WHEN estimate.part_of_ordinal IS NOT NULL THEN (
        SELECT whole.estimate_id FROM estimate AS whole
        WHERE whole.extraction_id = estimate.extraction_id AND whole.ordinal = estimate.part_of_ordinal
    ) END AS part_of_estimate_id,
    estimate.time_kind,
    estimate.place_entity_id,
    cast(estimate.low AS numeric(18, 2)) AS low,
    cast(estimate.best AS numeric(18, 2)) AS best,
    cast(estimate.high AS numeric(18, 2)) AS high,
    estimate.as_of_from,
    estimate.as_of_to,
    estimate.said_from,
    estimate.said_to,
    coalesce(reading.published_from, version.published_from) AS published_from,
    coalesce(reading.published_to, version.published_to) AS published_to,
    member.claim_id,
    coalesce(origin.merged_into_entity_id, origin.entity_id) AS origin_entity_id,
    coalesce(outlet.merged_into_entity_id, outlet.entity_id) AS outlet_entity_id,
    version.article_version_id,
    estimate.estimate_id
FROM estimate
LEFT JOIN article_version AS version
    ON
        version.article_version_id = estimate.article_version_id
        AND version.current_from IS NOT NULL
        AND version.current_to IS NULL
LEFT JOIN extraction AS reading
    ON
        reading.article_version_id = version.article_version_id
        AND reading.current_from IS NOT NULL
        AND reading.current_to IS NULL
LEFT JOIN entity AS outlet ON outlet.entity_id = coalesce(version.outlet_entity_id, reading.outlet_entity_id)
INNER JOIN entity AS origin ON origin.entity_id = estimate.origin_entity_id
LEFT JOIN claim_member AS member ON member.estimate_id = estimate.estimate_id
WHERE
    estimate.superseded_at IS NULL
    -- Of a current reading, or entered by a person in a load whose claims have been told.
    AND CASE
        WHEN estimate.extraction_id IS NOT NULL THEN reading.extraction_id = estimate.extraction_id
        ELSE estimate.batch_id IN (
            SELECT batch.batch_id FROM batch
            WHERE batch.state = 'published' AND coalesce(batch.watermark, '') NOT LIKE 'claims after %'
        )
    END
    AND NOT EXISTS (
        SELECT 1 FROM corrected_estimates() AS corrected
        WHERE corrected.estimate_id = estimate.estimate_id
    )
    AND NOT EXISTS (
        SELECT 1 FROM passage
        WHERE passage.passage_id = estimate.passage_id AND passage.is_aside
    )
    -- An analyst's row at the same number stands in the place of an extracted one.
    AND NOT EXISTS (
        SELECT 1 FROM estimate AS entered
        INNER JOIN batch
            ON
                batch.batch_id = entered.batch_id
                AND batch.state = 'published'
                AND coalesce(batch.watermark, '') NOT LIKE 'claims after %'
        WHERE
            entered.article_version_id = estimate.article_version_id
            AND entered.number_start = estimate.number_start
            AND entered.analyst_row_key IS NOT NULL
            AND entered.superseded_at IS NULL
            AND estimate.extraction_id IS NOT NULL
    );

COMMENT ON VIEW report.uncorrected_mentions IS 'One row a mention that counts and that nobody corrected. Without names, so that it is planned with whatever asks for some of it.';
COMMENT ON COLUMN report.uncorrected_mentions.measure IS 'What is counted';
COMMENT ON COLUMN report.uncorrected_mentions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.uncorrected_mentions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.uncorrected_mentions.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.uncorrected_mentions.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.uncorrected_mentions.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.uncorrected_mentions.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.uncorrected_mentions.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.uncorrected_mentions.is_part IS 'True for a part of a figure of the same measure and status: counted with the whole, it would count twice';
COMMENT ON COLUMN report.uncorrected_mentions.part_of_estimate_id IS 'The mention of the whole that this is a part of, whatever its status';
COMMENT ON COLUMN report.uncorrected_mentions.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.uncorrected_mentions.place_entity_id IS 'Surrogate key of the place';
COMMENT ON COLUMN report.uncorrected_mentions.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.uncorrected_mentions.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.uncorrected_mentions.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.uncorrected_mentions.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.uncorrected_mentions.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.uncorrected_mentions.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.uncorrected_mentions.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.uncorrected_mentions.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.uncorrected_mentions.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.uncorrected_mentions.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.uncorrected_mentions.origin_entity_id IS 'Surrogate key of the origin, merges followed';
COMMENT ON COLUMN report.uncorrected_mentions.outlet_entity_id IS 'Surrogate key of the outlet, merges followed';
COMMENT ON COLUMN report.uncorrected_mentions.article_version_id IS 'Surrogate key of the article''s current version; empty where it stands in none';
COMMENT ON COLUMN report.uncorrected_mentions.estimate_id IS 'Surrogate key of the mention';
