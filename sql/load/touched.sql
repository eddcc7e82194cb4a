-- What a publication, a merge or a correction touched: the figures that may be grouped otherwise than before, found
-- through the index on origin, measure and number, so that the cost is that of what was touched, not of all there is.

-- name: forget_touched
DROP TABLE IF EXISTS
pg_temp.corrected, pg_temp.touched, pg_temp.touched_block, pg_temp.teller, pg_temp.touched_number,
pg_temp.touched_estimate, pg_temp.touched_mention, pg_temp.resolved_claim, pg_temp.fresh_reference;

-- name: gather_corrections
-- The corrections in force, read once.
CREATE TEMPORARY TABLE corrected ON COMMIT DROP AS
SELECT
    cast(NULL AS bigint) AS block_id,
    corrections.estimate_id,
    corrections.is_estimate,
    corrections.has_low,
    corrections.low,
    corrections.has_best,
    corrections.best,
    corrections.has_high,
    corrections.high,
    corrections.measure,
    corrections.origin_entity_id,
    corrections.same_claim_as
FROM report.estimate_corrections AS corrections;

-- name: analyze_corrections
ANALYZE corrected;

-- name: create_touched
-- Where a touched figure is told, and its number; without a number the whole block is meant.
CREATE TEMPORARY TABLE touched (
    origin_entity_id bigint, measure text, population text, unit text, time_kind text, number numeric
) ON COMMIT DROP;

-- name: create_undated
CREATE TEMPORARY TABLE IF NOT EXISTS undated (extraction_id bigint, article_version_id bigint) ON COMMIT DROP;

-- name: touched_by_publication
-- now() is the time of the transaction that publishes: these are the readings that it opened or closed, those whose
-- dates follow from a copy's, the rows of analysts that it brought or superseded, and the extracted mentions that stand
-- at the numbers of those. One number of a figure is enough, as figures are gathered with all of theirs.
WITH entered AS (
    SELECT
        estimate.estimate_id,
        estimate.article_version_id,
        estimate.number_start
    FROM batch
    INNER JOIN estimate ON estimate.batch_id = batch.batch_id
    WHERE batch.published_at = now() AND estimate.analyst_row_key IS NOT NULL
),

changed AS (
    SELECT estimate.estimate_id
    FROM extraction
    INNER JOIN estimate ON estimate.extraction_id = extraction.extraction_id
    WHERE extraction.current_from = now() OR extraction.current_to = now()
    UNION
    SELECT estimate.estimate_id
    FROM undated
    INNER JOIN estimate ON estimate.extraction_id = undated.extraction_id
    UNION
    SELECT entered.estimate_id
    FROM entered
    UNION
    SELECT older.estimate_id
    FROM entered
    INNER JOIN estimate AS fresh ON fresh.estimate_id = entered.estimate_id
    INNER JOIN estimate AS older
        ON older.analyst_row_key = fresh.analyst_row_key AND older.superseded_at = now()
    UNION
    SELECT extracted.estimate_id
    FROM entered
    INNER JOIN estimate AS extracted
        ON
            extracted.article_version_id = entered.article_version_id
            AND extracted.number_start = entered.number_start
)

INSERT INTO touched (origin_entity_id, measure, population, unit, time_kind, number)
SELECT DISTINCT
    estimate.origin_entity_id,
    coalesce(corrected.measure, estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind,
    CASE WHEN corrected.estimate_id IS NULL THEN coalesce(estimate.best, estimate.low, estimate.high) END
FROM changed
INNER JOIN estimate ON estimate.estimate_id = changed.estimate_id
LEFT JOIN corrected ON corrected.estimate_id = estimate.estimate_id;

-- name: touched_by_entities
INSERT INTO touched (origin_entity_id, measure, population, unit, time_kind)
SELECT
    estimate.origin_entity_id,
    coalesce(estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM estimate
WHERE estimate.origin_entity_id = any(cast(:entity_ids AS bigint[]))
UNION
SELECT
    estimate.origin_entity_id,
    coalesce(estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM estimate
WHERE estimate.place_entity_id = any(cast(:entity_ids AS bigint[]))
UNION
SELECT
    coalesce(corrected.origin_entity_id, estimate.origin_entity_id),
    coalesce(corrected.measure, estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM corrected
INNER JOIN estimate ON estimate.estimate_id = corrected.estimate_id
WHERE
    estimate.origin_entity_id = any(cast(:entity_ids AS bigint[]))
    OR estimate.place_entity_id = any(cast(:entity_ids AS bigint[]))
    OR corrected.origin_entity_id = any(cast(:entity_ids AS bigint[]));

-- name: touched_by_articles
-- The blocks of their figures as extracted, as corrected now, and as they were when the claims were resolved.
INSERT INTO touched (origin_entity_id, measure, population, unit, time_kind)
SELECT DISTINCT
    unnest(
        ARRAY[
            estimate.origin_entity_id,
            coalesce(corrected.origin_entity_id, estimate.origin_entity_id),
            claim.origin_entity_id
        ]
    ),
    unnest(
        ARRAY[
            coalesce(estimate.measure, ''),
            coalesce(corrected.measure, estimate.measure, ''),
            coalesce(claim.measure, '')
        ]
    ),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM article
INNER JOIN article_version AS version ON version.article_id = article.article_id
INNER JOIN estimate ON estimate.article_version_id = version.article_version_id
LEFT JOIN corrected ON corrected.estimate_id = estimate.estimate_id
LEFT JOIN claim_member ON claim_member.estimate_id = estimate.estimate_id
LEFT JOIN claim ON claim.claim_id = claim_member.claim_id
WHERE article.article_key = any(cast(:article_keys AS text[]));

-- name: touched_by_anything
INSERT INTO touched (origin_entity_id, measure, population, unit, time_kind)
SELECT DISTINCT
    coalesce(corrected.origin_entity_id, estimate.origin_entity_id),
    coalesce(corrected.measure, estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM estimate
LEFT JOIN corrected ON corrected.estimate_id = estimate.estimate_id;

-- name: gather_blocks
-- A block lies under the canonical origin.
CREATE TEMPORARY TABLE touched_block ON COMMIT DROP AS
SELECT
    row_number() OVER () AS block_id,
    coalesce(origin.merged_into_entity_id, origin.entity_id) AS origin_entity_id,
    touched.measure,
    touched.population,
    touched.unit,
    touched.time_kind,
    bool_or(touched.number IS NULL) AS is_whole,
    array_agg(touched.number) AS numbers
FROM touched
INNER JOIN entity AS origin ON origin.entity_id = touched.origin_entity_id
GROUP BY
    coalesce(origin.merged_into_entity_id, origin.entity_id),
    touched.measure,
    touched.population,
    touched.unit,
    touched.time_kind;

-- name: find_corrected
-- Corrected figures lie where the corrections put them.
UPDATE corrected SET block_id = touched_block.block_id
FROM estimate, entity AS origin, touched_block
WHERE
    estimate.estimate_id = corrected.estimate_id
    AND origin.entity_id = coalesce(corrected.origin_entity_id, estimate.origin_entity_id)
    AND touched_block.origin_entity_id = coalesce(origin.merged_into_entity_id, origin.entity_id)
    AND touched_block.measure = coalesce(corrected.measure, estimate.measure, '')
    AND touched_block.population = coalesce(estimate.population, '')
    AND touched_block.unit = coalesce(estimate.unit, '')
    AND touched_block.time_kind = estimate.time_kind;

-- name: widen_corrected
-- Numbers do not bound what such a block's figures have to do with each other: a person may have said that two tell
-- one claim.
UPDATE touched_block SET is_whole = TRUE
FROM corrected
WHERE corrected.block_id = touched_block.block_id;

-- name: gather_tellers
-- Under whose name the figures of a block are stored: the canonical origin and all that are merged into it.
CREATE TEMPORARY TABLE teller ON COMMIT DROP AS
SELECT
    touched_block.block_id,
    touched_block.origin_entity_id,
    touched_block.measure,
    touched_block.population,
    touched_block.unit,
    touched_block.time_kind,
    touched_block.is_whole,
    touched_block.origin_entity_id AS entity_id
FROM touched_block
UNION ALL
SELECT
    touched_block.block_id,
    touched_block.origin_entity_id,
    touched_block.measure,
    touched_block.population,
    touched_block.unit,
    touched_block.time_kind,
    touched_block.is_whole,
    merged.entity_id
FROM touched_block
INNER JOIN entity AS merged ON merged.merged_into_entity_id = touched_block.origin_entity_id;

-- name: analyze_tellers
ANALYZE teller;

-- name: gather_numbers
-- Figures are compared where they share a number; so the numbers that are linked to a touched one, over however many
-- figures that state several, are those of all that can change.
CREATE TEMPORARY TABLE touched_number ON COMMIT DROP AS
WITH RECURSIVE linking AS MATERIALIZED (
    SELECT
        teller.block_id,
        estimate.estimate_id,
        stated.number
    FROM teller
    INNER JOIN estimate
        ON
            estimate.origin_entity_id = teller.entity_id
            AND coalesce(estimate.measure, '') = teller.measure
            AND (
                estimate.kind <> 'numeric'
                OR least(estimate.low, estimate.best, estimate.high, estimate.stated_value)
                < greatest(estimate.low, estimate.best, estimate.high, estimate.stated_value)
            )
    CROSS JOIN unnest(ARRAY[estimate.low, estimate.best, estimate.high, estimate.stated_value]) AS stated (number)
    WHERE
        NOT teller.is_whole
        AND coalesce(estimate.population, '') = teller.population
        AND coalesce(estimate.unit, '') = teller.unit
        AND estimate.time_kind = teller.time_kind
        AND estimate.kind = 'numeric'
        AND stated.number IS NOT NULL
),

reached (block_id, number) AS (
    SELECT
        touched_block.block_id,
        unnest(touched_block.numbers) AS number
    FROM touched_block
    WHERE NOT touched_block.is_whole
    UNION
    SELECT
        other.block_id,
        other.number
    FROM reached
    INNER JOIN linking AS one ON one.block_id = reached.block_id AND one.number = reached.number
    INNER JOIN linking AS other ON other.estimate_id = one.estimate_id
)

SELECT
    reached.block_id,
    reached.number
FROM reached;

-- name: analyze_numbers
ANALYZE touched_number;

-- name: gather_touched
-- Vague figures of a block are read beside the touched ones, for the claims that they are near.
CREATE TEMPORARY TABLE touched_estimate ON COMMIT DROP AS
WITH told AS (
    SELECT
        teller.block_id,
        teller.origin_entity_id,
        teller.measure,
        teller.is_whole,
        estimate.estimate_id,
        estimate.extraction_id,
        estimate.batch_id,
        estimate.superseded_at,
        estimate.article_version_id,
        estimate.number_start,
        estimate.kind,
        estimate.low,
        estimate.best,
        estimate.high,
        estimate.stated_value
    FROM teller
    INNER JOIN estimate
        ON estimate.origin_entity_id = teller.entity_id AND coalesce(estimate.measure, '') = teller.measure
    WHERE
        teller.is_whole
        AND coalesce(estimate.population, '') = teller.population
        AND coalesce(estimate.unit, '') = teller.unit
        AND estimate.time_kind = teller.time_kind
    UNION ALL
    SELECT
        teller.block_id,
        teller.origin_entity_id,
        teller.measure,
        teller.is_whole,
        estimate.estimate_id,
        estimate.extraction_id,
        estimate.batch_id,
        estimate.superseded_at,
        estimate.article_version_id,
        estimate.number_start,
        estimate.kind,
        estimate.low,
        estimate.best,
        estimate.high,
        estimate.stated_value
    FROM teller
    INNER JOIN touched_number ON touched_number.block_id = teller.block_id
    INNER JOIN estimate
        ON
            estimate.origin_entity_id = teller.entity_id
            AND coalesce(estimate.measure, '') = teller.measure
            AND coalesce(estimate.best, estimate.low, estimate.high) = touched_number.number
    WHERE
        estimate.kind = 'numeric'
        AND coalesce(estimate.population, '') = teller.population
        AND coalesce(estimate.unit, '') = teller.unit
        AND estimate.time_kind = teller.time_kind
    UNION ALL
    SELECT
        teller.block_id,
        teller.origin_entity_id,
        teller.measure,
        teller.is_whole,
        estimate.estimate_id,
        estimate.extraction_id,
        estimate.batch_id,
        estimate.superseded_at,
        estimate.article_version_id,
        estimate.number_start,
        estimate.kind,
        estimate.low,
        estimate.best,
        estimate.high,
        estimate.stated_value
    FROM teller
    INNER JOIN estimate
        ON
            estimate.origin_entity_id = teller.entity_id
            AND coalesce(estimate.measure, '') = teller.measure
            AND (
                estimate.kind <> 'numeric'
                OR least(estimate.low, estimate.best, estimate.high, estimate.stated_value)
                < greatest(estimate.low, estimate.best, estimate.high, estimate.stated_value)
            )
    WHERE
        NOT teller.is_whole
        AND estimate.kind <> 'numeric'
        AND coalesce(estimate.population, '') = teller.population
        AND coalesce(estimate.unit, '') = teller.unit
        AND estimate.time_kind = teller.time_kind
),

placed AS (
    SELECT
        told.block_id,
        told.origin_entity_id,
        told.measure,
        told.is_whole,
        told.estimate_id,
        told.extraction_id,
        told.batch_id,
        told.superseded_at,
        told.article_version_id,
        told.number_start,
        told.kind,
        told.low,
        told.best,
        told.high,
        told.stated_value
    FROM told
    WHERE
        NOT EXISTS (
            SELECT 1 FROM corrected
            WHERE corrected.estimate_id = told.estimate_id
        )
    UNION ALL
    SELECT
        corrected.block_id,
        touched_block.origin_entity_id,
        touched_block.measure,
        touched_block.is_whole,
        estimate.estimate_id,
        estimate.extraction_id,
        estimate.batch_id,
        estimate.superseded_at,
        estimate.article_version_id,
        estimate.number_start,
        estimate.kind,
        CASE WHEN corrected.has_low THEN corrected.low ELSE estimate.low END AS low,
        CASE WHEN corrected.has_best THEN corrected.best ELSE estimate.best END AS best,
        CASE WHEN corrected.has_high THEN corrected.high ELSE estimate.high END AS high,
        CASE
            WHEN corrected.has_low OR corrected.has_best OR corrected.has_high THEN NULL ELSE estimate.stated_value
        END AS stated_value
    FROM corrected
    INNER JOIN touched_block ON touched_block.block_id = corrected.block_id
    INNER JOIN estimate ON estimate.estimate_id = corrected.estimate_id
)

SELECT
    placed.estimate_id,
    placed.block_id,
    placed.origin_entity_id,
    nullif(placed.measure, '') AS measure,
    placed.low,
    placed.best,
    placed.high,
    placed.stated_value,
    corrected.same_claim_as,
    placed.kind <> 'numeric' AND NOT placed.is_whole AS is_only_near,
    CASE
        WHEN placed.extraction_id IS NULL THEN placed.superseded_at IS NULL AND batch.state = 'published'
        ELSE
            extraction.current_from IS NOT NULL
            AND extraction.current_to IS NULL
            -- An analyst's row and an extracted one at the same number are one mention, and the analyst's wins.
            AND NOT EXISTS (
                SELECT 1 FROM estimate AS entered
                INNER JOIN batch AS entering
                    ON entering.batch_id = entered.batch_id AND entering.state = 'published'
                WHERE
                    entered.article_version_id = placed.article_version_id
                    AND entered.number_start = placed.number_start
                    AND entered.analyst_row_key IS NOT NULL
                    AND entered.superseded_at IS NULL
            )
    END
    AND coalesce(corrected.is_estimate, TRUE) AS is_current
FROM placed
INNER JOIN batch ON batch.batch_id = placed.batch_id
LEFT JOIN extraction ON extraction.extraction_id = placed.extraction_id
LEFT JOIN corrected ON corrected.estimate_id = placed.estimate_id;

-- name: analyze_touched
ANALYZE touched_estimate;
