-- question: Which publication times are derived, imprecise or unknown?
-- grain: one article, in its current version
-- key: article_key
CREATE VIEW report.date_quality AS
SELECT
    articles.published_basis,
    articles.published_precision,
    articles.published_from,
    articles.published_to,
    articles.published_to - articles.published_from + 1 AS span_days,
    articles.article_title,
    articles.outlet,
    articles.article_url,
    articles.article_key,
    articles.source_location
FROM report.articles;

COMMENT ON VIEW report.date_quality IS 'One row an article: how well its date of publication is known. A page that prints no date has none here.';
COMMENT ON COLUMN report.date_quality.published_basis IS 'file (metadata), stated (printed), derived, cross_article or unknown';
COMMENT ON COLUMN report.date_quality.published_precision IS 'minute, day, range, month, year, ..., unknown';
COMMENT ON COLUMN report.date_quality.published_from IS 'First day on which it can have been published';
COMMENT ON COLUMN report.date_quality.published_to IS 'Last day on which it can have been published';
COMMENT ON COLUMN report.date_quality.span_days IS 'Days between the two, both counted; empty when unknown';
COMMENT ON COLUMN report.date_quality.article_title IS 'Title of the article';
COMMENT ON COLUMN report.date_quality.outlet IS 'Who published it here';
COMMENT ON COLUMN report.date_quality.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.date_quality.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.date_quality.source_location IS 'File or address where the article was found';
