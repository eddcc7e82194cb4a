-- What each side of a topic says, for its headline measures; sides that say nothing among them.
SELECT
    topic_sides.side,
    measure.title AS measure,
    topic_sides.count_figures,
    topic_sides.count_origins,
    topic_sides.lowest_stated,
    topic_sides.highest_stated,
    topic_sides.origins
FROM report.topic_sides
INNER JOIN measure ON measure.measure = topic_sides.measure
WHERE topic_sides.topic = :topic AND topic_sides.is_headline
ORDER BY measure.title, topic_sides.side_ordinal;
