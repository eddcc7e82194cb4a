-- question: Which numbers are planned, dispatched, in training, present or at the front?
-- grain: one measure, status, population and unit
-- key: measure, status, population, unit, is_change
CREATE VIEW report.measure_status_matrix AS
SELECT
    estimates_by_source.measure,
    estimates_by_source.status,
    estimates_by_source.population,
    estimates_by_source.unit,
    estimates_by_source.is_change,
    count(*) AS count_mentions,
    count(DISTINCT estimates_by_source.origin_key) AS count_origins,
    cast(
        min(least(estimates_by_source.low, estimates_by_source.best, estimates_by_source.high)) AS numeric(18, 2)
    ) AS lowest_stated,
    cast(
        max(greatest(estimates_by_source.low, estimates_by_source.best, estimates_by_source.high)) AS numeric(18, 2)
    ) AS highest_stated,
    min(estimates_by_source.as_of_from) AS as_of_from,
    max(estimates_by_source.as_of_to) AS as_of_to
FROM report.estimates_by_source
LEFT JOIN estimate AS whole ON whole.estimate_id = estimates_by_source.part_of_estimate_id
WHERE
    estimates_by_source.kind = 'numeric'
    AND estimates_by_source.measure IS NOT NULL
    AND (
        whole.estimate_id IS NULL
        OR (whole.measure, whole.status) IS DISTINCT FROM (estimates_by_source.measure, estimates_by_source.status)
    )
GROUP BY
    estimates_by_source.measure,
    estimates_by_source.status,
    estimates_by_source.population,
    estimates_by_source.unit,
    estimates_by_source.is_change;

COMMENT ON VIEW report.measure_status_matrix IS 'One row a measure, status, population and unit: how many mentions and origins, and the lowest and highest bound anyone states. Parts of a whole of the same status are left out; nothing is averaged.';
COMMENT ON COLUMN report.measure_status_matrix.measure IS 'What is counted';
COMMENT ON COLUMN report.measure_status_matrix.status IS 'How far along it is; empty where the text does not tell';
COMMENT ON COLUMN report.measure_status_matrix.population IS 'Whose; empty where the text does not tell';
COMMENT ON COLUMN report.measure_status_matrix.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.measure_status_matrix.is_change IS 'True for changes (rose by), which are never mixed with levels';
COMMENT ON COLUMN report.measure_status_matrix.count_mentions IS 'Mentions, repetitions included';
COMMENT ON COLUMN report.measure_status_matrix.count_origins IS 'Distinct origins of these mentions';
COMMENT ON COLUMN report.measure_status_matrix.lowest_stated IS 'Lowest bound or value anyone states';
COMMENT ON COLUMN report.measure_status_matrix.highest_stated IS 'Highest bound or value anyone states';
COMMENT ON COLUMN report.measure_status_matrix.as_of_from IS 'First day that any of them speaks of';
COMMENT ON COLUMN report.measure_status_matrix.as_of_to IS 'Last day that any of them speaks of';
