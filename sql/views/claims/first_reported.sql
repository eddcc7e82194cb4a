-- question: Who first reported each claim?
-- grain: one claim
-- key: claim_id
CREATE VIEW report.first_reported AS
SELECT
    evidence.claim_id,
    evidence.origin,
    evidence.measure,
    evidence.population,
    evidence.surface,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.qualifier,
    evidence.status,
    evidence.place,
    evidence.outlet AS first_outlet,
    evidence.published_from,
    evidence.published_to,
    claim_spread.basis AS first_basis,
    claim_spread.count_mentions,
    claim_spread.count_articles,
    claim_spread.count_outlets,
    evidence.chain,
    evidence.said_from,
    evidence.said_to,
    evidence.article_title,
    evidence.article_key,
    evidence.source_location,
    evidence.estimate_id
FROM report.claim_spread
INNER JOIN report.evidence ON evidence.estimate_id = claim_spread.estimate_id;

COMMENT ON VIEW report.first_reported IS 'One row a claim with the mention that is published first, else the one with the fewest relays; where neither can be told, any of them, marked undirected.';
COMMENT ON COLUMN report.first_reported.claim_id IS 'Lasting id of the claim';
COMMENT ON COLUMN report.first_reported.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.first_reported.measure IS 'What is counted';
COMMENT ON COLUMN report.first_reported.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.first_reported.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.first_reported.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.first_reported.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.first_reported.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.first_reported.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.first_reported.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.first_reported.place IS 'Where, as written';
COMMENT ON COLUMN report.first_reported.first_outlet IS 'Outlet of the first mention';
COMMENT ON COLUMN report.first_reported.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.first_reported.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.first_reported.first_basis IS 'How it is known: only_mention, earliest_published, fewest_relays, or undirected where it is not';
COMMENT ON COLUMN report.first_reported.count_mentions IS 'Mentions of the claim';
COMMENT ON COLUMN report.first_reported.count_articles IS 'Articles that tell it';
COMMENT ON COLUMN report.first_reported.count_outlets IS 'Known outlets that print it';
COMMENT ON COLUMN report.first_reported.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.first_reported.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.first_reported.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.first_reported.article_title IS 'Title of the article';
COMMENT ON COLUMN report.first_reported.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.first_reported.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.first_reported.estimate_id IS 'Surrogate key of the mention';
