-- question: Which outlets do we read, and on whose word do they report?
-- grain: one outlet
-- key: outlet
CREATE VIEW report.outlet_coverage AS
WITH counted_article AS (
    SELECT
        articles.outlet,
        count(*) AS count_articles,
        count(*) FILTER (WHERE articles.published_from IS NULL) AS count_undated,
        min(articles.published_from) AS first_published_on,
        max(articles.published_to) AS last_published_on,
        array_agg(articles.article_version_id) AS version_ids
    FROM report.articles
    GROUP BY articles.outlet
),

counted_quote AS (
    SELECT
        quotes_by_speaker.outlet,
        count(DISTINCT quotes_by_speaker.quote_id) AS count_quotes
    FROM report.quotes_by_speaker
    GROUP BY quotes_by_speaker.outlet
)

SELECT
    counted_article.outlet,
    counted_article.count_articles,
    told.count_estimates,
    told.count_own_voice,
    told.count_origins,
    coalesce(counted_quote.count_quotes, 0) AS count_quotes,
    counted_article.count_undated,
    counted_article.first_published_on,
    counted_article.last_published_on
FROM counted_article
-- Outlet by outlet, so that a page of them reads the mentions of their articles alone.
INNER JOIN LATERAL (
    SELECT
        count(*) AS count_estimates,
        count(*) FILTER (WHERE mention.attribution = 'narrator') AS count_own_voice,
        count(DISTINCT mention.origin_entity_id) FILTER (
            WHERE mention.attribution <> 'narrator' AND counted_article.outlet IS NOT NULL
        ) AS count_origins
    FROM counted_mention AS mention
    WHERE mention.article_version_id = any(counted_article.version_ids)
) AS told ON TRUE
LEFT JOIN counted_quote ON coalesce(counted_quote.outlet, '') = coalesce(counted_article.outlet, '');

COMMENT ON VIEW report.outlet_coverage IS 'One row an outlet: articles, estimates and on how many origins they rest. Outlets that nobody can name are one row together.';
COMMENT ON COLUMN report.outlet_coverage.outlet IS 'Who published; empty before an article is read';
COMMENT ON COLUMN report.outlet_coverage.count_articles IS 'Articles in their current version';
COMMENT ON COLUMN report.outlet_coverage.count_estimates IS 'Mentions of an estimate, of any kind';
COMMENT ON COLUMN report.outlet_coverage.count_own_voice IS 'Those among them that the outlet states itself, naming no source';
COMMENT ON COLUMN report.outlet_coverage.count_origins IS 'Distinct origins that it names';
COMMENT ON COLUMN report.outlet_coverage.count_quotes IS 'Quotes, direct, partial or indirect';
COMMENT ON COLUMN report.outlet_coverage.count_undated IS 'Articles whose date of publication is not known';
COMMENT ON COLUMN report.outlet_coverage.first_published_on IS 'First day of publication known';
COMMENT ON COLUMN report.outlet_coverage.last_published_on IS 'Last day of publication known';
