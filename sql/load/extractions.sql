-- name: take_over_extractions
-- What a batch that failed or was withdrawn has read already is not read again.
UPDATE extraction SET batch_id = :batch_id
FROM batch, article_version AS version
WHERE
    batch.batch_id = extraction.batch_id
    AND batch.state IN ('failed', 'withdrawn')
    AND version.article_version_id = extraction.article_version_id
    AND (version.current_from IS NOT NULL OR version.batch_id = :batch_id)
    AND version.current_to IS NULL
    AND extraction.current_from IS NULL
    AND extraction.extractor_name = :name
    AND extraction.extractor_version = :version;

-- name: versions_to_read
SELECT version.article_version_id
FROM article_version AS version
INNER JOIN batch ON batch.batch_id = version.batch_id
WHERE
    (version.current_from IS NOT NULL OR version.batch_id = :batch_id)
    AND (:old_versions OR version.current_to IS NULL)
    AND (cast(:since AS date) IS NULL OR batch.started_at >= cast(:since AS date))
    AND NOT EXISTS (
        SELECT 1 FROM extraction
        WHERE
            extraction.article_version_id = version.article_version_id
            AND extraction.extractor_name = :name
            AND extraction.extractor_version = :version
    )
    -- A cluster is reading it.
    AND NOT EXISTS (
        SELECT 1 FROM extraction_lease AS lease
        INNER JOIN batch AS reader ON reader.batch_id = lease.batch_id
        WHERE
            lease.article_version_id = version.article_version_id
            AND lease.extractor_name = :name
            AND lease.extractor_version = :version
            AND reader.state = 'running'
            AND reader.lease_until > clock_timestamp()
    )
ORDER BY version.article_version_id;

-- name: read_versions
SELECT
    version.article_version_id,
    version.text,
    version.title,
    version.published_from,
    version.published_to,
    version.published_precision,
    version.published_basis,
    article.article_key,
    article.url,
    outlet.name AS outlet
FROM article_version AS version
INNER JOIN article ON article.article_id = version.article_id
LEFT JOIN entity AS outlet ON outlet.entity_id = version.outlet_entity_id
WHERE version.article_version_id = any(:ids)
ORDER BY version.article_version_id;
