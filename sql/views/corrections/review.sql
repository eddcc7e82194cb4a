-- question: Which rows may a person correct in a spreadsheet?
-- grain: one estimate of a current reading, those that a person ruled out included
-- key: row_key
CREATE VIEW report.review AS
WITH numbered AS (
    SELECT
        estimate.estimate_id,
        article.article_key,
        version.text_sha256,
        coalesce(estimate.number_start, estimate.start_offset) AS number_start,
        coalesce(estimate.number_end, estimate.end_offset) AS number_end,
        -- Counted for each by itself, so that one row costs no more than its own article.
        (
            SELECT count(*) FROM estimate AS earlier
            WHERE
                earlier.extraction_id = estimate.extraction_id
                AND earlier.ordinal < estimate.ordinal
                AND coalesce(earlier.number_start, earlier.start_offset)
                = coalesce(estimate.number_start, estimate.start_offset)
                AND coalesce(earlier.number_end, earlier.end_offset)
                = coalesce(estimate.number_end, estimate.end_offset)
        ) AS mention_rank
    FROM estimate
    INNER JOIN extraction
        ON
            extraction.extraction_id = estimate.extraction_id
            AND extraction.current_from IS NOT NULL
            AND extraction.current_to IS NULL
    INNER JOIN article_version AS version ON version.article_version_id = extraction.article_version_id
    INNER JOIN article ON article.article_id = version.article_id
)

SELECT
    concat_ws(
        '|',
        numbered.article_key,
        numbered.text_sha256,
        numbered.number_start,
        numbered.number_end,
        numbered.mention_rank
    ) AS row_key,
    estimate.surface,
    estimate.sentence,
    coalesce(corrected.is_estimate, TRUE) AS is_estimate,
    coalesce(corrected_origin.entity_key, origin.entity_key) AS source,
    coalesce(corrected.measure, estimate.measure) AS measure,
    cast(CASE WHEN corrected.has_low THEN corrected.low ELSE estimate.low END AS numeric(18, 2)) AS low,
    cast(CASE WHEN corrected.has_best THEN corrected.best ELSE estimate.best END AS numeric(18, 2)) AS best,
    cast(CASE WHEN corrected.has_high THEN corrected.high ELSE estimate.high END AS numeric(18, 2)) AS high,
    coalesce(corrected.span, concat_ws('-', estimate.start_offset, estimate.end_offset)) AS span,
    corrected.same_claim_as,
    estimate.qualifier,
    estimate.status,
    estimate.population,
    estimate.place,
    cast(estimate.confidence AS numeric(4, 3)) AS confidence,
    articles.outlet,
    articles.article_title,
    numbered.article_key,
    estimate.estimate_id
FROM numbered
INNER JOIN estimate ON estimate.estimate_id = numbered.estimate_id
INNER JOIN report.articles ON articles.extraction_id = estimate.extraction_id
INNER JOIN entity AS origin ON origin.entity_id = estimate.origin_entity_id
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
LEFT JOIN entity AS corrected_origin ON corrected_origin.entity_id = corrected.origin_entity_id;

COMMENT ON VIEW report.review IS 'One row an estimate with the fields that a person may change; exported, changed in a spreadsheet and imported again. row_key lasts beyond re-extraction.';
COMMENT ON COLUMN report.review.row_key IS 'Article, hash of its text, span of the number and rank: what lasts of the row';
COMMENT ON COLUMN report.review.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.review.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.review.is_estimate IS 'False where a person said that it is none';
COMMENT ON COLUMN report.review.source IS 'Natural key of whose claim it is';
COMMENT ON COLUMN report.review.measure IS 'What is counted';
COMMENT ON COLUMN report.review.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.review.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.review.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.review.span IS 'Characters of qualifier and number, start-end';
COMMENT ON COLUMN report.review.same_claim_as IS 'row_key of a mention that tells the same claim, as a person said';
COMMENT ON COLUMN report.review.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.review.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.review.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.review.place IS 'Where, as written';
COMMENT ON COLUMN report.review.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.review.outlet IS 'Who published it here';
COMMENT ON COLUMN report.review.article_title IS 'Title of the article';
COMMENT ON COLUMN report.review.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.review.estimate_id IS 'Surrogate key of the mention';
