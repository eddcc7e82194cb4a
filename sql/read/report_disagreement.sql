-- How far apart the figures of a topic are, headline measures first.
SELECT
    measure.title AS measure,
    topic_disagreement.status,
    topic_disagreement.count_mentions,
    topic_disagreement.count_claims,
    topic_disagreement.count_origins,
    topic_disagreement.lowest_stated,
    topic_disagreement.highest_stated,
    topic_disagreement.ratio,
    topic_disagreement.origins
FROM report.topic_disagreement
INNER JOIN measure ON measure.measure = topic_disagreement.measure
INNER JOIN topic_measure
    ON topic_measure.topic = topic_disagreement.topic AND topic_measure.measure = topic_disagreement.measure
LEFT JOIN status ON status.status = topic_disagreement.status
WHERE topic_disagreement.topic = :topic
ORDER BY topic_measure.is_headline DESC, measure.title ASC, status.ordinal ASC, topic_disagreement.unit ASC;
