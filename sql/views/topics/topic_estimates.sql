-- question: What does everybody say about a topic?
-- grain: one topic and mention of an estimate outside captions, credits, teasers, boilerplate and appended interviews
-- key: topic, estimate_id
CREATE VIEW report.topic_estimates AS
-- Found once and looked up for each mention, however many there are.
WITH sided AS MATERIALIZED (
    SELECT
        side_source.topic,
        jsonb_object_agg(side_source.origin_key, side_source.side) AS sides
    FROM report.topic_side_sources AS side_source
    GROUP BY side_source.topic
)

SELECT
    topic.topic,
    (
        SELECT sided.sides ->> evidence.origin_key FROM sided
        WHERE sided.topic = topic.topic
    ) AS side,
    evidence.origin,
    evidence.measure,
    evidence.low,
    evidence.best,
    evidence.high,
    evidence.qualifier,
    evidence.status,
    evidence.population,
    evidence.place,
    evidence.outlet,
    evidence.chain,
    evidence.estimate_id,
    evidence.origin_type,
    evidence.origin_key,
    evidence.unit,
    evidence.kind,
    evidence.stated_value,
    evidence.hedge,
    evidence.polarity,
    evidence.attribution,
    evidence.spokesperson,
    evidence.relays,
    evidence.source_as_written,
    evidence.disputed_by,
    evidence.as_of_from,
    evidence.as_of_to,
    evidence.as_of_precision,
    evidence.said_from,
    evidence.said_to,
    evidence.said_precision,
    evidence.published_from,
    evidence.published_to,
    evidence.is_change,
    evidence.time_kind,
    evidence.part_of_estimate_id,
    evidence.surface,
    evidence.start_offset,
    evidence.end_offset,
    evidence.number_start,
    evidence.number_end,
    evidence.sentence,
    evidence.sentence_start,
    evidence.passage_kind,
    evidence.confidence,
    evidence.claim_id,
    evidence.article_key,
    evidence.article_title,
    evidence.article_url,
    evidence.source_location,
    evidence.article_version_id,
    topic_measure.is_headline,
    coalesce(evidence.status IN ('projected', 'planned', 'preparing'), FALSE) AS is_planned,
    cast(coalesce(
        evidence.best, evidence.stated_value, (evidence.low + evidence.high) / 2, evidence.low, evidence.high
    ) AS numeric(18, 2)) AS point,
    topic.title AS topic_title
FROM topic
-- Fenced off by OFFSET 0: one step a topic, planned by itself, since all joins in one search take ten times as long.
INNER JOIN LATERAL (
    SELECT evidence.*
    FROM report.evidence
    WHERE
        evidence.estimate_id = any(
            array(
                SELECT mention.estimate_id FROM report.topic_mentions AS mention
                WHERE mention.topic = topic.topic
            )
        )
    OFFSET 0  -- noqa: AM09
) AS evidence ON TRUE
INNER JOIN topic_measure ON topic_measure.topic = topic.topic AND topic_measure.measure = evidence.measure;

COMMENT ON VIEW report.topic_estimates IS 'One row a topic and mention: what was said, by whom, for which side. Bounds as stated; point is for charts only.';
COMMENT ON COLUMN report.topic_estimates.topic IS 'Short name of the topic, used in filters';
COMMENT ON COLUMN report.topic_estimates.side IS 'Party of the topic that the origin speaks for; empty where it belongs to none';
COMMENT ON COLUMN report.topic_estimates.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.topic_estimates.measure IS 'What is counted';
COMMENT ON COLUMN report.topic_estimates.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.topic_estimates.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.topic_estimates.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.topic_estimates.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.topic_estimates.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.topic_estimates.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.topic_estimates.place IS 'Where, as written';
COMMENT ON COLUMN report.topic_estimates.outlet IS 'Who published it here';
COMMENT ON COLUMN report.topic_estimates.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.topic_estimates.estimate_id IS 'Surrogate key of the mention';
COMMENT ON COLUMN report.topic_estimates.origin_type IS 'person, organization, state, outlet, unnamed_source, ...';
COMMENT ON COLUMN report.topic_estimates.origin_key IS 'Natural key of the origin';
COMMENT ON COLUMN report.topic_estimates.unit IS 'Unit of the numbers; different units are never mixed';
COMMENT ON COLUMN report.topic_estimates.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.topic_estimates.stated_value IS 'The number in the wording, where there is one';
COMMENT ON COLUMN report.topic_estimates.hedge IS 'What marks belief or hearsay';
COMMENT ON COLUMN report.topic_estimates.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.topic_estimates.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.topic_estimates.spokesperson IS 'Who voiced it for the origin';
COMMENT ON COLUMN report.topic_estimates.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.topic_estimates.source_as_written IS 'The source in the article''s words; empty in the narrator''s voice';
COMMENT ON COLUMN report.topic_estimates.disputed_by IS 'Who disputes it in the same article';
COMMENT ON COLUMN report.topic_estimates.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.topic_estimates.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.topic_estimates.as_of_precision IS 'How precise that is';
COMMENT ON COLUMN report.topic_estimates.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.topic_estimates.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.topic_estimates.said_precision IS 'How precise that is';
COMMENT ON COLUMN report.topic_estimates.published_from IS 'First day on which it can have been published';
COMMENT ON COLUMN report.topic_estimates.published_to IS 'Last day on which it can have been published';
COMMENT ON COLUMN report.topic_estimates.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.topic_estimates.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.topic_estimates.part_of_estimate_id IS 'The mention of the whole that this is a part of; never add the two';
COMMENT ON COLUMN report.topic_estimates.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.topic_estimates.start_offset IS 'First character of the surface in the article''s text';
COMMENT ON COLUMN report.topic_estimates.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.topic_estimates.number_start IS 'First character of the number alone';
COMMENT ON COLUMN report.topic_estimates.number_end IS 'Just past its last character';
COMMENT ON COLUMN report.topic_estimates.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.topic_estimates.sentence_start IS 'First character of that sentence';
COMMENT ON COLUMN report.topic_estimates.passage_kind IS 'headline, body, live_update, interview_turn, ...';
COMMENT ON COLUMN report.topic_estimates.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.topic_estimates.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.topic_estimates.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.topic_estimates.article_title IS 'Title of the article';
COMMENT ON COLUMN report.topic_estimates.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.topic_estimates.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.topic_estimates.article_version_id IS 'Surrogate key of the version, for joins inside this database';
COMMENT ON COLUMN report.topic_estimates.is_headline IS 'True for a measure that the topic is about';
COMMENT ON COLUMN report.topic_estimates.is_planned IS 'True for what is projected, planned or being prepared: never compared with what is there';
COMMENT ON COLUMN report.topic_estimates.point IS 'Where a chart may draw a mark: best, else the number in the wording, else the middle or the one bound; never stored, never an estimate';
COMMENT ON COLUMN report.topic_estimates.topic_title IS 'Name of the topic to show';
