-- question: Which outlets do we read, and on whose word do they report?
-- grain: one outlet
-- key: outlet
CREATE VIEW report.outlet_coverage AS
WITH counted_estimate AS (
    SELECT
        evidence.article_key,
        count(*) AS count_estimates,
        count(*) FILTER (WHERE evidence.attribution = 'narrator') AS count_own_voice
    FROM report.evidence
    WHERE NOT evidence.is_aside
    GROUP BY evidence.article_key
),

counted_origin AS (
    SELECT
        evidence.outlet,
        count(DISTINCT evidence.origin_key) AS count_origins
    FROM report.evidence
    WHERE NOT evidence.is_aside AND evidence.attribution <> 'narrator'
    GROUP BY evidence.outlet
),

counted_quote AS (
    SELECT
        quotes_by_speaker.article_key,
        count(DISTINCT quotes_by_speaker.quote_id) AS count_quotes
    FROM report.quotes_by_speaker
    GROUP BY quotes_by_speaker.article_key
)

SELECT
    articles.outlet,
    count(*) AS count_articles,
    cast(coalesce(sum(counted_estimate.count_estimates), 0) AS bigint) AS count_estimates,
    cast(coalesce(sum(counted_estimate.count_own_voice), 0) AS bigint) AS count_own_voice,
    coalesce(counted_origin.count_origins, 0) AS count_origins,
    cast(coalesce(sum(counted_quote.count_quotes), 0) AS bigint) AS count_quotes,
    count(*) FILTER (WHERE articles.published_from IS NULL) AS count_undated,
    min(articles.published_from) AS first_published_on,
    max(articles.published_to) AS last_published_on
FROM report.articles
LEFT JOIN counted_estimate ON counted_estimate.article_key = articles.article_key
LEFT JOIN counted_origin ON counted_origin.outlet = articles.outlet
LEFT JOIN counted_quote ON counted_quote.article_key = articles.article_key
GROUP BY articles.outlet, counted_origin.count_origins;

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
