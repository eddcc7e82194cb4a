-- question: Which mentions tell which claim, and which of them is the nearest to its source?
-- grain: one mention that tells a claim, outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.claim_mentions AS
SELECT
    evidence.claim_id,
    evidence.estimate_id,
    claim_reference.estimate_id AS reference_estimate_id,
    claim_reference.basis AS reference_basis,
    evidence.origin,
    evidence.origin_key,
    evidence.measure,
    evidence.population,
    evidence.unit,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.qualifier,
    evidence.status,
    evidence.place,
    evidence.said_from,
    evidence.said_to,
    evidence.published_from,
    evidence.published_to,
    evidence.outlet,
    evidence.relays,
    evidence.chain,
    evidence.surface,
    evidence.sentence,
    evidence.article_key,
    evidence.article_title,
    evidence.source_location
FROM report.evidence
INNER JOIN claim_reference ON claim_reference.claim_id = evidence.claim_id
WHERE NOT evidence.is_aside;

COMMENT ON VIEW report.claim_mentions IS 'One row a mention of a claim, with the mention that the others are compared to.';
COMMENT ON COLUMN report.claim_mentions.claim_id IS 'Lasting id of the claim';
COMMENT ON COLUMN report.claim_mentions.estimate_id IS 'Surrogate key of the mention';
COMMENT ON COLUMN report.claim_mentions.reference_estimate_id IS 'The mention that the others of its claim are compared to';
COMMENT ON COLUMN report.claim_mentions.reference_basis IS 'Why that one: only_mention, earliest_published, fewest_relays, or undirected where neither can be told';
COMMENT ON COLUMN report.claim_mentions.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.claim_mentions.origin_key IS 'Natural key of the origin';
COMMENT ON COLUMN report.claim_mentions.measure IS 'What is counted';
COMMENT ON COLUMN report.claim_mentions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.claim_mentions.unit IS 'Unit of the number';
COMMENT ON COLUMN report.claim_mentions.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.claim_mentions.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.claim_mentions.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.claim_mentions.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.claim_mentions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.claim_mentions.place IS 'Where, as written';
COMMENT ON COLUMN report.claim_mentions.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.claim_mentions.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.claim_mentions.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.claim_mentions.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.claim_mentions.outlet IS 'Who published it here';
COMMENT ON COLUMN report.claim_mentions.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.claim_mentions.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.claim_mentions.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.claim_mentions.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.claim_mentions.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.claim_mentions.article_title IS 'Title of the article';
COMMENT ON COLUMN report.claim_mentions.source_location IS 'File or address where the article was found';
