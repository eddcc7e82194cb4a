-- question: Who used the same words?
-- grain: one quoted phrase and one quote that holds it
-- key: phrase, quote_id
CREATE VIEW report.same_words AS
WITH spoken AS (
    SELECT
        quotes_by_speaker.quote_id,
        quotes_by_speaker.speaker_position,
        quotes_by_speaker.speaker,
        quotes_by_speaker.kind,
        quotes_by_speaker.quote,
        quotes_by_speaker.outlet,
        quotes_by_speaker.said_from,
        quotes_by_speaker.said_to,
        quotes_by_speaker.article_title,
        quotes_by_speaker.article_key,
        quotes_by_speaker.source_location,
        ' ' || trim(regexp_replace(lower(quotes_by_speaker.quote), '[^[:alnum:]]+', ' ', 'g')) || ' ' AS words
    FROM report.quotes_by_speaker
    WHERE quotes_by_speaker.kind IN ('direct', 'partial') AND quotes_by_speaker.speaker IS NOT NULL
),

marked AS (
    -- The words inside the marks of a partial quote; a fragment that is the whole quote has no marks of its own.
    SELECT DISTINCT trim(regexp_replace(lower(fragment.found[1]), '[^[:alnum:]]+', ' ', 'g')) AS phrase
    FROM spoken
    CROSS JOIN LATERAL regexp_matches(spoken.quote, '[“"«„]([^“”"«»„]{3,80})[”"»“]', 'g') AS fragment (found)
    WHERE spoken.kind = 'partial'
    UNION
    SELECT trim(spoken.words) AS phrase
    FROM spoken
    WHERE length(spoken.words) <= 80
),

phrase AS (
    SELECT
        marked.phrase,
        split_part(marked.phrase, ' ', 1) || ' ' || split_part(marked.phrase, ' ', 2) AS first_words
    FROM marked
    WHERE marked.phrase LIKE '% %' AND marked.phrase NOT LIKE '% % % % % % % % %'
),

word AS (
    SELECT
        spoken.quote_id,
        split.word,
        lead(split.word) OVER (
            PARTITION BY spoken.quote_id, spoken.speaker_position ORDER BY split.ordinal
        ) AS next_word
    FROM spoken
    CROSS JOIN LATERAL regexp_split_to_table(trim(spoken.words), ' ') WITH ORDINALITY AS split (word, ordinal)
),

pair AS (
    -- Pairs of neighbouring words: phrases and quotes meet on the first two words, not by comparing all with all.
    SELECT DISTINCT
        word.quote_id,
        word.word || ' ' || word.next_word AS words
    FROM word
    WHERE word.next_word IS NOT NULL
),

held AS (
    SELECT
        phrase.phrase,
        spoken.quote_id,
        spoken.speaker_position,
        spoken.speaker
    FROM phrase
    INNER JOIN pair ON pair.words = phrase.first_words
    INNER JOIN spoken ON spoken.quote_id = pair.quote_id
    WHERE strpos(spoken.words, ' ' || phrase.phrase || ' ') > 0
),

several AS (
    SELECT
        held.phrase,
        count(DISTINCT held.speaker) AS count_speakers
    FROM held
    GROUP BY held.phrase
    HAVING count(DISTINCT held.speaker) > 1 AND count(DISTINCT held.quote_id) > 1
)

SELECT
    held.phrase,
    spoken.speaker,
    spoken.quote,
    spoken.kind,
    spoken.outlet,
    spoken.said_from,
    spoken.said_to,
    several.count_speakers,
    spoken.article_title,
    spoken.article_key,
    spoken.source_location,
    spoken.speaker_position,
    spoken.quote_id
FROM held
INNER JOIN several ON several.phrase = held.phrase
INNER JOIN spoken ON spoken.quote_id = held.quote_id AND spoken.speaker_position = held.speaker_position;

COMMENT ON VIEW report.same_words IS 'One row a phrase of two to eight quoted words and each direct or partial quote that holds it, where more than one speaker did.';
COMMENT ON COLUMN report.same_words.phrase IS 'The words, lower case and without punctuation';
COMMENT ON COLUMN report.same_words.speaker IS 'Who said them';
COMMENT ON COLUMN report.same_words.quote IS 'The quote that holds them';
COMMENT ON COLUMN report.same_words.kind IS 'direct (whole sentences) or partial (a quoted fragment)';
COMMENT ON COLUMN report.same_words.outlet IS 'Who published it here';
COMMENT ON COLUMN report.same_words.said_from IS 'First day on which it can have been said';
COMMENT ON COLUMN report.same_words.said_to IS 'Last day on which it can have been said';
COMMENT ON COLUMN report.same_words.count_speakers IS 'Distinct speakers of the phrase';
COMMENT ON COLUMN report.same_words.article_title IS 'Title of the article';
COMMENT ON COLUMN report.same_words.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.same_words.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.same_words.speaker_position IS '0 for the first speaker of the quote';
COMMENT ON COLUMN report.same_words.quote_id IS 'Surrogate key of the quote';
