-- question: How far apart are the figures of a topic, per measure and status?
-- grain: one topic, measure, status, population and unit
-- key: topic, measure, status, population, unit
CREATE VIEW report.topic_disagreement AS
SELECT
    mention.topic,
    mention.measure,
    mention.status,
    mention.population,
    mention.unit,
    count(*) AS count_mentions,
    count(DISTINCT mention.claim_id) + count(*) FILTER (WHERE mention.claim_id IS NULL) AS count_claims,
    count(DISTINCT mention.origin_entity_id) FILTER (WHERE origin.name <> 'unknown outlet') AS count_origins,
    count(DISTINCT outlet.name) AS count_outlets,
    cast(min(least(mention.low, mention.best, mention.high)) AS numeric(18, 2)) AS lowest_stated,
    cast(max(greatest(mention.low, mention.best, mention.high)) AS numeric(18, 2)) AS highest_stated,
    cast(
        max(greatest(mention.low, mention.best, mention.high))
        / nullif(min(least(mention.low, mention.best, mention.high)), 0) AS numeric(18, 2)
    ) AS ratio,
    string_agg(DISTINCT origin.name, ', ' ORDER BY origin.name) AS origins,
    min(mention.as_of_from) AS as_of_from,
    max(mention.as_of_to) AS as_of_to
FROM report.topic_mentions AS mention
INNER JOIN entity AS origin ON origin.entity_id = mention.origin_entity_id
LEFT JOIN entity AS outlet ON outlet.entity_id = mention.outlet_entity_id
WHERE
    mention.kind = 'numeric'
    AND mention.measure IS NOT NULL
    AND NOT mention.is_part
    AND NOT mention.is_change
    AND mention.polarity = 'asserted'
GROUP BY mention.topic, mention.measure, mention.status, mention.population, mention.unit;

COMMENT ON VIEW report.topic_disagreement IS 'One row a topic, measure and status: how many mentions, claims and origins, and how far apart. Levels only: parts of a whole of the same status, changes, denials and hypotheses are left out; nothing is averaged.';
COMMENT ON COLUMN report.topic_disagreement.topic IS 'Short name of the topic, used in filters';
COMMENT ON COLUMN report.topic_disagreement.measure IS 'What is counted';
COMMENT ON COLUMN report.topic_disagreement.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.topic_disagreement.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.topic_disagreement.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.topic_disagreement.count_mentions IS 'Mentions, the same claim told twice counted twice';
COMMENT ON COLUMN report.topic_disagreement.count_claims IS 'Distinct claims; a mention that was not compared with others counts as one';
COMMENT ON COLUMN report.topic_disagreement.count_origins IS 'Distinct origins: whose claims they are; outlets that nobody can name are not counted';
COMMENT ON COLUMN report.topic_disagreement.count_outlets IS 'Distinct outlets that print it';
COMMENT ON COLUMN report.topic_disagreement.lowest_stated IS 'Lowest bound anyone states';
COMMENT ON COLUMN report.topic_disagreement.highest_stated IS 'Highest bound anyone states';
COMMENT ON COLUMN report.topic_disagreement.ratio IS 'Highest divided by lowest; 1 where all agree';
COMMENT ON COLUMN report.topic_disagreement.origins IS 'Whose, comma separated';
COMMENT ON COLUMN report.topic_disagreement.as_of_from IS 'First day that any of them speaks of';
COMMENT ON COLUMN report.topic_disagreement.as_of_to IS 'Last day that any of them speaks of';
