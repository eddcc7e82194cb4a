-- name: read_texts
SELECT
    version.article_version_id,
    version.text
FROM article_version AS version
WHERE version.article_version_id = any(cast(:article_version_ids AS bigint[]));

-- name: take_over_rows
UPDATE quote SET batch_id = :batch_id, source_file = :source_file, source_line = staged_quote.source_line
FROM staged_quote
WHERE quote.quote_id = staged_quote.pending_id;

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
        entered.row_version,
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
    WHERE entered.pending_id IS NULL
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
