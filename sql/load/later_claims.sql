-- Claims of a load that is too large to resolve in the transaction that publishes it.

-- name: count_rows_left
SELECT count(*) FROM estimate
WHERE
    estimate.batch_id = :batch_id AND estimate.analyst_row_key IS NOT NULL AND estimate.origin_entity_id > :after;

-- name: gather_rows_left
-- What a batch brought, changed or took the place of, of sources that come after the last one whose claims were told.
CREATE TEMPORARY TABLE row_left AS
WITH entered AS (
    SELECT
        estimate.estimate_id,
        estimate.analyst_row_key,
        estimate.row_version,
        estimate.origin_entity_id,
        estimate.article_version_id,
        estimate.number_start
    FROM estimate
    WHERE estimate.batch_id = :batch_id AND estimate.analyst_row_key IS NOT NULL
),

analysts AS (
    SELECT
        entered.estimate_id,
        entered.origin_entity_id,
        entered.article_version_id,
        entered.number_start,
        TRUE AS is_row
    FROM entered
    UNION ALL
    SELECT
        older.estimate_id,
        older.origin_entity_id,
        older.article_version_id,
        older.number_start,
        FALSE AS is_row
    FROM entered
    INNER JOIN estimate AS older
        ON older.analyst_row_key = entered.analyst_row_key AND older.row_version < entered.row_version
    WHERE entered.row_version > 1
),

concerned AS (
    SELECT
        analysts.estimate_id,
        analysts.origin_entity_id,
        analysts.is_row
    FROM analysts
    UNION ALL
    SELECT
        extracted.estimate_id,
        extracted.origin_entity_id,
        FALSE AS is_row
    FROM analysts
    INNER JOIN estimate AS extracted
        ON
            extracted.article_version_id = analysts.article_version_id
            AND extracted.number_start = analysts.number_start
            AND extracted.extraction_id IS NOT NULL
)

SELECT
    concerned.origin_entity_id,
    concerned.estimate_id,
    concerned.is_row
FROM concerned
WHERE concerned.origin_entity_id > :after
ORDER BY concerned.origin_entity_id, concerned.estimate_id;

-- name: index_rows_left
CREATE INDEX ix_row_left_origin_entity_id ON row_left (origin_entity_id);

-- name: analyze_rows_left
ANALYZE row_left;

-- name: forget_rows_left
DROP TABLE IF EXISTS pg_temp.row_left;

-- name: origins_left
SELECT
    row_left.origin_entity_id AS entity_id,
    count(*) AS figures,
    count(*) FILTER (WHERE row_left.is_row) AS entered
FROM row_left
GROUP BY row_left.origin_entity_id
ORDER BY row_left.origin_entity_id;
