-- question: What does everybody say about a topic?
-- grain: one topic and mention of an estimate outside captions, credits, teasers, boilerplate and appended interviews
-- key: topic, estimate_id
CREATE VIEW report.topic_estimates AS
SELECT
    topic.topic,
    sided.sides ->> shown.origin_key AS side,
    shown.origin,
    shown.measure,
    shown.low,
    shown.best,
    shown.high,
    shown.qualifier,
    shown.status,
    shown.population,
    shown.place,
    shown.outlet,
    shown.chain,
    shown.estimate_id,
    shown.origin_type,
    shown.origin_key,
    shown.unit,
    shown.kind,
    shown.stated_value,
    shown.hedge,
    shown.polarity,
    shown.attribution,
    shown.spokesperson,
    shown.relays,
    shown.source_as_written,
    shown.disputed_by,
    shown.as_of_from,
    shown.as_of_to,
    shown.as_of_precision,
    shown.said_from,
    shown.said_to,
    shown.said_precision,
    shown.published_from,
    shown.published_to,
    shown.is_change,
    shown.time_kind,
    shown.part_of_estimate_id,
    shown.surface,
    shown.start_offset,
    shown.end_offset,
    shown.number_start,
    shown.number_end,
    shown.sentence,
    shown.sentence_start,
    shown.passage_kind,
    shown.confidence,
    shown.claim_id,
    shown.article_key,
    shown.article_title,
    shown.article_url,
    shown.source_location,
    shown.article_version_id,
    shown.is_headline,
    coalesce(shown.status IN ('projected', 'planned', 'preparing'), FALSE) AS is_planned,
    cast(coalesce(
        shown.best, shown.stated_value, (shown.low + shown.high) / 2, shown.low, shown.high
    ) AS numeric(18, 2)) AS point,
    topic.title AS topic_title
FROM topic
-- Found once a topic and looked up for each mention, however many there are.
LEFT JOIN (  -- noqa: ST05
    SELECT
        side_source.topic,
        jsonb_object_agg(side_source.origin_key, side_source.side) AS sides
    FROM report.topic_side_sources AS side_source
    GROUP BY side_source.topic
) AS sided ON sided.topic = topic.topic
-- Fenced off by OFFSET 0: one step a topic, planned by itself, since all joins in one search take ten times as long.
-- The mentions of a topic are those that count, so what evidence asks of each to find that out is not asked again;
-- articles and chains are read once each and joined, since many mentions stand in one article.
INNER JOIN LATERAL (  -- noqa: ST05
    WITH mention AS MATERIALIZED (
        SELECT topic_mentions.* FROM report.topic_mentions
        WHERE topic_mentions.topic = topic.topic
    ),

    told AS (
        SELECT articles.*
        FROM (SELECT DISTINCT mention.article_version_id FROM mention) AS wanted
        INNER JOIN report.articles ON articles.article_version_id = wanted.article_version_id
        OFFSET 0  -- noqa: AM09
    ),

    chain AS (
        SELECT estimate_chains.* FROM report.estimate_chains
        WHERE estimate_chains.estimate_id = any(array(SELECT mention.estimate_id FROM mention))
    ),

    dispute AS (
        SELECT
            estimate_dispute.estimate_id,
            string_agg(coalesce(canonical.name, entity.name), ', ' ORDER BY estimate_dispute.position) AS disputed_by
        FROM estimate_dispute
        INNER JOIN entity ON entity.entity_id = estimate_dispute.entity_id
        LEFT JOIN entity AS canonical ON canonical.entity_id = entity.merged_into_entity_id
        WHERE estimate_dispute.estimate_id = any(array(SELECT mention.estimate_id FROM mention))
        GROUP BY estimate_dispute.estimate_id
    )

    SELECT
        origin.name AS origin,
        origin.type AS origin_type,
        origin.entity_key AS origin_key,
        mention.measure,
        mention.low,
        mention.best,
        mention.high,
        estimate.qualifier,
        mention.status,
        mention.population,
        estimate.place,
        told.outlet,
        chain.chain,
        mention.estimate_id,
        mention.unit,
        mention.kind,
        cast(estimate.stated_value AS numeric(18, 2)) AS stated_value,
        estimate.hedge,
        mention.polarity,
        estimate.attribution,
        chain.spokesperson,
        chain.relays,
        estimate.source_surface AS source_as_written,
        dispute.disputed_by,
        estimate.as_of_from,
        estimate.as_of_to,
        estimate.as_of_precision,
        estimate.said_from,
        estimate.said_to,
        estimate.said_precision,
        told.published_from,
        told.published_to,
        mention.is_change,
        estimate.time_kind,
        mention.part_of_estimate_id,
        estimate.surface,
        estimate.start_offset,
        estimate.end_offset,
        estimate.number_start,
        estimate.number_end,
        estimate.sentence,
        estimate.sentence_start,
        passage.kind AS passage_kind,
        cast(estimate.confidence AS numeric(4, 3)) AS confidence,
        mention.claim_id,
        told.article_key,
        told.article_title,
        told.article_url,
        told.source_location,
        estimate.article_version_id,
        mention.is_headline
    FROM mention
    INNER JOIN estimate ON estimate.estimate_id = mention.estimate_id
    INNER JOIN entity AS origin ON origin.entity_id = mention.origin_entity_id
    LEFT JOIN told ON told.article_version_id = mention.article_version_id
    LEFT JOIN chain ON chain.estimate_id = mention.estimate_id
    LEFT JOIN dispute ON dispute.estimate_id = mention.estimate_id
    LEFT JOIN passage ON passage.passage_id = estimate.passage_id
    OFFSET 0  -- noqa: AM09
) AS shown ON TRUE;

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
