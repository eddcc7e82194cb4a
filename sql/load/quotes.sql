-- name: read_texts
SELECT
    version.article_version_id,
    version.text
FROM article_version AS version
WHERE version.article_version_id = any(cast(:article_version_ids AS bigint[]));

-- name: find_differing
-- Which of the staged rows are not there as they are: with the version each gets, whether another is shown in its
-- place, and the same row of a load that was never published, which is taken over. A key of this very load that is
-- there otherwise stands twice in its files.
WITH visible AS (
    SELECT batch.batch_id FROM batch
    WHERE batch.state = 'published'
),

there AS MATERIALIZED (
    SELECT
        quote.analyst_row_key,
        quote.row_version,
        quote.row_sha256,
        quote.quote_id,
        quote.superseded_at IS NULL AS is_live,
        quote.batch_id = :batch_id AS is_of_this_load,
        quote.batch_id IN (SELECT visible.batch_id FROM visible) AS is_visible
    FROM quote
    WHERE quote.analyst_row_key = any(array(SELECT staged_quote.analyst_row_key FROM staged_quote))
),

newest AS (
    SELECT DISTINCT ON (there.analyst_row_key)
        there.analyst_row_key,
        there.row_version,
        there.row_sha256,
        there.quote_id,
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
    entered.source_line,
    coalesce(newest.row_version, 0) + 1 AS row_version,
    shown.analyst_row_key IS NOT NULL AS is_change,
    CASE WHEN newest.row_sha256 = entered.row_sha256 AND newest.is_live THEN newest.quote_id END AS pending_id,
    coalesce(newest.is_of_this_load, FALSE) AS is_repeated
FROM staged_quote AS entered
LEFT JOIN newest ON newest.analyst_row_key = entered.analyst_row_key
LEFT JOIN shown ON shown.analyst_row_key = entered.analyst_row_key
WHERE
    NOT EXISTS (
        SELECT 1 FROM there
        WHERE
            there.analyst_row_key = entered.analyst_row_key
            AND there.row_sha256 = entered.row_sha256
            AND there.is_live
            AND (there.is_of_this_load OR there.is_visible)
    );

-- name: take_over_rows
UPDATE quote SET batch_id = :batch_id, source_file = :source_file, source_line = staged_quote.source_line
FROM staged_quote
INNER JOIN differing_quote ON differing_quote.source_line = staged_quote.source_line
WHERE quote.quote_id = differing_quote.pending_id;

-- name: insert_rows
WITH inserted AS (
    INSERT INTO quote (
        analyst_row_key, row_sha256, row_version, source_file, source_line, batch_id, article_version_id,
        start_offset, end_offset, surface, kind, cue, cue_start, cue_end, channel, said_from, said_to, said_precision,
        said_basis, sentence, sentence_start, confidence
    )
    SELECT
        entered.analyst_row_key,
        entered.row_sha256,
        differing_quote.row_version,
        :source_file,
        entered.source_line,
        :batch_id,
        entered.article_version_id,
        entered.start_offset,
        entered.end_offset,
        entered.surface,
        entered.kind,
        entered.cue,
        entered.cue_start,
        entered.cue_end,
        entered.channel,
        entered.said_on,
        entered.said_on,
        CASE WHEN entered.said_on IS NULL THEN 'unknown' ELSE 'day' END,
        CASE WHEN entered.said_on IS NULL THEN 'unknown' ELSE 'stated' END,
        entered.sentence,
        entered.sentence_start,
        1
    FROM staged_quote AS entered
    INNER JOIN differing_quote ON differing_quote.source_line = entered.source_line
    WHERE differing_quote.pending_id IS NULL
    ORDER BY entered.source_line
    RETURNING quote_id, analyst_row_key
)

INSERT INTO quote_speaker (quote_id, position, entity_id, surface, start_offset, end_offset)
SELECT
    inserted.quote_id,
    0,
    entered.speaker_id,
    entered.speaker,
    entered.speaker_start,
    entered.speaker_end
FROM inserted
INNER JOIN staged_quote AS entered ON entered.analyst_row_key = inserted.analyst_row_key
WHERE entered.speaker_id IS NOT NULL;
