-- name: insert_articles
INSERT INTO article (article_key, url, supplied_id, batch_id)
SELECT
    stage_article.article_key,
    stage_article.url,
    stage_article.supplied_id,
    :batch_id
FROM stage_article
WHERE
    NOT EXISTS (
        SELECT 1 FROM article
        WHERE article.article_key = stage_article.article_key
    )
ORDER BY stage_article.ordinal
ON CONFLICT (article_key) DO NOTHING;

-- name: insert_versions
WITH latest AS (
    SELECT
        article.article_id,
        stage_article.ordinal,
        current_version.article_version_id AS current_id,
        -- A text that was there before, in this batch or published, is no news even if another followed it:
        -- loading the same files again changes nothing.
        exists(
            SELECT 1 FROM article_version AS known
            WHERE
                known.article_id = article.article_id
                AND known.text_sha256 = stage_article.text_sha256
                AND (known.current_from IS NOT NULL OR known.batch_id = :batch_id)
        ) AS is_unchanged,
        pending.article_version_id AS pending_id,
        coalesce(newest.version_number, 0) AS version_number
    FROM stage_article
    INNER JOIN article ON article.article_key = stage_article.article_key
    LEFT JOIN article_version AS current_version
        ON
            current_version.article_id = article.article_id
            AND current_version.current_from IS NOT NULL
            AND current_version.current_to IS NULL
    LEFT JOIN LATERAL (
        SELECT article_version.version_number FROM article_version
        WHERE article_version.article_id = article.article_id
        ORDER BY article_version.version_number DESC LIMIT 1
    ) AS newest ON TRUE
    LEFT JOIN LATERAL (
        SELECT article_version.article_version_id FROM article_version
        WHERE
            article_version.article_id = article.article_id
            AND article_version.text_sha256 = stage_article.text_sha256
            AND article_version.current_from IS NULL
        ORDER BY article_version.version_number DESC LIMIT 1
    ) AS pending ON TRUE
),

taken_over AS (
    UPDATE article_version SET batch_id = :batch_id
    FROM latest
    WHERE article_version.article_version_id = latest.pending_id AND NOT latest.is_unchanged
    RETURNING article_version.article_version_id
),

inserted AS (
    INSERT INTO article_version (
        article_id, version_number, text, text_length, text_sha256, title, byline, language, outlet_entity_id,
        republisher_entity_id,
        published_from,
        published_to,
        published_precision,
        published_basis,
        published_at,
        batch_id
    )
    SELECT
        latest.article_id,
        latest.version_number + 1,
        stage_article.text,
        stage_article.text_length,
        stage_article.text_sha256,
        stage_article.title,
        stage_article.byline,
        stage_article.language,
        outlet.entity_id,
        republisher.entity_id,
        stage_article.published_from,
        stage_article.published_to,
        stage_article.published_precision,
        stage_article.published_basis,
        stage_article.published_at,
        :batch_id
    FROM latest
    INNER JOIN stage_article ON stage_article.ordinal = latest.ordinal
    LEFT JOIN entity AS outlet ON outlet.entity_key = stage_article.outlet_key
    LEFT JOIN entity AS republisher ON republisher.entity_key = stage_article.republisher_key
    WHERE NOT latest.is_unchanged AND latest.pending_id IS NULL
    ORDER BY latest.ordinal
    RETURNING article_version_id
),

written AS (
    SELECT
        (SELECT count(*) FROM inserted) AS inserted,
        (SELECT count(*) FROM taken_over) AS taken_over
)

SELECT
    count(*) FILTER (WHERE NOT latest.is_unchanged AND latest.current_id IS NULL) AS new,
    count(*) FILTER (WHERE NOT latest.is_unchanged AND latest.current_id IS NOT NULL) AS changed,
    min(written.inserted + written.taken_over) AS written
FROM latest CROSS JOIN written;

-- name: insert_sources
INSERT INTO article_source (
    article_version_id,
    location,
    source_sha256,
    size_bytes,
    encoding,
    replaced_characters,
    reader,
    retrieved_at,
    batch_id
)
SELECT
    version.article_version_id,
    stage_article.location,
    stage_article.source_sha256,
    stage_article.size_bytes,
    stage_article.encoding,
    stage_article.replaced_characters,
    stage_article.reader,
    stage_article.retrieved_at,
    :batch_id
FROM stage_article
INNER JOIN article ON article.article_key = stage_article.article_key
INNER JOIN LATERAL (
    SELECT article_version.article_version_id FROM article_version
    WHERE
        article_version.article_id = article.article_id
        AND article_version.text_sha256 = stage_article.text_sha256
    ORDER BY article_version.version_number DESC LIMIT 1
) AS version ON TRUE
WHERE
    NOT EXISTS (
        SELECT 1 FROM article_source
        WHERE
            article_source.article_version_id = version.article_version_id
            AND article_source.location = stage_article.location
            AND article_source.source_sha256 = stage_article.source_sha256
    )
ON CONFLICT DO NOTHING;
