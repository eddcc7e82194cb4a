-- name: new_texts
-- Texts that a batch brought, or that it was the first to read: a load that reads nothing leaves the copies to it.
SELECT
    version.article_version_id,
    version.text
FROM article_version AS version
WHERE
    (
        version.batch_id = :batch_id
        OR version.article_version_id IN (
            SELECT extraction.article_version_id FROM extraction
            WHERE extraction.batch_id = :batch_id
        )
    )
    AND version.article_version_id > :after
    AND NOT EXISTS (
        SELECT 1 FROM article_shingle
        WHERE article_shingle.article_version_id = version.article_version_id
    )
ORDER BY version.article_version_id
LIMIT :limit;

-- name: insert_shingles
INSERT INTO article_shingle (shingle, article_version_id)
SELECT
    stage_shingle.shingle,
    stage_shingle.article_version_id
FROM stage_shingle
ON CONFLICT (shingle, article_version_id) DO NOTHING;

-- name: find_copies
-- Pairs of a new text and an older one that share at least half the stored runs of the one that has fewer. Runs that
-- stand in very many texts (notices, menus) tell nothing.
WITH shared AS (
    SELECT
        fresh.article_version_id,
        older.article_version_id AS other_version_id,
        count(*) AS count_shared
    FROM stage_shingle AS fresh
    INNER JOIN (
        SELECT article_shingle.shingle
        FROM article_shingle
        WHERE article_shingle.shingle IN (SELECT stage_shingle.shingle FROM stage_shingle)
        GROUP BY article_shingle.shingle
        HAVING count(*) BETWEEN 2 AND :most_texts
    ) AS telling ON telling.shingle = fresh.shingle
    INNER JOIN article_shingle AS older
        ON older.shingle = fresh.shingle AND older.article_version_id < fresh.article_version_id
    GROUP BY fresh.article_version_id, older.article_version_id
),

size AS (
    SELECT
        article_shingle.article_version_id,
        count(*) AS count_runs
    FROM article_shingle
    WHERE
        article_shingle.article_version_id IN (
            SELECT shared.article_version_id FROM shared
            UNION
            SELECT shared.other_version_id FROM shared
        )
    GROUP BY article_shingle.article_version_id
)

SELECT
    shared.other_version_id AS older_version_id,
    shared.article_version_id AS newer_version_id,
    older.text AS older_text,
    newer.text AS newer_text
FROM shared
INNER JOIN size AS older_size ON older_size.article_version_id = shared.other_version_id
INNER JOIN size AS newer_size ON newer_size.article_version_id = shared.article_version_id
INNER JOIN article_version AS older ON older.article_version_id = shared.other_version_id
INNER JOIN article_version AS newer ON newer.article_version_id = shared.article_version_id
WHERE
    shared.count_shared * 2 >= least(older_size.count_runs, newer_size.count_runs)
    AND older.article_id <> newer.article_id
ORDER BY shared.article_version_id, shared.other_version_id;

-- name: insert_links
INSERT INTO article_link (article_version_id, copied_version_id, kind, containment, resemblance)
SELECT
    stage_link.article_version_id,
    stage_link.copied_version_id,
    stage_link.kind,
    stage_link.containment,
    stage_link.resemblance
FROM stage_link
ON CONFLICT (article_version_id, copied_version_id) DO NOTHING;
