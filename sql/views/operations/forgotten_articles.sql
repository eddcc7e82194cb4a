-- question: Which articles were erased, by whom, and why?
-- grain: one article that somebody had erased
-- key: article_key
CREATE VIEW report.forgotten_articles AS
SELECT
    forgotten.article_key,
    forgotten.reason,
    forgotten.author,
    forgotten.forgotten_at,
    forgotten.count_versions,
    forgotten.count_rows,
    known.text_sha256s
FROM forgotten_article AS forgotten
LEFT JOIN LATERAL (
    SELECT string_agg(kept.sha256, ', ' ORDER BY kept.sha256) AS text_sha256s
    FROM forgotten_hash AS kept
    WHERE kept.forgotten_article_id = forgotten.forgotten_article_id AND kept.kind = 'text'
) AS known ON TRUE;

COMMENT ON VIEW report.forgotten_articles IS 'Articles whose text was erased with everything that carried its words.';
COMMENT ON COLUMN report.forgotten_articles.article_key IS 'Key the article had';
COMMENT ON COLUMN report.forgotten_articles.reason IS 'Why it was erased';
COMMENT ON COLUMN report.forgotten_articles.author IS 'Who had it erased';
COMMENT ON COLUMN report.forgotten_articles.forgotten_at IS 'When';
COMMENT ON COLUMN report.forgotten_articles.count_versions IS 'Texts that were erased';
COMMENT ON COLUMN report.forgotten_articles.count_rows IS 'Rows that were erased with them';
COMMENT ON COLUMN report.forgotten_articles.text_sha256s IS 'Hashes of those texts';
