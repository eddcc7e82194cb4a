-- name: insert_topic
INSERT INTO topic (topic, title, description, from_on, to_on)
VALUES (:topic, :title, :description, :from_on, :to_on)
ON CONFLICT (topic) DO NOTHING;

-- name: clear_topic
WITH gone_measure AS (
    DELETE FROM topic_measure
    WHERE topic_measure.topic = :topic
),

gone_population AS (
    DELETE FROM topic_population
    WHERE topic_population.topic = :topic
),

gone_place AS (
    DELETE FROM topic_place
    WHERE topic_place.topic = :topic
),

gone_word AS (
    DELETE FROM topic_word
    WHERE topic_word.topic = :topic
),

gone_side AS (
    DELETE FROM topic_side
    WHERE topic_side.topic = :topic
),

gone_member AS (
    DELETE FROM topic_side_member
    WHERE topic_side_member.topic = :topic
)

UPDATE topic SET title = :title, description = :description, from_on = :from_on, to_on = :to_on
WHERE topic.topic = :topic;

-- name: insert_measures
INSERT INTO topic_measure (topic, measure, is_headline)
SELECT
    :topic,
    given.measure,
    given.is_headline
FROM
    unnest(cast(:measures AS text[]), cast(:are_headline AS boolean[]))
    WITH ORDINALITY AS given (measure, is_headline, ordinal)
ORDER BY given.ordinal
ON CONFLICT DO NOTHING;

-- name: insert_populations
INSERT INTO topic_population (topic, population)
SELECT
    :topic,
    given.population
FROM unnest(cast(:populations AS text[])) AS given (population)
ON CONFLICT DO NOTHING;

-- name: insert_words
INSERT INTO topic_word (topic, word)
SELECT
    :topic,
    given.word
FROM unnest(cast(:words AS text[])) AS given (word)
ON CONFLICT DO NOTHING;

-- name: unknown_keys
SELECT given.entity_key
FROM unnest(cast(:keys AS text[])) WITH ORDINALITY AS given (entity_key, ordinal)
WHERE
    NOT EXISTS (
        SELECT 1 FROM entity
        WHERE entity.entity_key = given.entity_key
    )
ORDER BY given.ordinal;

-- name: insert_places
INSERT INTO topic_place (topic, entity_id)
SELECT
    :topic,
    entity.entity_id
FROM entity
WHERE entity.entity_key = any(cast(:places AS text[]));

-- name: insert_sides
INSERT INTO topic_side (topic, side, ordinal)
SELECT
    :topic,
    given.side,
    given.ordinal - 1
FROM unnest(cast(:sides AS text[])) WITH ORDINALITY AS given (side, ordinal)
ORDER BY given.ordinal
ON CONFLICT DO NOTHING;

-- name: insert_members
INSERT INTO topic_side_member (topic, side, entity_id)
SELECT
    :topic,
    given.side,
    entity.entity_id
FROM unnest(cast(:sides AS text[]), cast(:members AS text[])) AS given (side, entity_key)
INNER JOIN entity ON entity.entity_key = given.entity_key;
