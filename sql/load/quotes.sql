-- name: read_text
SELECT version.text FROM article_version AS version
WHERE version.article_version_id = :article_version_id;

-- name: newest_row
-- The newest version of a row, whether it shows, and whether one before it does.
SELECT
    quote.quote_id,
    quote.row_version,
    quote.row_sha256,
    quote.superseded_at IS NULL AND batch.state = 'published' AS is_shown,
    quote.batch_id = :batch_id AS is_of_this_load,
    exists(
        SELECT 1 FROM quote AS earlier
        INNER JOIN batch AS published ON published.batch_id = earlier.batch_id AND published.state = 'published'
        WHERE earlier.analyst_row_key = quote.analyst_row_key AND earlier.superseded_at IS NULL
    ) AS is_known
FROM quote
INNER JOIN batch ON batch.batch_id = quote.batch_id
WHERE quote.analyst_row_key = :analyst_row_key
ORDER BY quote.row_version DESC
LIMIT 1;

-- name: take_over_row
UPDATE quote SET batch_id = :batch_id, source_file = :source_file, source_line = :source_line
WHERE quote_id = :quote_id;

-- name: insert_row
INSERT INTO quote (
    analyst_row_key, row_sha256, row_version, source_file, source_line, batch_id, article_version_id,
    start_offset, end_offset, surface, kind, cue, cue_start, cue_end, channel, said_from, said_to, said_precision,
    said_basis, sentence, sentence_start, confidence
)
VALUES (
    :analyst_row_key, :row_sha256, :row_version, :source_file, :source_line, :batch_id, :article_version_id,
    :start_offset, :end_offset, :surface, :kind, :cue, :cue_start, :cue_end, :channel, :said_on, :said_on,
    :said_precision, :said_basis, :sentence, :sentence_start, 1
)
RETURNING quote_id;

-- name: insert_speaker
INSERT INTO quote_speaker (quote_id, position, entity_id, surface, start_offset, end_offset)
VALUES (:quote_id, 0, :entity_id, :surface, :start_offset, :end_offset);
