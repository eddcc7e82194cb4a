-- What a publication, a merge or a correction touched: the figures that may be grouped otherwise than before, found
-- through the index on origin, measure and number, so that the cost is that of what was touched, not of all there is.

-- name: forget_touched
DROP TABLE IF EXISTS
pg_temp.corrected, pg_temp.changed, pg_temp.touched, pg_temp.touched_block, pg_temp.teller, pg_temp.touched_number,
pg_temp.touched_estimate, pg_temp.touched_mention, pg_temp.resolved_claim, pg_temp.resolved_member,
pg_temp.fresh_reference;

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
-- Where a touched figure is told, and its number; without a number the whole block is meant, without the figure that
-- changed all days.
CREATE TEMPORARY TABLE touched (
    origin_entity_id bigint,
    measure text,
    population text,
    unit text,
    time_kind text,
    number numeric,
    estimate_id bigint
) ON COMMIT DROP;

-- name: create_changed
-- Figures that came, went or were dated anew.
CREATE TEMPORARY TABLE changed (estimate_id bigint, is_redated boolean) ON COMMIT DROP;

-- name: create_undated
CREATE TEMPORARY TABLE IF NOT EXISTS undated (extraction_id bigint, article_version_id bigint) ON COMMIT DROP;

-- name: changed_by_publication
-- now() is the time of the transaction that publishes: these are the readings that it opened or closed, those whose
-- dates follow from a copy's, the rows of analysts that it brought or superseded, and the extracted mentions that stand
-- at the numbers of those.
INSERT INTO changed (estimate_id, is_redated)
WITH entered AS (
    SELECT
        estimate.estimate_id,
        estimate.article_version_id,
        estimate.number_start,
        estimate.analyst_row_key
    FROM estimate
    WHERE
        estimate.batch_id = any(
            array(
                SELECT batch.batch_id FROM batch
                WHERE batch.published_at = now()
            )
        )
        AND estimate.analyst_row_key IS NOT NULL
),

analysts AS (
    SELECT
        entered.estimate_id,
        entered.article_version_id,
        entered.number_start
    FROM entered
    UNION ALL
    SELECT
        older.estimate_id,
        older.article_version_id,
        older.number_start
    FROM estimate AS older
    WHERE
        older.analyst_row_key = any(array(SELECT entered.analyst_row_key FROM entered))
        AND older.superseded_at = now()
),

found AS (
    SELECT
        estimate.estimate_id,
        FALSE AS is_redated
    FROM extraction
    INNER JOIN estimate ON estimate.extraction_id = extraction.extraction_id
    WHERE extraction.current_from = now() OR extraction.current_to = now()
    UNION ALL
    SELECT
        estimate.estimate_id,
        TRUE AS is_redated
    FROM undated
    INNER JOIN estimate ON estimate.extraction_id = undated.extraction_id
    UNION ALL
    SELECT
        analysts.estimate_id,
        FALSE AS is_redated
    FROM analysts
    UNION ALL
    SELECT
        extracted.estimate_id,
        FALSE AS is_redated
    FROM analysts
    INNER JOIN estimate AS extracted
        ON
            extracted.article_version_id = analysts.article_version_id
            AND extracted.number_start = analysts.number_start
)

SELECT
    found.estimate_id,
    bool_or(found.is_redated)
FROM found
GROUP BY found.estimate_id;

-- name: changed_by_rows
INSERT INTO changed (estimate_id, is_redated)
SELECT DISTINCT
    row_left.estimate_id,
    FALSE
FROM row_left
WHERE row_left.origin_entity_id = any(cast(:entity_ids AS bigint[]));

-- name: touched_by_changes
-- One number of a figure is enough, as figures are gathered with all of theirs.
INSERT INTO touched (origin_entity_id, measure, population, unit, time_kind, number, estimate_id)
SELECT
    coalesce(corrected.origin_entity_id, estimate.origin_entity_id),
    coalesce(corrected.measure, estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind,
    CASE WHEN corrected.estimate_id IS NULL THEN coalesce(estimate.best, estimate.low, estimate.high) END,
    CASE WHEN NOT changed.is_redated THEN changed.estimate_id END
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

-- name: analyze_changed
ANALYZE changed, touched;

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
    bool_or(touched.estimate_id IS NULL) AS is_any_day,
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
    touched_block.measure,
    touched_block.population,
    touched_block.unit,
    touched_block.time_kind,
    touched_block.is_whole,
    named.entity_id
FROM touched_block
INNER JOIN LATERAL (
    SELECT touched_block.origin_entity_id AS entity_id
    UNION ALL
    SELECT merged.entity_id FROM entity AS merged
    WHERE merged.merged_into_entity_id = touched_block.origin_entity_id
) AS named ON TRUE;

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
    FROM (
        SELECT DISTINCT
            one.entity_id,
            one.measure
        FROM teller AS one
        WHERE NOT one.is_whole
    ) AS told
    INNER JOIN estimate
        ON
            estimate.origin_entity_id = told.entity_id
            AND coalesce(estimate.measure, '') = told.measure
            AND least(estimate.low, estimate.best, estimate.high, estimate.stated_value)
            < greatest(estimate.low, estimate.best, estimate.high, estimate.stated_value)
    INNER JOIN teller
        ON
            teller.entity_id = estimate.origin_entity_id
            AND teller.measure = coalesce(estimate.measure, '')
            AND teller.population = coalesce(estimate.population, '')
            AND teller.unit = coalesce(estimate.unit, '')
            AND teller.time_kind = estimate.time_kind
    CROSS JOIN unnest(ARRAY[estimate.low, estimate.best, estimate.high, estimate.stated_value]) AS stated (number)
    WHERE
        NOT teller.is_whole
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
-- Mentions that were said further apart than those of one claim can be have nothing to do with each other, unless
-- others were said between: of the figures with a touched number only those are looked at that such a chain of days
-- leads to.
-- Vague figures of a block are read beside them, for the claims that they are near.
CREATE TEMPORARY TABLE touched_estimate ON COMMIT DROP AS
WITH found AS (
    -- Each is looked up once, however many blocks of a source have its measure or its number in common.
    SELECT estimate.estimate_id
    FROM (
        SELECT DISTINCT
            teller.entity_id,
            teller.measure
        FROM teller
        WHERE teller.is_whole
    ) AS whole
    INNER JOIN estimate
        ON estimate.origin_entity_id = whole.entity_id AND coalesce(estimate.measure, '') = whole.measure
    UNION
    SELECT estimate.estimate_id
    FROM (
        SELECT DISTINCT
            teller.entity_id,
            teller.measure,
            touched_number.number
        FROM teller
        INNER JOIN touched_number ON touched_number.block_id = teller.block_id
    ) AS numbered
    INNER JOIN estimate
        ON
            estimate.origin_entity_id = numbered.entity_id
            AND coalesce(estimate.measure, '') = numbered.measure
            AND coalesce(estimate.best, estimate.low, estimate.high) = numbered.number
    UNION
    SELECT estimate.estimate_id
    FROM (
        SELECT DISTINCT
            teller.entity_id,
            teller.measure
        FROM teller
        WHERE NOT teller.is_whole
    ) AS near
    INNER JOIN estimate
        ON
            estimate.origin_entity_id = near.entity_id
            AND coalesce(estimate.measure, '') = near.measure
            AND estimate.kind <> 'numeric'
    UNION
    SELECT corrected.estimate_id
    FROM corrected
    WHERE corrected.block_id IS NOT NULL
),

dated AS (
    SELECT
        touched_block.block_id,
        estimate.estimate_id,
        NOT touched_block.is_whole AND estimate.kind <> 'numeric' AS is_only_near,
        estimate.kind <> 'numeric'
        OR touched_block.is_whole
        OR touched_block.is_any_day
        OR estimate.estimate_id IN (SELECT changed.estimate_id FROM changed) AS is_touched,
        coalesce(
            estimate.said_from,
            CASE WHEN estimate.attribution = 'narrator' THEN extraction.published_from END,
            '-infinity'
        ) AS said_from,
        coalesce(estimate.said_to, extraction.published_to, 'infinity') AS said_to
    FROM found
    INNER JOIN estimate ON estimate.estimate_id = found.estimate_id
    LEFT JOIN corrected ON corrected.estimate_id = estimate.estimate_id
    LEFT JOIN teller
        ON
            teller.entity_id = estimate.origin_entity_id
            AND teller.measure = coalesce(estimate.measure, '')
            AND teller.population = coalesce(estimate.population, '')
            AND teller.unit = coalesce(estimate.unit, '')
            AND teller.time_kind = estimate.time_kind
    INNER JOIN touched_block
        ON
            touched_block.block_id
            = CASE WHEN corrected.estimate_id IS NULL THEN teller.block_id ELSE corrected.block_id END
    LEFT JOIN touched_number
        ON
            touched_number.block_id = touched_block.block_id
            AND touched_number.number = coalesce(estimate.best, estimate.low, estimate.high)
    LEFT JOIN extraction
        ON
            extraction.extraction_id
            = CASE WHEN estimate.said_from IS NULL OR estimate.said_to IS NULL THEN estimate.extraction_id END
    WHERE touched_block.is_whole OR touched_number.number IS NOT NULL OR estimate.kind <> 'numeric'
),

ordered AS (
    SELECT
        dated.block_id,
        dated.estimate_id,
        dated.is_only_near,
        dated.is_touched,
        dated.said_from,
        dated.said_from > cast(:said_days AS integer) + max(dated.said_to) OVER (
            PARTITION BY dated.block_id, dated.is_only_near
            ORDER BY dated.said_from, dated.estimate_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS is_apart
    FROM dated
),

chained AS (
    SELECT
        ordered.block_id,
        ordered.estimate_id,
        ordered.is_only_near,
        ordered.is_touched,
        count(*) FILTER (WHERE ordered.is_apart) OVER (
            PARTITION BY ordered.block_id, ordered.is_only_near
            ORDER BY ordered.said_from, ordered.estimate_id
        ) AS chain
    FROM ordered
),

reached AS (
    SELECT
        chained.block_id,
        chained.estimate_id,
        chained.is_only_near,
        bool_or(chained.is_touched) OVER (
            PARTITION BY chained.block_id, chained.is_only_near, chained.chain
        ) AS is_touched
    FROM chained
)

SELECT
    reached.block_id,
    reached.estimate_id,
    reached.is_only_near
FROM reached
WHERE reached.is_touched;

-- name: analyze_touched
ANALYZE touched_estimate;

-- name: read_touched
SELECT
    touched_estimate.estimate_id,
    touched_estimate.is_only_near
FROM touched_estimate
ORDER BY touched_estimate.estimate_id;

-- name: is_anything_touched
SELECT to_regclass('pg_temp.touched_estimate') IS NOT NULL;
