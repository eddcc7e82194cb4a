-- name: fail_abandoned_batches
UPDATE batch SET state = 'failed', error = 'the process ended before the batch did', finished_at = clock_timestamp()
WHERE state = 'running' AND (lease_until IS NULL OR lease_until < clock_timestamp());

-- name: begin_batch
INSERT INTO batch (command, source, onrecord_version, extractor, started_at)
VALUES (:command, :source, :version, :extractor, clock_timestamp())
RETURNING batch_id;

-- name: record_progress
UPDATE batch
SET
    count_new = :new,
    count_changed = :changed,
    count_unchanged = :unchanged,
    count_rejected = :rejected,
    count_forgotten = :forgotten,
    watermark = :watermark,
    heartbeat_at = clock_timestamp()
WHERE batch_id = :batch_id;

-- name: record_reasons
INSERT INTO batch_rejection (batch_id, code, count_rejected)
SELECT
    :batch_id,
    reason.code,
    reason.count_rejected
FROM unnest(cast(:codes AS text[]), cast(:counts AS bigint[])) AS reason (code, count_rejected)
ON CONFLICT (batch_id, code) DO UPDATE SET count_rejected = excluded.count_rejected;

-- name: close_versions
UPDATE article_version AS old SET current_to = now()
FROM article_version AS fresh
WHERE
    fresh.batch_id = :batch_id
    AND fresh.current_from IS NULL
    AND old.article_id = fresh.article_id
    AND old.current_from IS NOT NULL
    AND old.current_to IS NULL;

-- name: open_versions
-- Where one load brought several texts under one key, the last is current and the others were so for no time.
UPDATE article_version AS version
SET
    current_from = now(),
    current_to = CASE WHEN version.version_number < newest.version_number THEN now() END
FROM (
    SELECT
        article_id,
        max(version_number) AS version_number
    FROM article_version
    WHERE batch_id = :batch_id AND current_from IS NULL
    GROUP BY article_id
) AS newest
WHERE
    version.article_id = newest.article_id
    AND version.batch_id = :batch_id
    AND version.current_from IS NULL;

-- name: close_extractions
-- Readings of the texts that this publication closed, and those that it reads anew; found from the batch, so that it
-- costs the same whatever else is there.
UPDATE extraction AS old SET current_to = now()
WHERE
    old.current_from IS NOT NULL
    AND old.current_to IS NULL
    AND old.article_version_id IN (
        SELECT closed.article_version_id
        FROM article_version AS fresh
        INNER JOIN article_version AS closed
            ON closed.article_id = fresh.article_id AND closed.current_to IS NOT NULL
        WHERE fresh.batch_id = :batch_id
        UNION
        SELECT reading.article_version_id
        FROM extraction AS reading
        INNER JOIN article_version AS version ON version.article_version_id = reading.article_version_id
        WHERE reading.batch_id = :batch_id AND (reading.current_from IS NULL OR version.current_to IS NOT NULL)
    );

-- name: open_extractions
UPDATE extraction SET current_from = now()
FROM article_version AS version
WHERE
    extraction.batch_id = :batch_id
    AND extraction.current_from IS NULL
    AND version.article_version_id = extraction.article_version_id
    AND version.current_from IS NOT NULL
    AND version.current_to IS NULL;

-- name: supersede_rows
-- Older versions of the rows that a batch changed, in the transaction that publishes it.
UPDATE estimate AS old SET superseded_at = now()
FROM estimate AS fresh
WHERE
    fresh.batch_id = :batch_id
    AND fresh.row_version > 1
    AND old.analyst_row_key = fresh.analyst_row_key
    AND old.row_version < fresh.row_version
    AND old.superseded_at IS NULL;

-- name: supersede_quotes
UPDATE quote AS old SET superseded_at = now()
FROM quote AS fresh
WHERE
    fresh.batch_id = :batch_id
    AND fresh.row_version > 1
    AND old.analyst_row_key = fresh.analyst_row_key
    AND old.row_version < fresh.row_version
    AND old.superseded_at IS NULL;

-- name: publish_batch
UPDATE batch
SET
    state = 'published',
    input_sha256 = coalesce(:input_sha256, input_sha256),
    finished_at = clock_timestamp(),
    published_at = now()
WHERE batch_id = :batch_id;

-- name: fail_batch
UPDATE batch SET state = 'failed', error = :error, finished_at = clock_timestamp()
WHERE batch_id = :batch_id AND state = 'running';

-- name: withdraw_batch
UPDATE batch SET state = 'withdrawn', error = :error, finished_at = clock_timestamp()
WHERE batch_id = :batch_id;

-- name: insert_rejects
INSERT INTO reject (batch_id, stage, location, line, field, code, reason, record, record_sha256, reader)
SELECT
    :batch_id,
    stage_reject.stage,
    stage_reject.location,
    stage_reject.line,
    stage_reject.field,
    stage_reject.code,
    stage_reject.reason,
    stage_reject.record,
    stage_reject.record_sha256,
    stage_reject.reader
FROM stage_reject
ON CONFLICT (stage, location, record_sha256, code) DO NOTHING;

-- name: open_rejects
SELECT
    reject.reject_id,
    reject.stage,
    reject.location,
    reject.line,
    reject.field,
    reject.code,
    reject.reason,
    reject.record,
    reject.reader,
    batch.extractor
FROM reject
INNER JOIN batch ON batch.batch_id = reject.batch_id
WHERE
    reject.state = 'open'
    AND (cast(:ids AS bigint[]) IS NULL OR reject.reject_id = any(cast(:ids AS bigint[])))
    AND (cast(:code AS text) IS NULL OR reject.code = :code)
ORDER BY reject.reject_id;

-- name: settle_rejects
UPDATE reject SET state = :state, settled_at = clock_timestamp(), settled_batch_id = :batch_id
WHERE reject_id = any(:ids) AND state = 'open';

-- name: delete_settled_rejects
DELETE FROM reject
WHERE state <> 'open' AND settled_at < now() - make_interval(days => :days);

-- name: read_again
-- Rejects of the extractor whose article has been read by now.
SELECT reject.reject_id
FROM reject
INNER JOIN article ON article.article_key = reject.location
INNER JOIN article_version AS version ON version.article_id = article.article_id
INNER JOIN extraction ON extraction.article_version_id = version.article_version_id
WHERE
    reject.state = 'open'
    AND reject.stage = 'extract'
    AND version.text_sha256 = reject.record_sha256
    AND extraction.batch_id = :batch_id;
