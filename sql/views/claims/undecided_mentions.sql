-- question: Which mentions fit several claims that exclude each other, or are near a claim without a number?
-- grain: one mention and claim that it is near
-- key: estimate_id, claim_id
CREATE VIEW report.undecided_mentions AS
SELECT
    claim_related.kind AS relation,
    evidence.surface,
    evidence.origin,
    evidence.measure,
    evidence.population,
    evidence.status,
    evidence.place,
    evidence.sentence,
    evidence.article_title,
    evidence.article_key,
    evidence.source_location,
    claim_related.claim_id,
    evidence.estimate_id
FROM claim_related
INNER JOIN report.evidence ON evidence.estimate_id = claim_related.estimate_id;

COMMENT ON VIEW report.undecided_mentions IS 'One row a mention and a claim it is near without telling it: vague, without a number, or undecided between claims that exclude each other.';
COMMENT ON COLUMN report.undecided_mentions.relation IS 'vague, unquantified or undecided';
COMMENT ON COLUMN report.undecided_mentions.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.undecided_mentions.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.undecided_mentions.measure IS 'What is counted';
COMMENT ON COLUMN report.undecided_mentions.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.undecided_mentions.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.undecided_mentions.place IS 'Where, as written';
COMMENT ON COLUMN report.undecided_mentions.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.undecided_mentions.article_title IS 'Title of the article';
COMMENT ON COLUMN report.undecided_mentions.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.undecided_mentions.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.undecided_mentions.claim_id IS 'The claim it is near';
COMMENT ON COLUMN report.undecided_mentions.estimate_id IS 'Surrogate key of the mention';
