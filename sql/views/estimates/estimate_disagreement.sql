-- question: How far apart are the figures of anything, per measure and status?
-- grain: one measure, status, population and unit
-- key: measure, status, population, unit
CREATE VIEW report.estimate_disagreement AS
WITH unnamed_outlet AS MATERIALIZED (
    SELECT entity.entity_id FROM entity
    WHERE entity.name = 'unknown outlet'
),

gathered AS (
    -- Keys first and names after: each group's keys in arrays, since a million rows are sorted slower than hashed.
    SELECT
        figure.measure,
        figure.status,
        figure.population,
        figure.unit,
        count(*) AS count_mentions,
        count(*) FILTER (WHERE figure.claim_id IS NULL) AS count_undecided,
        array_agg(figure.claim_id) AS claim_ids,
        array_agg(figure.origin_entity_id) AS origin_ids,
        -- Outlets that nobody can name are one together.
        array_agg(CASE
            WHEN figure.outlet_entity_id IN (SELECT unnamed_outlet.entity_id FROM unnamed_outlet) THEN 0
            ELSE figure.outlet_entity_id
        END) AS outlet_ids,
        min(least(figure.low, figure.best, figure.high)) AS lowest_stated,
        max(greatest(figure.low, figure.best, figure.high)) AS highest_stated,
        min(figure.as_of_from) AS as_of_from,
        max(figure.as_of_to) AS as_of_to
    FROM counted_mention AS figure
    WHERE
        figure.kind = 'numeric'
        AND figure.measure IS NOT NULL
        AND NOT figure.is_part
        AND NOT figure.is_change
        AND figure.polarity = 'asserted'
    GROUP BY figure.measure, figure.status, figure.population, figure.unit
)

SELECT
    gathered.measure,
    gathered.status,
    gathered.population,
    gathered.unit,
    gathered.count_mentions,
    gathered.count_undecided + (
        SELECT count(DISTINCT told.claim_id) FROM unnest(gathered.claim_ids) AS told (claim_id)
    ) AS count_claims,
    source.count_origins,
    (
        SELECT count(DISTINCT told.entity_id) FROM unnest(gathered.outlet_ids) AS told (entity_id)
    ) AS count_outlets,
    cast(gathered.lowest_stated AS numeric(18, 2)) AS lowest_stated,
    cast(gathered.highest_stated AS numeric(18, 2)) AS highest_stated,
    cast(gathered.highest_stated / nullif(gathered.lowest_stated, 0) AS numeric(18, 2)) AS ratio,
    source.origins,
    gathered.as_of_from,
    gathered.as_of_to
FROM gathered
CROSS JOIN LATERAL (  -- noqa: ST05
    SELECT
        count(*) FILTER (WHERE origin.name <> 'unknown outlet') AS count_origins,
        string_agg(DISTINCT origin.name, ', ' ORDER BY origin.name) AS origins
    FROM entity AS origin
    WHERE origin.entity_id IN (SELECT told.entity_id FROM unnest(gathered.origin_ids) AS told (entity_id))
) AS source;

COMMENT ON VIEW report.estimate_disagreement IS 'One row a measure, status, population and unit: how many mentions, claims and origins, and how far apart. Parts of a whole of the same status, changes, denials and hypotheses are left out; nothing is averaged.';
COMMENT ON COLUMN report.estimate_disagreement.measure IS 'What is counted';
COMMENT ON COLUMN report.estimate_disagreement.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.estimate_disagreement.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.estimate_disagreement.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.estimate_disagreement.count_mentions IS 'Mentions, the same claim told twice counted twice';
COMMENT ON COLUMN report.estimate_disagreement.count_claims IS 'Distinct claims; a mention that was not compared with others counts as one';
COMMENT ON COLUMN report.estimate_disagreement.count_origins IS 'Distinct origins: whose claims they are; outlets that nobody can name are not counted';
COMMENT ON COLUMN report.estimate_disagreement.count_outlets IS 'Distinct outlets that print it';
COMMENT ON COLUMN report.estimate_disagreement.lowest_stated IS 'Lowest bound anyone states';
COMMENT ON COLUMN report.estimate_disagreement.highest_stated IS 'Highest bound anyone states';
COMMENT ON COLUMN report.estimate_disagreement.ratio IS 'Highest divided by lowest; 1 where all agree';
COMMENT ON COLUMN report.estimate_disagreement.origins IS 'Whose, comma separated';
COMMENT ON COLUMN report.estimate_disagreement.as_of_from IS 'First day that any of them speaks of';
COMMENT ON COLUMN report.estimate_disagreement.as_of_to IS 'Last day that any of them speaks of';
