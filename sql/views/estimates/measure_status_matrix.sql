-- question: Which numbers are planned, dispatched, in training, present or at the front?
-- grain: one measure, status, population and unit
-- key: measure, status, population, unit, is_change
CREATE VIEW report.measure_status_matrix AS
WITH gathered AS (
    SELECT
        figure.measure,
        figure.status,
        figure.population,
        figure.unit,
        figure.is_change,
        count(*) AS count_mentions,
        array_agg(figure.origin_entity_id) AS origin_ids,
        min(least(figure.low, figure.best, figure.high)) AS lowest_stated,
        max(greatest(figure.low, figure.best, figure.high)) AS highest_stated,
        min(figure.as_of_from) AS as_of_from,
        max(figure.as_of_to) AS as_of_to
    FROM counted_mention AS figure
    WHERE figure.kind = 'numeric' AND figure.measure IS NOT NULL AND NOT figure.is_part
    GROUP BY figure.measure, figure.status, figure.population, figure.unit, figure.is_change
)

SELECT
    gathered.measure,
    gathered.status,
    gathered.population,
    gathered.unit,
    gathered.is_change,
    gathered.count_mentions,
    (
        SELECT count(DISTINCT told.entity_id) FROM unnest(gathered.origin_ids) AS told (entity_id)
    ) AS count_origins,
    cast(gathered.lowest_stated AS numeric(18, 2)) AS lowest_stated,
    cast(gathered.highest_stated AS numeric(18, 2)) AS highest_stated,
    gathered.as_of_from,
    gathered.as_of_to
FROM gathered;

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
