-- question: Which articles belong to a topic?
-- grain: one topic and article
-- key: topic, article_key
CREATE VIEW report.topic_articles AS
SELECT
    topic.topic,
    topic.title AS topic_title,
    articles.article_title,
    articles.outlet,
    articles.published_from,
    articles.published_to,
    articles.article_url,
    articles.article_key,
    articles.source_location,
    articles.article_version_id
FROM topic
CROSS JOIN LATERAL topic_versions(topic.topic) AS told
INNER JOIN report.articles ON articles.article_version_id = told.article_version_id;

COMMENT ON VIEW report.topic_articles IS 'One row a topic and article that has one of its words.';
COMMENT ON COLUMN report.topic_articles.topic IS 'Short name of the topic, used in filters';
COMMENT ON COLUMN report.topic_articles.topic_title IS 'Name of the topic to show';
COMMENT ON COLUMN report.topic_articles.article_title IS 'Title of the article';
COMMENT ON COLUMN report.topic_articles.outlet IS 'Who published it here';
COMMENT ON COLUMN report.topic_articles.published_from IS 'First day on which it can have been published';
COMMENT ON COLUMN report.topic_articles.published_to IS 'Last day on which it can have been published';
COMMENT ON COLUMN report.topic_articles.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.topic_articles.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.topic_articles.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.topic_articles.article_version_id IS 'Surrogate key of the version, for joins inside this database';
