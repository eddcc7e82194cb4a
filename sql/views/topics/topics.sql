-- question: Which questions do people follow here, and what belongs to each?
-- grain: one topic
-- key: topic
CREATE VIEW report.topics AS
WITH measured AS (
    SELECT
        topic_measure.topic,
        string_agg(CASE WHEN topic_measure.is_headline THEN topic_measure.measure END, ', ') AS headline_measures,
        string_agg(CASE WHEN NOT topic_measure.is_headline THEN topic_measure.measure END, ', ') AS other_measures
    FROM (
        SELECT
            topic,
            measure,
            is_headline
        FROM topic_measure
        ORDER BY topic, measure
    ) AS topic_measure
    GROUP BY topic_measure.topic
),

populated AS (
    SELECT
        topic_population.topic,
        string_agg(topic_population.population, ', ' ORDER BY topic_population.population) AS populations
    FROM topic_population
    GROUP BY topic_population.topic
),

placed AS (
    SELECT
        topic_place.topic,
        string_agg(entity.name, ', ' ORDER BY entity.name) AS places
    FROM topic_place
    INNER JOIN entity ON entity.entity_id = topic_place.entity_id
    GROUP BY topic_place.topic
),

worded AS (
    SELECT
        topic_word.topic,
        string_agg(topic_word.word, ', ' ORDER BY topic_word.word) AS words
    FROM topic_word
    GROUP BY topic_word.topic
),

sided AS (
    SELECT
        topic_side.topic,
        string_agg(topic_side.side, ', ' ORDER BY topic_side.ordinal) AS sides
    FROM topic_side
    GROUP BY topic_side.topic
)

SELECT
    topic.topic,
    topic.title AS topic_title,
    topic.description,
    measured.headline_measures,
    measured.other_measures,
    populated.populations,
    placed.places,
    topic.from_on,
    topic.to_on,
    worded.words,
    sided.sides
FROM topic
LEFT JOIN measured ON measured.topic = topic.topic
LEFT JOIN populated ON populated.topic = topic.topic
LEFT JOIN placed ON placed.topic = topic.topic
LEFT JOIN worded ON worded.topic = topic.topic
LEFT JOIN sided ON sided.topic = topic.topic;

COMMENT ON VIEW report.topics IS 'One row a topic: what is counted, of whom, where and when, in articles with which words, and its sides.';
COMMENT ON COLUMN report.topics.topic IS 'Short name of the topic, used in filters';
COMMENT ON COLUMN report.topics.topic_title IS 'Name of the topic to show';
COMMENT ON COLUMN report.topics.description IS 'What belongs to it';
COMMENT ON COLUMN report.topics.headline_measures IS 'What it is about, comma separated';
COMMENT ON COLUMN report.topics.other_measures IS 'What is shown beside that';
COMMENT ON COLUMN report.topics.populations IS 'Whose; empty for anyone';
COMMENT ON COLUMN report.topics.places IS 'Where, with all that lies in it; empty for anywhere';
COMMENT ON COLUMN report.topics.from_on IS 'First day of interest; empty for no limit';
COMMENT ON COLUMN report.topics.to_on IS 'Last day of interest; empty for no limit';
COMMENT ON COLUMN report.topics.words IS 'Words and phrases that an article of the topic has one of; empty for any article';
COMMENT ON COLUMN report.topics.sides IS 'Its parties, in order';
