-- question: How many figures does each side of a topic give, and how far apart are they?
-- grain: one topic, side and measure of the topic; a side without a figure shows as zero
-- key: topic, side, measure
CREATE VIEW report.topic_sides AS
-- As in topic_estimates: found once a topic and looked up for each mention, however many there are.
WITH sided AS (
    SELECT
        side_source.topic,
        jsonb_object_agg(side_source.origin_key, side_source.side) AS sides
    FROM report.topic_side_sources AS side_source
    GROUP BY side_source.topic
),

told AS (
    SELECT
        mention.topic,
        sided.sides ->> origin.entity_key AS side,
        mention.measure,
        count(*) AS count_mentions,
        count(*) FILTER (WHERE mention.kind = 'numeric') AS count_figures,
        count(DISTINCT origin.entity_key) FILTER (WHERE origin.name <> 'unknown outlet') AS count_origins,
        min(least(mention.low, mention.best, mention.high)) AS lowest_stated,
        max(greatest(mention.low, mention.best, mention.high)) AS highest_stated,
        string_agg(DISTINCT origin.name, ', ' ORDER BY origin.name) AS origins
    FROM report.topic_mentions AS mention
    INNER JOIN entity AS origin ON origin.entity_id = mention.origin_entity_id
    INNER JOIN sided ON sided.topic = mention.topic
    -- A part stands beside a whole of another status: 1,500 sent, of 10,000 planned.
    WHERE NOT mention.is_change AND NOT mention.is_part
    GROUP BY mention.topic, sided.sides ->> origin.entity_key, mention.measure
)

SELECT
    topic_side.topic,
    topic_side.side,
    topic_measure.measure,
    topic_measure.is_headline,
    coalesce(told.count_mentions, 0) AS count_mentions,
    coalesce(told.count_figures, 0) AS count_figures,
    coalesce(told.count_origins, 0) AS count_origins,
    cast(told.lowest_stated AS numeric(18, 2)) AS lowest_stated,
    cast(told.highest_stated AS numeric(18, 2)) AS highest_stated,
    told.origins,
    topic_side.ordinal AS side_ordinal
FROM topic_side
INNER JOIN topic_measure ON topic_measure.topic = topic_side.topic
LEFT JOIN told
    ON
        told.topic = topic_side.topic
        AND told.side = topic_side.side
        AND told.measure = topic_measure.measure;

COMMENT ON VIEW report.topic_sides IS 'One row a topic, side and measure, sides without a figure as zero. Statuses differ within a row: see topic_disagreement before comparing.';
COMMENT ON COLUMN report.topic_sides.topic IS 'Short name of the topic, used in filters';
COMMENT ON COLUMN report.topic_sides.side IS 'Party of the topic';
COMMENT ON COLUMN report.topic_sides.measure IS 'What is counted';
COMMENT ON COLUMN report.topic_sides.is_headline IS 'True for a measure that the topic is about';
COMMENT ON COLUMN report.topic_sides.count_mentions IS 'Mentions, the same claim told twice counted twice';
COMMENT ON COLUMN report.topic_sides.count_figures IS 'Mentions that give a number';
COMMENT ON COLUMN report.topic_sides.count_origins IS 'Distinct origins: whose claims they are; outlets that nobody can name are not counted';
COMMENT ON COLUMN report.topic_sides.lowest_stated IS 'Lowest bound anyone of the side states, of any status';
COMMENT ON COLUMN report.topic_sides.highest_stated IS 'Highest bound anyone of the side states, of any status';
COMMENT ON COLUMN report.topic_sides.origins IS 'Who, comma separated';
COMMENT ON COLUMN report.topic_sides.side_ordinal IS 'Order of the sides';
