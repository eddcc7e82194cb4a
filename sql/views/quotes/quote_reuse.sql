-- question: Which quote occurs in two articles?
-- grain: one quote whose words stand in another article too
-- key: quote_id
CREATE VIEW report.quote_reuse AS
WITH spoken AS (
    SELECT
        quotes_by_speaker.quote_id,
        min(quotes_by_speaker.quote) AS quote,
        min(quotes_by_speaker.kind) AS kind,
        string_agg(quotes_by_speaker.speaker, ', ' ORDER BY quotes_by_speaker.speaker_position) AS speaker,
        min(quotes_by_speaker.outlet) AS outlet,
        min(quotes_by_speaker.cue) AS cue,
        min(quotes_by_speaker.article_title) AS article_title,
        min(quotes_by_speaker.article_key) AS article_key,
        min(quotes_by_speaker.source_location) AS source_location,
        trim(regexp_replace(lower(min(quotes_by_speaker.quote)), '[^[:alnum:]]+', ' ', 'g')) AS words
    FROM report.quotes_by_speaker
    WHERE quotes_by_speaker.kind IN ('direct', 'partial')
    GROUP BY quotes_by_speaker.quote_id
),

shared AS (
    SELECT
        spoken.words,
        count(DISTINCT spoken.article_key) AS count_articles,
        count(DISTINCT spoken.speaker) AS count_speakers,
        min(spoken.quote_id) AS utterance_id
    FROM spoken
    WHERE spoken.words LIKE '% % % %'
    GROUP BY spoken.words
    HAVING count(DISTINCT spoken.article_key) > 1
)

SELECT
    spoken.quote,
    spoken.speaker,
    spoken.kind,
    spoken.outlet,
    spoken.cue,
    shared.count_articles,
    shared.count_speakers,
    spoken.article_title,
    spoken.article_key,
    spoken.source_location,
    shared.utterance_id,
    spoken.quote_id
FROM spoken
INNER JOIN shared ON shared.words = spoken.words;

COMMENT ON VIEW report.quote_reuse IS 'One row a quote, direct or partial, of four words or more, that stands in two articles or more: punctuation and case apart, the same words.';
COMMENT ON COLUMN report.quote_reuse.quote IS 'The words, without quotation marks';
COMMENT ON COLUMN report.quote_reuse.speaker IS 'Who said it';
COMMENT ON COLUMN report.quote_reuse.kind IS 'direct (whole sentences) or partial (a quoted fragment)';
COMMENT ON COLUMN report.quote_reuse.outlet IS 'Who published it here';
COMMENT ON COLUMN report.quote_reuse.cue IS 'The word of saying';
COMMENT ON COLUMN report.quote_reuse.count_articles IS 'Articles that hold these words';
COMMENT ON COLUMN report.quote_reuse.count_speakers IS 'Speakers they are given to; more than one is a dispute or an error';
COMMENT ON COLUMN report.quote_reuse.article_title IS 'Title of the article';
COMMENT ON COLUMN report.quote_reuse.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.quote_reuse.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.quote_reuse.utterance_id IS 'The same number for the same words';
COMMENT ON COLUMN report.quote_reuse.quote_id IS 'Surrogate key of the quote';
