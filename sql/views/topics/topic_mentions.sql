-- question: Which mentions belong to a topic?
-- grain: one topic and mention outside captions, credits, teasers, boilerplate and appended interviews
-- key: topic, estimate_id
CREATE VIEW report.topic_mentions AS
WITH RECURSIVE place_within (topic, entity_id) AS (
    SELECT
        topic_place.topic,
        topic_place.entity_id
    FROM topic_place
    UNION
    SELECT
        place_within.topic,
        relation.entity_id
    FROM place_within
    INNER JOIN entity_relation AS relation
        ON relation.related_entity_id = place_within.entity_id AND relation.kind IN ('part_of', 'located_in')
)

SELECT
    topic.topic,
    mention.is_headline,
    mention.measure,
    mention.status,
    mention.population,
    mention.unit,
    mention.kind,
    mention.polarity,
    mention.is_change,
    mention.is_part,
    mention.part_of_estimate_id,
    mention.low,
    mention.best,
    mention.high,
    mention.as_of_from,
    mention.as_of_to,
    mention.claim_id,
    mention.origin_entity_id,
    mention.outlet_entity_id,
    mention.article_version_id,
    mention.estimate_id
FROM topic
-- Fenced off by OFFSET 0: one step a topic, which reads the mentions of its articles alone.
INNER JOIN LATERAL (
    SELECT
        mention.*,
        topic_measure.is_headline
    FROM topic_versions(topic.topic) AS told
    INNER JOIN counted_mention AS mention ON mention.article_version_id = told.article_version_id
    INNER JOIN topic_measure ON topic_measure.topic = topic.topic AND topic_measure.measure = mention.measure
    WHERE
        (
            mention.population = any(
                array(
                    SELECT topic_population.population FROM topic_population
                    WHERE topic_population.topic = topic.topic
                )
            )
            OR NOT EXISTS (
                SELECT 1 FROM topic_population
                WHERE topic_population.topic = topic.topic
            )
        )
        AND (
            mention.place_entity_id IS NULL
            OR EXISTS (
                SELECT 1 FROM place_within
                WHERE place_within.topic = topic.topic AND place_within.entity_id = mention.place_entity_id
            )
            OR NOT EXISTS (
                SELECT 1 FROM topic_place
                WHERE topic_place.topic = topic.topic
            )
        )
        -- Where no date is known, none is outside.
        AND (coalesce(mention.as_of_to, mention.said_to, mention.published_to) < topic.from_on) IS NOT TRUE
        AND (coalesce(mention.as_of_from, mention.said_from, mention.published_from) > topic.to_on) IS NOT TRUE
    OFFSET 0  -- noqa: AM09
) AS mention ON TRUE;

COMMENT ON VIEW report.topic_mentions IS 'One row a topic and mention, with what counting takes and no names; topic_estimates has the rest of each.';
COMMENT ON COLUMN report.topic_mentions.topic IS 'Short name of the topic, used in filters';
COMMENT ON COLUMN report.topic_mentions.is_headline IS 'True for a measure that the topic is about';
COMMENT ON COLUMN report.topic_mentions.measure IS 'What is counted';
COMMENT ON COLUMN report.topic_mentions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.topic_mentions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.topic_mentions.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.topic_mentions.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.topic_mentions.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.topic_mentions.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.topic_mentions.is_part IS 'True for a part of a figure of the same measure and status: counted with the whole, it would count twice';
COMMENT ON COLUMN report.topic_mentions.part_of_estimate_id IS 'The mention of the whole that this is a part of';
COMMENT ON COLUMN report.topic_mentions.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.topic_mentions.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.topic_mentions.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.topic_mentions.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.topic_mentions.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.topic_mentions.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.topic_mentions.origin_entity_id IS 'Surrogate key of the origin, merges followed';
COMMENT ON COLUMN report.topic_mentions.outlet_entity_id IS 'Surrogate key of the outlet, merges followed';
COMMENT ON COLUMN report.topic_mentions.article_version_id IS 'Surrogate key of the article''s version';
COMMENT ON COLUMN report.topic_mentions.estimate_id IS 'Surrogate key of the mention';
