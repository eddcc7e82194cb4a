-- question: How many mentions, distinct claims, origins and states stand behind the numbers?
-- grain: one measure and population
-- key: measure, population
CREATE VIEW report.independence AS
-- As estimates_by_source_level tells it; of those alone that belong to somebody, since most names belong to nobody.
WITH state AS MATERIALIZED (
    SELECT
        entity_rollup.entity_id,
        entity_rollup.level_key,
        entity_rollup.valid_from,
        entity_rollup.valid_to
    FROM entity
    INNER JOIN report.entity_rollup ON entity_rollup.entity_id = entity.entity_id
    WHERE
        entity_rollup.level = 'state'
        AND (
            entity.type = 'state'
            OR EXISTS (
                SELECT 1 FROM entity AS counted
                INNER JOIN entity_relation AS relation ON relation.entity_id = counted.entity_id
                WHERE entity.entity_id IN (counted.entity_id, counted.merged_into_entity_id)
            )
        )
),

-- Who printed first what a copy prints again, where that is known.
copied AS MATERIALIZED (
    SELECT
        article_copies.article_version_id,
        coalesce(outlet.merged_into_entity_id, outlet.entity_id) AS outlet_entity_id
    FROM report.article_copies
    INNER JOIN report.articles AS original ON original.article_version_id = article_copies.original_version_id
    INNER JOIN article_version AS version ON version.article_version_id = original.article_version_id
    LEFT JOIN extraction AS reading ON reading.extraction_id = original.extraction_id
    INNER JOIN entity AS outlet ON outlet.entity_id = coalesce(version.outlet_entity_id, reading.outlet_entity_id)
    WHERE original.outlet <> 'unknown outlet'
),

unnamed_outlet AS MATERIALIZED (
    SELECT entity.entity_id FROM entity
    WHERE entity.name = 'unknown outlet'
),

gathered AS (
    -- Keys first and names after: each group's keys in arrays, names of the distinct ones.
    SELECT
        figure.measure,
        figure.population,
        count(*) AS count_mentions,
        count(*) FILTER (WHERE figure.claim_id IS NULL) AS count_undecided,
        array_agg(figure.claim_id) AS claim_ids,
        array_agg(figure.article_version_id) AS article_ids,
        array_agg(figure.outlet_entity_id) FILTER (
            WHERE figure.outlet_entity_id NOT IN (SELECT unnamed_outlet.entity_id FROM unnamed_outlet)
        ) AS outlet_ids,
        -- A narrator who prints a copy says what the original's did; an outlet that nobody can name is none.
        array_agg(CASE
            WHEN
                figure.attribution = 'narrator'
                AND figure.article_version_id IN (SELECT copied.article_version_id FROM copied)
                AND NOT EXISTS (
                    SELECT 1 FROM entity
                    WHERE
                        entity.entity_id = figure.origin_entity_id
                        AND entity.article_id IS NOT NULL
                        AND entity.type = 'outlet'
                )
                THEN (
                    SELECT copied.outlet_entity_id FROM copied
                    WHERE copied.article_version_id = figure.article_version_id
                )
            ELSE figure.origin_entity_id
        END) AS independent_ids,
        array_agg(figure.origin_entity_id) FILTER (
            WHERE figure.origin_entity_id IN (SELECT state.entity_id FROM state)
        ) AS origin_ids,
        array_agg(coalesce(figure.said_from, figure.said_to, figure.published_from)) FILTER (
            WHERE figure.origin_entity_id IN (SELECT state.entity_id FROM state)
        ) AS said_from,
        array_agg(coalesce(figure.said_to, figure.published_to)) FILTER (
            WHERE figure.origin_entity_id IN (SELECT state.entity_id FROM state)
        ) AS said_to
    FROM counted_mention AS figure
    WHERE
        figure.kind = 'numeric'
        AND figure.measure IS NOT NULL
        AND figure.polarity = 'asserted'
        AND NOT figure.is_change
    GROUP BY figure.measure, figure.population
)

SELECT
    gathered.measure,
    gathered.population,
    gathered.count_mentions,
    (
        SELECT count(DISTINCT told.claim_id) FROM unnest(gathered.claim_ids) AS told (claim_id)
    ) AS count_claims,
    (
        SELECT count(DISTINCT origin.name) FROM entity AS origin
        WHERE
            origin.entity_id IN (SELECT told.entity_id FROM unnest(gathered.independent_ids) AS told (entity_id))
            AND (origin.article_id IS NULL OR origin.type <> 'outlet')
    ) AS count_origins,
    (
        SELECT count(DISTINCT state.level_key)
        FROM (
            SELECT DISTINCT
                told.entity_id,
                told.said_from,
                told.said_to
            FROM unnest(gathered.origin_ids, gathered.said_from, gathered.said_to)
                AS told (entity_id, said_from, said_to)
        ) AS told
        INNER JOIN state
            ON
                state.entity_id = told.entity_id
                AND (state.valid_from IS NULL OR told.said_to IS NULL OR state.valid_from <= told.said_to)
                AND (state.valid_to IS NULL OR told.said_from <= state.valid_to)
    ) AS count_states,
    gathered.count_undecided,
    (
        SELECT count(DISTINCT told.article_version_id)
        FROM unnest(gathered.article_ids) AS told (article_version_id)
    ) AS count_articles,
    (
        SELECT count(DISTINCT told.entity_id) FROM unnest(gathered.outlet_ids) AS told (entity_id)
    ) AS count_outlets
FROM gathered;

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
