-- question: How many mentions, distinct claims, origins and states stand behind the numbers?
-- grain: one measure and population
-- key: measure, population
CREATE VIEW report.independence AS
WITH mention AS (
    SELECT
        counted.measure,
        counted.population,
        counted.estimate_id,
        counted.claim_id,
        counted.article_version_id,
        nullif(outlet.name, 'unknown outlet') AS outlet,
        counted.origin_entity_id,
        coalesce(counted.said_to, counted.published_to) AS said_to,
        coalesce(counted.said_from, counted.said_to, counted.published_from) AS said_from,
        CASE
            WHEN origin.article_id IS NOT NULL AND origin.type = 'outlet' THEN NULL
            WHEN counted.attribution = 'narrator'
                THEN coalesce(nullif(article_copies.original_outlet, 'unknown outlet'), origin.name)
            ELSE origin.name
        END AS independent_origin
    FROM report.counted_mentions AS counted
    INNER JOIN entity AS origin ON origin.entity_id = counted.origin_entity_id
    LEFT JOIN entity AS outlet ON outlet.entity_id = counted.outlet_entity_id
    LEFT JOIN report.article_copies ON article_copies.article_version_id = counted.article_version_id
    WHERE
        counted.kind = 'numeric'
        AND counted.measure IS NOT NULL
        AND counted.polarity = 'asserted'
        AND NOT counted.is_change
),

-- As estimates_by_source_level tells it, without reading every mention a second time.
state AS (
    SELECT
        entity_rollup.entity_id,
        entity_rollup.level_key,
        entity_rollup.valid_from,
        entity_rollup.valid_to
    FROM report.entity_rollup
    WHERE entity_rollup.level = 'state'
)

SELECT
    mention.measure,
    mention.population,
    count(DISTINCT mention.estimate_id) AS count_mentions,
    count(DISTINCT mention.claim_id) AS count_claims,
    count(DISTINCT mention.independent_origin) AS count_origins,
    count(DISTINCT state.level_key) AS count_states,
    count(DISTINCT mention.estimate_id) FILTER (WHERE mention.claim_id IS NULL) AS count_undecided,
    count(DISTINCT mention.article_version_id) AS count_articles,
    count(DISTINCT mention.outlet) AS count_outlets
FROM mention
LEFT JOIN state
    ON
        state.entity_id = mention.origin_entity_id
        AND (state.valid_from IS NULL OR mention.said_to IS NULL OR state.valid_from <= mention.said_to)
        AND (state.valid_to IS NULL OR mention.said_from <= state.valid_to)
GROUP BY mention.measure, mention.population;

COMMENT ON VIEW report.independence IS 'One row a measure and population: ten mentions can be seven claims from four origins of three states. Parts, changes and denials are left out; copies of one text count as one origin, unknown outlets as none.';
COMMENT ON COLUMN report.independence.measure IS 'What is counted';
COMMENT ON COLUMN report.independence.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.independence.count_mentions IS 'Mentions, the same claim told twice counted twice';
COMMENT ON COLUMN report.independence.count_claims IS 'Distinct claims';
COMMENT ON COLUMN report.independence.count_origins IS 'Distinct origins; copies of one text are one, an unknown outlet is none';
COMMENT ON COLUMN report.independence.count_states IS 'Distinct states that the origins belong to';
COMMENT ON COLUMN report.independence.count_undecided IS 'Mentions that fit several claims and tell none';
COMMENT ON COLUMN report.independence.count_articles IS 'Distinct articles';
COMMENT ON COLUMN report.independence.count_outlets IS 'Distinct outlets that are known';
