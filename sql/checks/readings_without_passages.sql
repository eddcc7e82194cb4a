-- check: every reading of the load divides its text into passages
-- on failure: withdraw
SELECT
    extraction.extraction_id,
    article.article_key
FROM extraction
INNER JOIN article_version AS version ON version.article_version_id = extraction.article_version_id
INNER JOIN article ON article.article_id = version.article_id
WHERE
    extraction.batch_id = :batch_id
    AND NOT EXISTS (
        SELECT 1 FROM passage
        WHERE passage.extraction_id = extraction.extraction_id
    )
ORDER BY extraction.extraction_id;
