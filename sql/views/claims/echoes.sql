-- question: Which strength estimates are echoes of one origin?
-- grain: one mention of a claim that is told more than once
-- key: estimate_id
CREATE VIEW report.echoes AS
SELECT
    claim_mentions.claim_id,
    claim_mentions.origin,
    claim_mentions.measure,
    claim_mentions.population,
    claim_mentions.surface,
    claim_mentions.low,
    claim_mentions.best,
    claim_mentions.high,
    claim_mentions.qualifier,
    claim_mentions.status,
    claim_mentions.place,
    claim_mentions.outlet,
    claim_mentions.chain,
    claim_mentions.published_from,
    claim_mentions.published_to,
    claim_mentions.estimate_id = claim_mentions.reference_estimate_id
    AND claim_mentions.reference_basis <> 'undirected' AS is_first,
    claim_spread.count_mentions,
    claim_spread.count_articles,
    claim_spread.count_outlets,
    claim_mentions.sentence,
    claim_mentions.article_title,
    claim_mentions.article_key,
    claim_mentions.source_location,
    claim_mentions.estimate_id
FROM report.claim_mentions
INNER JOIN report.claim_spread ON claim_spread.claim_id = claim_mentions.claim_id
WHERE claim_spread.count_mentions > 1;

COMMENT ON VIEW report.echoes IS 'One row a mention of a claim that is told more than once: many mentions, one origin.';
COMMENT ON COLUMN report.echoes.claim_id IS 'Lasting id of the claim';
COMMENT ON COLUMN report.echoes.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.echoes.measure IS 'What is counted';
COMMENT ON COLUMN report.echoes.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.echoes.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.echoes.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.echoes.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.echoes.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.echoes.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.echoes.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.echoes.place IS 'Where, as written';
COMMENT ON COLUMN report.echoes.outlet IS 'Who published it here';
COMMENT ON COLUMN report.echoes.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.echoes.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.echoes.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.echoes.is_first IS 'True for the mention that is published first, or nearest to the source; none where that cannot be told';
COMMENT ON COLUMN report.echoes.count_mentions IS 'Mentions of the claim';
COMMENT ON COLUMN report.echoes.count_articles IS 'Articles that tell it';
COMMENT ON COLUMN report.echoes.count_outlets IS 'Known outlets that print it';
COMMENT ON COLUMN report.echoes.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.echoes.article_title IS 'Title of the article';
COMMENT ON COLUMN report.echoes.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.echoes.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.echoes.estimate_id IS 'Surrogate key of the mention';
