-- question: Which claims tell that something is so and give no number?
-- grain: one mention outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.unquantified_claims AS
SELECT
    estimates_by_source.origin,
    estimates_by_source.kind,
    estimates_by_source.measure,
    estimates_by_source.status,
    estimates_by_source.population,
    estimates_by_source.place,
    estimates_by_source.surface,
    estimates_by_source.outlet,
    estimates_by_source.chain,
    estimates_by_source.as_of_from,
    estimates_by_source.as_of_to,
    estimates_by_source.said_from,
    estimates_by_source.said_to,
    estimates_by_source.hedge,
    estimates_by_source.polarity,
    estimates_by_source.attribution,
    estimates_by_source.spokesperson,
    estimates_by_source.relays,
    estimates_by_source.source_as_written,
    estimates_by_source.start_offset,
    estimates_by_source.end_offset,
    estimates_by_source.sentence,
    estimates_by_source.confidence,
    estimates_by_source.article_title,
    estimates_by_source.article_url,
    estimates_by_source.article_key,
    estimates_by_source.source_location,
    estimates_by_source.estimate_id
FROM report.estimates_by_source
WHERE estimates_by_source.kind IN ('vague', 'unquantified');

COMMENT ON VIEW report.unquantified_claims IS 'One row a claim without a number: unquantified (soldiers have deployed) or vague (thousands of). Their bounds are empty, never zero.';
COMMENT ON COLUMN report.unquantified_claims.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.unquantified_claims.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.unquantified_claims.measure IS 'What is counted';
COMMENT ON COLUMN report.unquantified_claims.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.unquantified_claims.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.unquantified_claims.place IS 'Where, as written';
COMMENT ON COLUMN report.unquantified_claims.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.unquantified_claims.outlet IS 'Who published it here';
COMMENT ON COLUMN report.unquantified_claims.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.unquantified_claims.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.unquantified_claims.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.unquantified_claims.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.unquantified_claims.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.unquantified_claims.hedge IS 'What marks belief or hearsay';
COMMENT ON COLUMN report.unquantified_claims.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.unquantified_claims.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.unquantified_claims.spokesperson IS 'Who voiced it for the origin';
COMMENT ON COLUMN report.unquantified_claims.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.unquantified_claims.source_as_written IS 'The source in the article''s words; empty in the narrator''s voice';
COMMENT ON COLUMN report.unquantified_claims.start_offset IS 'First character of the surface in the article''s text';
COMMENT ON COLUMN report.unquantified_claims.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.unquantified_claims.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.unquantified_claims.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.unquantified_claims.article_title IS 'Title of the article';
COMMENT ON COLUMN report.unquantified_claims.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.unquantified_claims.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.unquantified_claims.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.unquantified_claims.estimate_id IS 'Surrogate key of the mention';
