-- question: Which mentions tell which claim, and which of them is the nearest to its source?
-- grain: one mention that tells a claim, outside captions, credits, teasers, boilerplate and appended interviews
-- key: estimate_id
CREATE VIEW report.claim_mentions AS
WITH relay_counts AS (
    SELECT
        step.estimate_id,
        count(*) FILTER (WHERE step.role = 'relay') AS count_relays,
        count(*) AS count_steps
    FROM estimate_attribution AS step
    GROUP BY step.estimate_id
),

told AS (
    SELECT
        claim_member.claim_id,
        claim_member.estimate_id,
        articles.published_from,
        articles.published_to,
        articles.article_key,
        estimate.start_offset,
        coalesce(relay_counts.count_relays, 0) AS count_relays,
        coalesce(relay_counts.count_steps, 0) AS count_steps
    FROM claim_member
    INNER JOIN estimate ON estimate.estimate_id = claim_member.estimate_id
    INNER JOIN report.articles ON articles.extraction_id = estimate.extraction_id
    LEFT JOIN passage ON passage.passage_id = estimate.passage_id
    LEFT JOIN relay_counts ON relay_counts.estimate_id = claim_member.estimate_id
    WHERE NOT coalesce(passage.is_aside, FALSE)
),

ranked AS (
    SELECT
        told.claim_id,
        told.estimate_id,
        told.published_to,
        lead(told.published_from) OVER by_date AS next_published_from,
        row_number() OVER by_date AS date_rank,
        count(*) OVER claim_mentions - count(told.published_to) OVER claim_mentions AS count_undated,
        row_number() OVER by_relays AS relay_rank,
        row_number() OVER by_steps AS step_rank,
        told.count_relays,
        lead(told.count_relays) OVER by_relays AS next_count_relays,
        count(*) OVER claim_mentions AS count_mentions
    FROM told
    WINDOW
        claim_mentions AS (PARTITION BY told.claim_id),
        by_date AS (PARTITION BY told.claim_id ORDER BY told.published_to ASC NULLS LAST, told.estimate_id ASC),
        by_steps AS (
            PARTITION BY told.claim_id
            ORDER BY told.count_steps DESC, told.published_to ASC, told.article_key ASC, told.start_offset ASC
        ),
        by_relays AS (PARTITION BY told.claim_id ORDER BY told.count_relays ASC, told.estimate_id ASC)
),

reference AS (
    -- The earliest published where every mention is dated; else the one with the fewest relays. Else nobody can
    -- tell: the others are compared to the one that names most steps of its chain, without a direction.
    SELECT
        ranked.claim_id,
        min(ranked.count_mentions) AS count_mentions,
        min(ranked.estimate_id) FILTER (
            WHERE ranked.date_rank = 1 AND ranked.count_undated = 0 AND ranked.next_published_from > ranked.published_to
        ) AS earliest_estimate_id,
        min(ranked.estimate_id) FILTER (
            WHERE ranked.relay_rank = 1 AND ranked.next_count_relays > ranked.count_relays
        ) AS nearest_estimate_id,
        min(ranked.estimate_id) FILTER (WHERE ranked.step_rank = 1) AS any_estimate_id
    FROM ranked
    GROUP BY ranked.claim_id
)

SELECT
    evidence.claim_id,
    evidence.estimate_id,
    coalesce(reference.earliest_estimate_id, reference.nearest_estimate_id, reference.any_estimate_id)
        AS reference_estimate_id,
    CASE
        WHEN reference.count_mentions = 1 THEN 'only_mention'
        WHEN reference.earliest_estimate_id IS NOT NULL THEN 'earliest_published'
        WHEN reference.nearest_estimate_id IS NOT NULL THEN 'fewest_relays'
        ELSE 'undirected'
    END AS reference_basis,
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
INNER JOIN reference ON reference.claim_id = evidence.claim_id
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
