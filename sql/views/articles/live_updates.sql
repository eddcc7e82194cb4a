-- question: What does each update of a live blog add?
-- grain: one live update of an article
-- key: passage_id
CREATE VIEW report.live_updates AS
WITH counted_estimate AS (
    SELECT
        estimate.passage_id,
        count(*) AS count_estimates,
        string_agg(DISTINCT origin.name, ', ' ORDER BY origin.name) AS origins
    FROM estimate
    INNER JOIN entity AS origin ON origin.entity_id = estimate.origin_entity_id
    GROUP BY estimate.passage_id
),

counted_quote AS (
    SELECT
        quote.passage_id,
        count(*) AS count_quotes
    FROM quote
    GROUP BY quote.passage_id
)

SELECT
    articles.article_title,
    articles.outlet,
    passage.time_as_written,
    passage.ordinal AS position_in_article,
    coalesce(counted_estimate.count_estimates, 0) AS count_estimates,
    coalesce(counted_quote.count_quotes, 0) AS count_quotes,
    counted_estimate.origins,
    passage.start_offset,
    passage.end_offset,
    substr(
        version.text,
        cast(passage.start_offset AS integer) + 1,
        least(200, cast(passage.end_offset - passage.start_offset AS integer))
    ) AS text_begins,
    articles.article_key,
    articles.source_location,
    passage.passage_id
FROM passage
INNER JOIN report.articles ON articles.extraction_id = passage.extraction_id
INNER JOIN article_version AS version ON version.article_version_id = articles.article_version_id
LEFT JOIN counted_estimate ON counted_estimate.passage_id = passage.passage_id
LEFT JOIN counted_quote ON counted_quote.passage_id = passage.passage_id
WHERE passage.kind = 'live_update';

COMMENT ON VIEW report.live_updates IS 'One row a live update: its time as written and how many estimates and quotes it brings.';
COMMENT ON COLUMN report.live_updates.article_title IS 'Title of the article';
COMMENT ON COLUMN report.live_updates.outlet IS 'Who published it here';
COMMENT ON COLUMN report.live_updates.time_as_written IS 'Time in the update''s heading; empty for the original entry';
COMMENT ON COLUMN report.live_updates.position_in_article IS 'Place on the page, from 0; live blogs often run backwards';
COMMENT ON COLUMN report.live_updates.count_estimates IS 'Estimates it brings, of any kind';
COMMENT ON COLUMN report.live_updates.count_quotes IS 'Quotes it brings, of any kind';
COMMENT ON COLUMN report.live_updates.origins IS 'Origins of its estimates';
COMMENT ON COLUMN report.live_updates.start_offset IS 'First character in the article''s text';
COMMENT ON COLUMN report.live_updates.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.live_updates.text_begins IS 'Its first 200 characters';
COMMENT ON COLUMN report.live_updates.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.live_updates.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.live_updates.passage_id IS 'Surrogate key of the update';
