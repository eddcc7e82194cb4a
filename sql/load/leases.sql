-- name: renew_lease
UPDATE batch SET lease_until = clock_timestamp() + make_interval(secs => :seconds)
WHERE batch_id = :batch_id AND state = 'running';

-- name: lease_texts
-- Of these texts those that are unread and that nobody reads; what another client leases at this moment is passed by.
WITH free AS (
    SELECT version.article_version_id
    FROM article_version AS version
    WHERE
        version.article_version_id = any(:ids)
        AND NOT EXISTS (
            SELECT 1 FROM extraction
            WHERE
                extraction.article_version_id = version.article_version_id
                AND extraction.extractor_name = :name
                AND extraction.extractor_version = :version
        )
    ORDER BY version.article_version_id
    FOR NO KEY UPDATE OF version SKIP LOCKED
)

INSERT INTO extraction_lease (article_version_id, extractor_name, extractor_version, batch_id)
SELECT
    free.article_version_id,
    :name,
    :version,
    :batch_id
FROM free
-- Of two jobs that lease one text the one that lives keeps it.
ON CONFLICT (article_version_id, extractor_name, extractor_version) DO UPDATE
    SET batch_id = excluded.batch_id, leased_at = excluded.leased_at
    WHERE
    extraction_lease.batch_id NOT IN (
        SELECT reader.batch_id FROM batch AS reader
        WHERE reader.state = 'running' AND reader.lease_until > clock_timestamp()
    )
RETURNING article_version_id;

-- name: held_leases
-- Of these texts those that this job may still write: its own, and read by nobody in the meantime.
SELECT lease.article_version_id
FROM extraction_lease AS lease
WHERE
    lease.batch_id = :batch_id
    AND lease.article_version_id = any(:ids)
    AND NOT EXISTS (
        SELECT 1 FROM extraction
        WHERE
            extraction.article_version_id = lease.article_version_id
            AND extraction.extractor_name = lease.extractor_name
            AND extraction.extractor_version = lease.extractor_version
    );

-- name: end_leases
-- Of this job and of those that are over.
DELETE FROM extraction_lease
USING batch
WHERE batch.batch_id = extraction_lease.batch_id AND (batch.batch_id = :batch_id OR batch.state <> 'running');
