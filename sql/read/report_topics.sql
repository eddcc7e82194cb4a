-- Topics with what they count, those with most figures first; one, where it is asked for.
SELECT
    topics.topic,
    topics.topic_title,
    topics.description,
    topics.headline_measures,
    topics.populations,
    topics.sides,
    (
        SELECT count(*) FROM report.topic_articles
        WHERE topic_articles.topic = topics.topic
    ) AS count_articles,
    (
        SELECT count(*) FROM report.topic_estimates
        WHERE topic_estimates.topic = topics.topic AND topic_estimates.kind = 'numeric'
    ) AS count_figures
FROM report.topics
WHERE cast(:topic AS text) IS NULL OR topics.topic = :topic
ORDER BY count_figures DESC, topics.topic ASC;
