-- question: Which articles are there, who published them, and when?
-- grain: one article, in its current version
-- key: article_key
CREATE VIEW report.articles AS
SELECT
    article.article_key,
    coalesce(version.title, extraction.title) AS article_title,
    article.url AS article_url,
    coalesce(canonical_outlet.name, outlet.name) AS outlet,
    (
        SELECT coalesce(canonical.name, republisher.name)
        FROM entity AS republisher
        LEFT JOIN entity AS canonical ON canonical.entity_id = republisher.merged_into_entity_id
        WHERE republisher.entity_id = version.republisher_entity_id
    ) AS republisher,
    version.byline,
    version.language,
    extraction.genre,
    coalesce(extraction.published_from, version.published_from) AS published_from,
    coalesce(extraction.published_to, version.published_to) AS published_to,
    coalesce(extraction.published_precision, version.published_precision) AS published_precision,
    coalesce(extraction.published_basis, version.published_basis) AS published_basis,
    version.published_at,
    version.version_number,
    version.text_length AS text_length_characters,
    -- Where the text was found; the same text may lie in several places, one is enough to show.
    (
        SELECT article_source.location FROM article_source
        WHERE article_source.article_version_id = version.article_version_id
        ORDER BY article_source.location
        LIMIT 1
    ) AS source_location,
    version.current_from AS loaded_at,
    version.article_id,
    version.article_version_id,
    extraction.extraction_id
FROM article_version AS version
-- Each has one; joined so that it is not read where nothing of it is asked for.
LEFT JOIN article ON article.article_id = version.article_id
LEFT JOIN extraction
    ON
        extraction.article_version_id = version.article_version_id
        AND extraction.current_from IS NOT NULL
        AND extraction.current_to IS NULL
LEFT JOIN entity AS outlet ON outlet.entity_id = coalesce(version.outlet_entity_id, extraction.outlet_entity_id)
LEFT JOIN entity AS canonical_outlet ON canonical_outlet.entity_id = outlet.merged_into_entity_id
WHERE version.current_from IS NOT NULL AND version.current_to IS NULL;

COMMENT ON VIEW report.articles IS 'One row an article in its current version: title, outlet, dates, where it was found.';
COMMENT ON COLUMN report.articles.article_key IS 'Natural key: canonical URL, else supplied id, else hash of the text';
COMMENT ON COLUMN report.articles.article_title IS 'Title from metadata, else the headline found in the text';
COMMENT ON COLUMN report.articles.article_url IS 'Canonical URL, where known';
COMMENT ON COLUMN report.articles.outlet IS 'Who wrote it; "unknown outlet" where neither metadata nor text tell';
COMMENT ON COLUMN report.articles.republisher IS 'Who republished it, where that is another';
COMMENT ON COLUMN report.articles.byline IS 'Authors as printed';
COMMENT ON COLUMN report.articles.language IS 'ISO 639-1 code';
COMMENT ON COLUMN report.articles.genre IS 'news_report, live_blog, interview, ... where told';
COMMENT ON COLUMN report.articles.published_from IS 'First day on which it can have been published; empty when unknown';
COMMENT ON COLUMN report.articles.published_to IS 'Last day on which it can have been published; empty when unknown';
COMMENT ON COLUMN report.articles.published_precision IS 'minute, day, range, month, year, ..., unknown';
COMMENT ON COLUMN report.articles.published_basis IS 'How the date is known: file (metadata), stated, derived, cross_article, unknown';
COMMENT ON COLUMN report.articles.published_at IS 'The moment of publication, where the minute is known';
COMMENT ON COLUMN report.articles.version_number IS '1 for the first text of this article, counted up with each change';
COMMENT ON COLUMN report.articles.text_length_characters IS 'Length of the text in Unicode characters';
COMMENT ON COLUMN report.articles.source_location IS 'File or address where the text was found';
COMMENT ON COLUMN report.articles.loaded_at IS 'When this version became current here';
COMMENT ON COLUMN report.articles.article_id IS 'Surrogate key of the article, for joins inside this database';
COMMENT ON COLUMN report.articles.article_version_id IS 'Surrogate key of the version, for joins inside this database';
COMMENT ON COLUMN report.articles.extraction_id IS 'Surrogate key of the current reading; empty before extraction';
