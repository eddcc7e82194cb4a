-- name: measure_batch
-- What the bounds of a configuration are held against, before the batch is published.
SELECT
    batch.count_new + batch.count_changed + batch.count_unchanged AS taken,
    batch.count_rejected AS rejected,
    before.taken AS taken_before,
    count(version.article_version_id) AS versions,
    count(*) FILTER (
        WHERE version.published_basis = 'unknown' AND coalesce(extraction.published_basis, 'unknown') = 'unknown'
    ) AS undated,
    count(coalesce(version.title, extraction.title)) AS titled,
    count(coalesce(version.outlet_entity_id, known_outlet.entity_id)) AS with_outlet
FROM batch
LEFT JOIN LATERAL (
    SELECT earlier.count_new + earlier.count_changed + earlier.count_unchanged AS taken
    FROM batch AS earlier
    WHERE
        earlier.command = batch.command
        AND earlier.source = batch.source
        AND earlier.state = 'published'
        AND earlier.batch_id < batch.batch_id
    ORDER BY earlier.batch_id DESC
    LIMIT 1
) AS before ON TRUE
LEFT JOIN article_version AS version ON version.batch_id = batch.batch_id
LEFT JOIN extraction
    ON extraction.article_version_id = version.article_version_id AND extraction.batch_id = batch.batch_id
LEFT JOIN entity AS known_outlet
    ON known_outlet.entity_id = extraction.outlet_entity_id AND known_outlet.article_id IS NULL
WHERE batch.batch_id = :batch_id
GROUP BY batch.batch_id, before.taken;
