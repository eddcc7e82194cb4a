-- Which rows that people enter are new, changed or there: of ``entered_table``, whose key is ``entered_id``; both are
-- named by who asks.

-- name: find_differing
-- Which of these rows, counted from 1, are not there as they are. Most rows of a sheet that comes again are: that is
-- asked first, and of the rows alone. The keys come as parameters: a load that finds everything unchanged makes no
-- table, not even a temporary one, and leaves nothing in the log.
WITH visible AS (
    SELECT batch.batch_id FROM batch
    WHERE batch.state = 'published'
),

there AS MATERIALIZED (
    SELECT
        entered_table.analyst_row_key,
        entered_table.row_sha256
    FROM entered_table
    WHERE
        entered_table.analyst_row_key = any(cast(:keys AS text[]))
        AND entered_table.superseded_at IS NULL
        AND (entered_table.batch_id = :batch_id OR entered_table.batch_id IN (SELECT visible.batch_id FROM visible))
)

SELECT asked.ordinal
FROM
    unnest(cast(:keys AS text[]), cast(:hashes AS text[])) WITH ORDINALITY AS asked (row_key, row_sha256, ordinal)
WHERE
    NOT EXISTS (
        SELECT 1 FROM there
        WHERE there.analyst_row_key = asked.row_key AND there.row_sha256 = asked.row_sha256
    )
ORDER BY asked.ordinal;

-- name: find_wanted
-- Of rows that are not there as they are: the version each gets, whether another is shown in its place, and the same
-- row of a load that was never published, which is taken over. A key of this very load stands twice in its files.
WITH visible AS (
    SELECT batch.batch_id FROM batch
    WHERE batch.state = 'published'
),

there AS MATERIALIZED (
    SELECT
        entered_table.analyst_row_key,
        entered_table.row_version,
        entered_table.row_sha256,
        entered_table.entered_id,
        entered_table.superseded_at IS NULL AS is_live,
        entered_table.batch_id = :batch_id AS is_of_this_load,
        entered_table.batch_id IN (SELECT visible.batch_id FROM visible) AS is_visible
    FROM entered_table
    WHERE entered_table.analyst_row_key = any(cast(:keys AS text[]))
),

wanted AS (
    SELECT
        wanted.row_key,
        wanted.row_sha256,
        wanted.ordinal
    FROM unnest(cast(:keys AS text[]), cast(:hashes AS text[]), cast(:ordinals AS bigint[]))
        AS wanted (row_key, row_sha256, ordinal)
),

newest AS (
    SELECT DISTINCT ON (there.analyst_row_key)
        there.analyst_row_key,
        there.row_version,
        there.row_sha256,
        there.entered_id,
        there.is_live,
        there.is_of_this_load
    FROM there
    ORDER BY there.analyst_row_key ASC, there.row_version DESC
),

shown AS (
    SELECT DISTINCT there.analyst_row_key
    FROM there
    WHERE there.is_live AND there.is_visible
)

SELECT
    wanted.ordinal,
    coalesce(newest.row_version, 0) + 1 AS row_version,
    shown.analyst_row_key IS NOT NULL AS is_change,
    CASE WHEN newest.row_sha256 = wanted.row_sha256 AND newest.is_live THEN newest.entered_id END AS pending_id,
    coalesce(newest.is_of_this_load, FALSE) AS is_repeated
FROM wanted
LEFT JOIN newest ON newest.analyst_row_key = wanted.row_key
LEFT JOIN shown ON shown.analyst_row_key = wanted.row_key
ORDER BY wanted.ordinal;
