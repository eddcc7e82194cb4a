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

-- name: insert_measure
INSERT INTO topic_measure (topic, measure, is_headline)
VALUES (:topic, :measure, :is_headline)
ON CONFLICT DO NOTHING;

-- name: insert_population
INSERT INTO topic_population (topic, population)
VALUES (:topic, :population)
ON CONFLICT DO NOTHING;

-- name: insert_word
INSERT INTO topic_word (topic, word)
VALUES (:topic, :word)
ON CONFLICT DO NOTHING;

-- name: insert_place
INSERT INTO topic_place (topic, entity_id)
SELECT
    :topic,
    entity.entity_id
FROM entity
WHERE entity.entity_key = :entity_key
ON CONFLICT DO NOTHING
RETURNING entity_id;

-- name: insert_side
INSERT INTO topic_side (topic, side, ordinal)
VALUES (:topic, :side, :ordinal)
ON CONFLICT DO NOTHING;

-- name: insert_side_member
INSERT INTO topic_side_member (topic, side, entity_id)
SELECT
    :topic,
    :side,
    entity.entity_id
FROM entity
WHERE entity.entity_key = :entity_key
ON CONFLICT DO NOTHING
RETURNING entity_id;
