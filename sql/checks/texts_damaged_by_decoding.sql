-- check: no text of the load lost more than one character in a hundred when it was decoded
-- on failure: warn
SELECT
    article.article_key,
    article_source.replaced_characters
FROM article_source
INNER JOIN article_version AS version ON version.article_version_id = article_source.article_version_id
INNER JOIN article ON article.article_id = version.article_id
WHERE
    article_source.batch_id = :batch_id
    AND article_source.replaced_characters * 100 > version.text_length
ORDER BY article.article_key;
