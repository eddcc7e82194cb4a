-- question: Who said what, in whose words, where?
-- grain: one speaker of one quote, outside captions, credits, teasers, boilerplate and appended interviews
-- key: quote_id, speaker_position
CREATE VIEW report.quotes_by_speaker AS
SELECT
    speaker.name AS speaker,
    quote.kind,
    quote.surface AS quote,
    quote.cue,
    quote.channel,
    articles.outlet,
    quote.said_from,
    quote.said_to,
    quote.said_precision,
    quote_speaker.surface AS speaker_as_written,
    speaker.type AS speaker_type,
    quote.start_offset,
    quote.end_offset,
    quote.sentence,
    standing.passage_kind,
    quote.utterance,
    cast(quote.confidence AS numeric(4, 3)) AS confidence,
    articles.article_title,
    articles.article_url,
    articles.article_key,
    articles.source_location,
    quote.quote_id,
    coalesce(quote_speaker.position, 0) AS speaker_position,
    quote.source_file AS analyst_file,
    quote.source_line AS analyst_line
FROM (
    SELECT
        extracted.quote_id,
        extraction.article_version_id,
        passage.kind AS passage_kind
    FROM quote AS extracted
    INNER JOIN extraction
        ON
            extraction.extraction_id = extracted.extraction_id
            AND extraction.current_from IS NOT NULL
            AND extraction.current_to IS NULL
    INNER JOIN passage ON passage.passage_id = extracted.passage_id
    WHERE
        NOT passage.is_aside
        -- A row that a person entered at the same characters stands in place of the extracted one.
        AND NOT EXISTS (
            SELECT 1 FROM quote AS entered
            INNER JOIN batch ON batch.batch_id = entered.batch_id AND batch.state = 'published'
            WHERE
                entered.article_version_id = extraction.article_version_id
                AND entered.start_offset = extracted.start_offset
                AND entered.end_offset = extracted.end_offset
                AND entered.superseded_at IS NULL
        )
    UNION ALL
    SELECT
        typed.quote_id,
        typed.article_version_id,
        cast(NULL AS text) AS passage_kind
    FROM quote AS typed
    INNER JOIN batch ON batch.batch_id = typed.batch_id AND batch.state = 'published'
    WHERE typed.analyst_row_key IS NOT NULL AND typed.superseded_at IS NULL
) AS standing
INNER JOIN quote ON quote.quote_id = standing.quote_id
INNER JOIN report.articles ON articles.article_version_id = standing.article_version_id
LEFT JOIN quote_speaker ON quote_speaker.quote_id = quote.quote_id
LEFT JOIN entity AS named ON named.entity_id = quote_speaker.entity_id
LEFT JOIN entity AS speaker ON speaker.entity_id = coalesce(named.merged_into_entity_id, named.entity_id);

COMMENT ON VIEW report.quotes_by_speaker IS 'One row a speaker of a quote: direct, partial or indirect, at its characters.';
COMMENT ON COLUMN report.quotes_by_speaker.speaker IS 'Who said it; empty where nobody can be told';
COMMENT ON COLUMN report.quotes_by_speaker.kind IS 'direct (whole sentences), partial (a quoted fragment) or indirect (no marks)';
COMMENT ON COLUMN report.quotes_by_speaker.quote IS 'The words, without quotation marks';
COMMENT ON COLUMN report.quotes_by_speaker.cue IS 'The word of saying';
COMMENT ON COLUMN report.quotes_by_speaker.channel IS 'Where it was said, as written';
COMMENT ON COLUMN report.quotes_by_speaker.outlet IS 'Who published it here';
COMMENT ON COLUMN report.quotes_by_speaker.said_from IS 'First day on which it can have been said';
COMMENT ON COLUMN report.quotes_by_speaker.said_to IS 'Last day on which it can have been said';
COMMENT ON COLUMN report.quotes_by_speaker.said_precision IS 'How precise that is';
COMMENT ON COLUMN report.quotes_by_speaker.speaker_as_written IS 'The speaker in the article''s words';
COMMENT ON COLUMN report.quotes_by_speaker.speaker_type IS 'person, organization, state, unnamed_source, ...';
COMMENT ON COLUMN report.quotes_by_speaker.start_offset IS 'First character of the quote in the article''s text';
COMMENT ON COLUMN report.quotes_by_speaker.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.quotes_by_speaker.sentence IS 'The sentence around its first character';
COMMENT ON COLUMN report.quotes_by_speaker.passage_kind IS 'headline, body, live_update, interview_turn, ...';
COMMENT ON COLUMN report.quotes_by_speaker.utterance IS 'Parts of one utterance in one article share this number';
COMMENT ON COLUMN report.quotes_by_speaker.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.quotes_by_speaker.article_title IS 'Title of the article';
COMMENT ON COLUMN report.quotes_by_speaker.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.quotes_by_speaker.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.quotes_by_speaker.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.quotes_by_speaker.quote_id IS 'Surrogate key of the quote';
COMMENT ON COLUMN report.quotes_by_speaker.speaker_position IS '0 for the first speaker; some things are said by several';
COMMENT ON COLUMN report.quotes_by_speaker.analyst_file IS 'File of a row that a person entered';
COMMENT ON COLUMN report.quotes_by_speaker.analyst_line IS 'Line of that file';
