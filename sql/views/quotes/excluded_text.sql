-- question: Which quotes stand in captions, teasers, boilerplate or appended interviews and do not count?
-- grain: one quote in a caption, credit, teaser, boilerplate or appended interview
-- key: quote_id
CREATE VIEW report.excluded_text AS
SELECT
    passage.kind AS passage_kind,
    coalesce(speaker.name, passage.speaker) AS speaker,
    quote.kind,
    quote.surface AS quote,
    articles.outlet,
    quote.start_offset,
    quote.end_offset,
    articles.article_title,
    articles.article_key,
    articles.source_location,
    quote.quote_id
FROM quote
INNER JOIN report.articles ON articles.extraction_id = quote.extraction_id
INNER JOIN passage ON passage.passage_id = quote.passage_id
LEFT JOIN quote_speaker ON quote_speaker.quote_id = quote.quote_id AND quote_speaker.position = 0
LEFT JOIN entity AS named ON named.entity_id = quote_speaker.entity_id
LEFT JOIN entity AS speaker ON speaker.entity_id = coalesce(named.merged_into_entity_id, named.entity_id)
WHERE passage.is_aside;

COMMENT ON VIEW report.excluded_text IS 'One row a quote that no headline view counts, with the passage that keeps it out.';
COMMENT ON COLUMN report.excluded_text.passage_kind IS 'caption, credit, teaser, boilerplate or appended_interview';
COMMENT ON COLUMN report.excluded_text.speaker IS 'Who said it, where told';
COMMENT ON COLUMN report.excluded_text.kind IS 'direct, partial or indirect';
COMMENT ON COLUMN report.excluded_text.quote IS 'The words';
COMMENT ON COLUMN report.excluded_text.outlet IS 'Who published it here';
COMMENT ON COLUMN report.excluded_text.start_offset IS 'First character in the article''s text';
COMMENT ON COLUMN report.excluded_text.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.excluded_text.article_title IS 'Title of the article';
COMMENT ON COLUMN report.excluded_text.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.excluded_text.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.excluded_text.quote_id IS 'Surrogate key of the quote';
