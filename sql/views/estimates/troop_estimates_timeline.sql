-- question: How do troop estimates differ by the date on which they were said and reported?
-- grain: one mention of a number of troops, outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.troop_estimates_timeline AS
SELECT
    estimates_by_source.said_from,
    estimates_by_source.said_to,
    estimates_by_source.origin,
    estimates_by_source.low,
    estimates_by_source.best,
    estimates_by_source.high,
    estimates_by_source.qualifier,
    estimates_by_source.status,
    estimates_by_source.as_of_from,
    estimates_by_source.as_of_to,
    estimates_by_source.published_from,
    estimates_by_source.published_to,
    estimates_by_source.said_precision,
    estimates_by_source.said_basis,
    estimates_by_source.as_of_precision,
    estimates_by_source.as_of_basis,
    estimates_by_source.published_basis,
    estimates_by_source.population,
    estimates_by_source.place,
    estimates_by_source.outlet,
    estimates_by_source.chain,
    estimates_by_source.surface,
    estimates_by_source.sentence,
    estimates_by_source.article_title,
    estimates_by_source.article_key,
    estimates_by_source.source_location,
    estimates_by_source.estimate_id
FROM report.estimates_by_source
WHERE
    estimates_by_source.measure = 'troops'
    AND estimates_by_source.kind = 'numeric';

COMMENT ON VIEW report.troop_estimates_timeline IS 'One row a mention of a number of troops with its three times: what day it speaks of, when it was said, when it was published. Empty where the text does not tell.';
COMMENT ON COLUMN report.troop_estimates_timeline.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.troop_estimates_timeline.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.troop_estimates_timeline.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.troop_estimates_timeline.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.troop_estimates_timeline.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.troop_estimates_timeline.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.troop_estimates_timeline.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.troop_estimates_timeline.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.troop_estimates_timeline.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.troop_estimates_timeline.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.troop_estimates_timeline.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.troop_estimates_timeline.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.troop_estimates_timeline.said_precision IS 'How precise that is';
COMMENT ON COLUMN report.troop_estimates_timeline.said_basis IS 'How it is known';
COMMENT ON COLUMN report.troop_estimates_timeline.as_of_precision IS 'How precise that is';
COMMENT ON COLUMN report.troop_estimates_timeline.as_of_basis IS 'How it is known';
COMMENT ON COLUMN report.troop_estimates_timeline.published_basis IS 'How the date of publication is known';
COMMENT ON COLUMN report.troop_estimates_timeline.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.troop_estimates_timeline.place IS 'Where, as written';
COMMENT ON COLUMN report.troop_estimates_timeline.outlet IS 'Who published it here';
COMMENT ON COLUMN report.troop_estimates_timeline.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.troop_estimates_timeline.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.troop_estimates_timeline.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.troop_estimates_timeline.article_title IS 'Title of the article';
COMMENT ON COLUMN report.troop_estimates_timeline.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.troop_estimates_timeline.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.troop_estimates_timeline.estimate_id IS 'Surrogate key of the mention';
