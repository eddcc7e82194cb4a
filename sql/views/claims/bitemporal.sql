-- question: Which claims speak of a time before they were reported?
-- grain: one mention whose as-of interval ends before it was said or published
-- key: estimate_id
CREATE VIEW report.bitemporal AS
SELECT
    evidence.origin,
    evidence.measure,
    evidence.population,
    evidence.surface,
    evidence.as_of_from,
    evidence.as_of_to,
    evidence.as_of_precision,
    evidence.as_of_basis,
    evidence.said_from,
    evidence.said_to,
    evidence.said_basis,
    evidence.published_from,
    evidence.published_to,
    coalesce(evidence.said_from, evidence.published_from) - evidence.as_of_to AS days_late,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.kind,
    evidence.status,
    evidence.outlet,
    evidence.sentence,
    evidence.article_title,
    evidence.article_key,
    evidence.source_location,
    evidence.estimate_id
FROM counted_mention AS counted
-- Fenced off by OFFSET 0: read for the mentions that are late alone, once they are found.
INNER JOIN LATERAL (
    SELECT evidence.* FROM report.evidence
    WHERE evidence.estimate_id = counted.estimate_id
    OFFSET 0  -- noqa: AM09
) AS evidence ON TRUE
WHERE coalesce(counted.said_from, counted.published_from) > counted.as_of_to;

COMMENT ON VIEW report.bitemporal IS 'One row a mention that speaks of days before the day it was said or, where that is unknown, published: what it was true of, and when it was told.';
COMMENT ON COLUMN report.bitemporal.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.bitemporal.measure IS 'What is counted';
COMMENT ON COLUMN report.bitemporal.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.bitemporal.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.bitemporal.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.bitemporal.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.bitemporal.as_of_precision IS 'How precise that is';
COMMENT ON COLUMN report.bitemporal.as_of_basis IS 'How it is known';
COMMENT ON COLUMN report.bitemporal.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.bitemporal.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.bitemporal.said_basis IS 'How it is known';
COMMENT ON COLUMN report.bitemporal.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.bitemporal.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.bitemporal.days_late IS 'Days between the last day it speaks of and the first on which it can have been told';
COMMENT ON COLUMN report.bitemporal.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.bitemporal.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.bitemporal.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.bitemporal.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.bitemporal.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.bitemporal.outlet IS 'Who published it here';
COMMENT ON COLUMN report.bitemporal.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.bitemporal.article_title IS 'Title of the article';
COMMENT ON COLUMN report.bitemporal.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.bitemporal.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.bitemporal.estimate_id IS 'Surrogate key of the mention';
