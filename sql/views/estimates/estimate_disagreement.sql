-- question: How far apart are the figures of anything, per measure and status?
-- grain: one measure, status, population and unit
-- key: measure, status, population, unit
CREATE VIEW report.estimate_disagreement AS
SELECT
    estimate.measure,
    estimate.status,
    estimate.population,
    estimate.unit,
    count(*) AS count_mentions,
    count(DISTINCT coalesce(cast(estimate.claim_id AS text), 'mention ' || estimate.estimate_id)) AS count_claims,
    count(DISTINCT estimate.origin_key) FILTER (WHERE estimate.origin <> 'unknown outlet') AS count_origins,
    count(DISTINCT estimate.outlet) AS count_outlets,
    cast(min(least(estimate.low, estimate.best, estimate.high)) AS numeric(18, 2)) AS lowest_stated,
    cast(max(greatest(estimate.low, estimate.best, estimate.high)) AS numeric(18, 2)) AS highest_stated,
    cast(
        max(greatest(estimate.low, estimate.best, estimate.high))
        / nullif(min(least(estimate.low, estimate.best, estimate.high)), 0) AS numeric(18, 2)
    ) AS ratio,
    string_agg(DISTINCT estimate.origin, ', ' ORDER BY estimate.origin) AS origins,
    min(estimate.as_of_from) AS as_of_from,
    max(estimate.as_of_to) AS as_of_to
FROM report.evidence AS estimate
LEFT JOIN estimate AS whole ON whole.estimate_id = estimate.part_of_estimate_id
WHERE
    estimate.kind = 'numeric'
    AND estimate.measure IS NOT NULL
    AND (
        whole.estimate_id IS NULL
        OR (whole.measure, whole.status) IS DISTINCT FROM (estimate.measure, estimate.status)
    )
    AND NOT estimate.is_change
    AND estimate.polarity = 'asserted'
    AND NOT estimate.is_aside
GROUP BY estimate.measure, estimate.status, estimate.population, estimate.unit;

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
