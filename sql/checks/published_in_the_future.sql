-- check: no article of the load says that it was published later than tomorrow
-- on failure: warn
SELECT
    article.article_key,
    version.published_from
FROM article_version AS version
INNER JOIN article ON article.article_id = version.article_id
WHERE version.batch_id = :batch_id AND version.published_from > current_date + 1
ORDER BY article.article_key;
