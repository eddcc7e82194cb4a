-- name: create_met
-- The bad rows of the file that is being read, over all its chunks.
CREATE TEMPORARY TABLE IF NOT EXISTS met_reject (record_sha256 text);

-- name: forget_met
DROP TABLE IF EXISTS pg_temp.met_reject;

-- name: remember_met
INSERT INTO met_reject (record_sha256)
SELECT unnest(cast(:hashes AS text[]));

-- name: find_articles_by_key
-- The current texts of articles by key or by the canonical form of an address.
SELECT
    asked.reference,
    version.article_version_id
FROM unnest(cast(:references AS text[]), cast(:canonical AS text[])) AS asked (reference, canonical)
INNER JOIN article ON article.article_key IN (asked.reference, asked.canonical)
INNER JOIN article_version AS version
    ON version.article_id = article.article_id AND version.current_from IS NOT NULL AND version.current_to IS NULL;

-- name: find_articles_otherwise
-- The current texts of articles by address, supplied id or title.
WITH asked AS (
    SELECT
        asked.reference,
        asked.canonical
    FROM unnest(cast(:references AS text[]), cast(:canonical AS text[])) AS asked (reference, canonical)
),

found AS (
    SELECT
        asked.reference,
        article.article_id
    FROM asked INNER JOIN article ON article.url = asked.reference
    UNION
    SELECT
        asked.reference,
        article.article_id
    FROM asked INNER JOIN article ON article.url = asked.canonical
    UNION
    SELECT
        asked.reference,
        article.article_id
    FROM asked INNER JOIN article ON article.supplied_id = asked.reference
    UNION
    SELECT
        asked.reference,
        version.article_id
    FROM asked
    INNER JOIN article_version AS version
        ON version.title = asked.reference AND version.current_from IS NOT NULL AND version.current_to IS NULL
    UNION
    SELECT
        asked.reference,
        version.article_id
    FROM asked
    INNER JOIN extraction
        ON
            extraction.title = asked.reference
            AND extraction.current_from IS NOT NULL
            AND extraction.current_to IS NULL
    INNER JOIN article_version AS version
        ON
            version.article_version_id = extraction.article_version_id
            AND version.title IS NULL
            AND version.current_from IS NOT NULL
            AND version.current_to IS NULL
)

SELECT
    found.reference,
    version.article_version_id
FROM found
INNER JOIN article_version AS version
    ON version.article_id = found.article_id AND version.current_from IS NOT NULL AND version.current_to IS NULL;

-- name: names_of_entities
SELECT DISTINCT entity.name FROM entity
WHERE entity.article_id IS NULL;

-- name: find_places
-- Where the analyst's rows stand in their articles: at the one extracted estimate there that states the same number.
INSERT INTO placed_row (
    ordinal, passage_id, start_offset, end_offset, surface, number_start, number_end, sentence, sentence_start
)
SELECT
    entered.ordinal,
    min(estimate.passage_id),
    min(estimate.start_offset),
    min(estimate.end_offset),
    min(estimate.surface),
    min(estimate.number_start),
    min(estimate.number_end),
    min(estimate.sentence),
    min(estimate.sentence_start)
FROM staged_row AS entered
INNER JOIN estimate ON estimate.article_version_id = entered.article_version_id
INNER JOIN extraction
    ON
        extraction.extraction_id = estimate.extraction_id
        AND extraction.current_from IS NOT NULL
        AND extraction.current_to IS NULL
WHERE
    estimate.number_start IS NOT NULL
    AND (
        (entered.words IS NOT NULL AND estimate.surface = entered.words)
        OR (
            entered.words IS NULL
            AND (
                estimate.stated_value IN (entered.low, entered.best, entered.high)
                OR estimate.low IN (entered.low, entered.best, entered.high)
                OR estimate.best IN (entered.low, entered.best, entered.high)
                OR estimate.high IN (entered.low, entered.best, entered.high)
            )
        )
    )
GROUP BY entered.ordinal
HAVING count(*) = 1;

-- name: take_over_rows
UPDATE estimate SET batch_id = :batch_id, source_file = staged_row.source_file, source_line = staged_row.source_line
FROM staged_row
WHERE estimate.estimate_id = staged_row.pending_id;

-- name: insert_rows
WITH inserted AS (
    INSERT INTO estimate (
        analyst_row_key, row_version, row_sha256, source_file, source_line, batch_id, article_version_id, passage_id,
        start_offset, end_offset, surface, number_start, number_end, sentence, sentence_start, kind, low, best, high,
        qualifier, hedge, polarity, measure, status, population, population_entity_id, unit, place, place_entity_id,
        time_kind, is_change, attribution, origin_entity_id, as_of_from, as_of_to, as_of_precision, as_of_basis,
        said_from, said_to, said_precision, said_basis, confidence
    )
    SELECT
        entered.row_key,
        entered.row_version,
        entered.row_sha256,
        entered.source_file,
        entered.source_line,
        :batch_id,
        entered.article_version_id,
        placed_row.passage_id,
        placed_row.start_offset,
        placed_row.end_offset,
        placed_row.surface,
        placed_row.number_start,
        placed_row.number_end,
        placed_row.sentence,
        placed_row.sentence_start,
        'numeric',
        entered.low,
        entered.best,
        entered.high,
        entered.qualifier,
        entered.hedge,
        entered.polarity,
        entered.measure,
        entered.status,
        entered.population,
        entered.population_entity_id,
        -- Who enters troops and says no more counts what troops are counted in.
        coalesce(entered.unit, measure.unit),
        entered.place,
        entered.place_entity_id,
        'instant',
        FALSE,
        'explicit',
        entered.origin_entity_id,
        entered.as_of,
        entered.as_of,
        CASE WHEN entered.as_of IS NULL THEN 'unknown' ELSE 'day' END,
        CASE WHEN entered.as_of IS NULL THEN 'unknown' ELSE 'stated' END,
        entered.said_on,
        entered.said_on,
        CASE WHEN entered.said_on IS NULL THEN 'unknown' ELSE 'day' END,
        CASE WHEN entered.said_on IS NULL THEN 'unknown' ELSE 'stated' END,
        1
    FROM staged_row AS entered
    LEFT JOIN placed_row ON placed_row.ordinal = entered.ordinal
    LEFT JOIN measure ON measure.measure = entered.measure
    WHERE entered.pending_id IS NULL
    ORDER BY entered.ordinal
    RETURNING estimate_id, origin_entity_id
),

chained AS (
    INSERT INTO estimate_attribution (estimate_id, position, role, entity_id)
    SELECT
        inserted.estimate_id,
        0,
        'origin',
        inserted.origin_entity_id
    FROM inserted
)

SELECT
    min(inserted.estimate_id) AS first_key,
    max(inserted.estimate_id) AS last_key
FROM inserted;

-- name: count_rows
SELECT
    count(*) FILTER (WHERE NOT staged_row.is_change) AS new,
    count(*) FILTER (WHERE staged_row.is_change) AS changed
FROM staged_row;

-- name: reopen_rejects
-- Bad rows that were mended, and are in the file again as they were.
UPDATE reject SET state = 'open', settled_at = NULL, settled_batch_id = NULL
WHERE
    reject.stage = 'load'
    AND reject.code = 'bad_row'
    AND reject.state = 'replayed'
    AND reject.location = :location
    AND reject.record_sha256 = any(cast(:hashes AS text[]));

-- name: read_reject_ids
SELECT
    reject.record_sha256,
    reject.reject_id
FROM reject
WHERE
    reject.stage = 'load'
    AND reject.code = 'bad_row'
    AND reject.location = :location
    AND reject.record_sha256 = any(cast(:hashes AS text[]));

-- name: open_among
SELECT reject.reject_id FROM reject
WHERE
    reject.stage = 'load'
    AND reject.reader IN ('estimates', 'quotes')
    AND reject.state = 'open'
    AND reject.reject_id = any(cast(:ids AS bigint[]));

-- name: settle_mended
-- Rejects whose mended rows were loaded, by the numbers that their file carries.
UPDATE reject SET state = 'replayed', settled_at = clock_timestamp(), settled_batch_id = :batch_id
WHERE
    reject.stage = 'load'
    AND reject.reader IN ('estimates', 'quotes')
    AND reject.state = 'open'
    AND reject.reject_id = any(cast(:ids AS bigint[]));

-- name: has_open
-- Whether a file has rejects that may be mended where they stood.
SELECT count(*) > 0 AS has_open FROM reject
WHERE
    reject.stage = 'load'
    AND reject.reader IN ('estimates', 'quotes')
    AND reject.state = 'open'
    AND reject.location = :location;

-- name: settle_gone
-- Rejects of a file that was read to its end without meeting them: they are mended where they stood.
UPDATE reject SET state = 'replayed', settled_at = clock_timestamp(), settled_batch_id = :batch_id
WHERE
    reject.stage = 'load'
    AND reject.reader IN ('estimates', 'quotes')
    AND reject.state = 'open'
    AND reject.location = :location
    AND NOT EXISTS (
        SELECT 1 FROM met_reject
        WHERE met_reject.record_sha256 = reject.record_sha256
    );

-- name: mark_claims
UPDATE batch SET watermark = 'claims after ' || cast(:origin AS text)
WHERE batch.batch_id = :batch_id;

-- name: claims_done
UPDATE batch SET watermark = 'claims done'
WHERE batch.batch_id = :batch_id;

-- name: batches_with_claims_left
SELECT
    batch.batch_id,
    cast(substr(batch.watermark, length('claims after ') + 1) AS bigint) AS origin
FROM batch
WHERE batch.state = 'published' AND batch.command = 'load estimates' AND batch.watermark LIKE 'claims after %'
ORDER BY batch.batch_id;
