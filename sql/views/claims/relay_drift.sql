-- question: Where did a relay change the number, the qualifier, the status or the place?
-- grain: one mention that differs from the mention its claim is compared to
-- key: estimate_id
CREATE VIEW report.relay_drift AS
WITH RECURSIVE inside (part_id, whole_id, depth) AS (
    SELECT
        coalesce(part.merged_into_entity_id, part.entity_id) AS part_id,
        coalesce(whole.merged_into_entity_id, whole.entity_id) AS whole_id,
        1 AS depth
    FROM entity_relation AS relation
    INNER JOIN entity AS part ON part.entity_id = relation.entity_id
    INNER JOIN entity AS whole ON whole.entity_id = relation.related_entity_id
    WHERE relation.kind IN ('part_of', 'located_in') AND part.type IN ('place', 'state')
    UNION
    SELECT
        inside.part_id,
        coalesce(whole.merged_into_entity_id, whole.entity_id) AS whole_id,
        inside.depth + 1 AS depth
    FROM inside
    INNER JOIN entity_relation AS relation ON relation.entity_id = inside.whole_id
    INNER JOIN entity AS whole ON whole.entity_id = relation.related_entity_id
    WHERE relation.kind IN ('part_of', 'located_in') AND inside.depth < 6
),

shaped AS NOT MATERIALIZED (
    SELECT
        evidence.estimate_id,
        evidence.claim_id,
        evidence.is_aside,
        evidence.origin,
        evidence.measure,
        evidence.population,
        evidence.surface,
        evidence.low,
        evidence.best,
        evidence.high,
        evidence.status,
        evidence.place,
        evidence.chain,
        evidence.article_title,
        evidence.source_location,
        CASE
            WHEN evidence.low IS NOT NULL AND evidence.best IS NULL AND evidence.high IS NULL THEN 'at least'
            WHEN evidence.low IS NULL AND evidence.best IS NOT NULL AND evidence.high IS NULL THEN 'about'
            WHEN evidence.low IS NULL AND evidence.best IS NOT NULL AND evidence.high IS NOT NULL THEN 'almost'
            WHEN evidence.low IS NULL AND evidence.best IS NULL AND evidence.high IS NOT NULL THEN 'up to'
            WHEN evidence.low IS NOT NULL AND evidence.best IS NULL AND evidence.high IS NOT NULL THEN 'between'
            ELSE 'exactly'
        END AS bounds,
        coalesce(place.merged_into_entity_id, place.entity_id) AS place_id
    FROM report.evidence
    LEFT JOIN entity AS place ON place.entity_id = evidence.place_entity_id
),

compared AS (
    SELECT
        retold.claim_id,
        retold.estimate_id,
        retold.surface,
        earlier.surface AS first_surface,
        CASE
            WHEN retold.bounds <> earlier.bounds THEN earlier.bounds || ' -> ' || retold.bounds
        END AS qualifier_drift,
        CASE
            WHEN
                coalesce(retold.low, retold.best, retold.high) <> coalesce(earlier.low, earlier.best, earlier.high)
                OR coalesce(retold.high, retold.best, retold.low) <> coalesce(earlier.high, earlier.best, earlier.low)
                THEN earlier.surface || ' -> ' || retold.surface
        END AS bounds_drift,
        CASE
            WHEN coalesce(retold.status, 'none') <> coalesce(earlier.status, 'none')
                THEN coalesce(earlier.status, 'none') || ' -> ' || coalesce(retold.status, 'none')
        END AS status_drift,
        CASE
            WHEN earlier.place IS NOT NULL AND retold.place IS NULL THEN 'lost: ' || earlier.place
            WHEN
                EXISTS (
                    SELECT 1 FROM inside
                    WHERE inside.part_id = retold.place_id AND inside.whole_id = earlier.place_id
                ) AND retold.place_id <> earlier.place_id
                THEN 'narrowed: ' || earlier.place || ' -> ' || retold.place
        END AS place_drift,
        claim_reference.basis <> 'undirected' AS is_directed,
        claim_reference.basis AS reference_basis,
        retold.origin,
        retold.measure,
        retold.population,
        earlier.chain AS first_chain,
        retold.chain,
        earlier.article_title AS first_article_title,
        retold.article_title,
        earlier.source_location AS first_source_location,
        retold.source_location,
        earlier.estimate_id AS reference_estimate_id
    FROM shaped AS retold
    INNER JOIN claim_reference
        ON claim_reference.claim_id = retold.claim_id AND claim_reference.estimate_id <> retold.estimate_id
    -- Fenced off by OFFSET 0: planned by itself, since all joins in one search take ten times as long.
    INNER JOIN LATERAL (
        SELECT
            shaped.estimate_id,
            shaped.surface,
            shaped.low,
            shaped.best,
            shaped.high,
            shaped.bounds,
            shaped.status,
            shaped.place,
            shaped.place_id,
            shaped.chain,
            shaped.article_title,
            shaped.source_location
        FROM shaped
        WHERE shaped.estimate_id = claim_reference.estimate_id
        OFFSET 0  -- noqa: AM09
    ) AS earlier ON TRUE
    WHERE NOT retold.is_aside
)

SELECT
    compared.claim_id,
    compared.origin,
    compared.measure,
    compared.population,
    compared.first_surface,
    compared.surface,
    compared.qualifier_drift,
    compared.bounds_drift,
    compared.status_drift,
    compared.place_drift,
    compared.is_directed,
    compared.reference_basis,
    compared.first_chain,
    compared.chain,
    compared.first_article_title,
    compared.article_title,
    compared.first_source_location,
    compared.source_location,
    compared.reference_estimate_id,
    compared.estimate_id
FROM compared
WHERE
    compared.qualifier_drift IS NOT NULL
    OR compared.bounds_drift IS NOT NULL
    OR compared.status_drift IS NOT NULL
    OR compared.place_drift IS NOT NULL;

COMMENT ON VIEW report.relay_drift IS 'One row a mention that differs from its claim''s first: qualifier, bounds, status, place narrowed or lost. It says what differs, not who changed it; wording alone is no drift.';
COMMENT ON COLUMN report.relay_drift.claim_id IS 'Lasting id of the claim';
COMMENT ON COLUMN report.relay_drift.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.relay_drift.measure IS 'What is counted';
COMMENT ON COLUMN report.relay_drift.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.relay_drift.first_surface IS 'Number as written in the mention compared to';
COMMENT ON COLUMN report.relay_drift.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.relay_drift.qualifier_drift IS 'What the bounds say, there -> here: at least -> exactly';
COMMENT ON COLUMN report.relay_drift.bounds_drift IS 'Numbers, there -> here';
COMMENT ON COLUMN report.relay_drift.status_drift IS 'Status, there -> here';
COMMENT ON COLUMN report.relay_drift.place_drift IS 'Place narrowed or lost, there -> here';
COMMENT ON COLUMN report.relay_drift.is_directed IS 'False where nobody can tell which of the two came first: read the arrows both ways';
COMMENT ON COLUMN report.relay_drift.reference_basis IS 'How the first is known: earliest_published, fewest_relays or undirected';
COMMENT ON COLUMN report.relay_drift.first_chain IS 'Chain of the mention compared to';
COMMENT ON COLUMN report.relay_drift.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.relay_drift.first_article_title IS 'Title of the article compared to';
COMMENT ON COLUMN report.relay_drift.article_title IS 'Title of the article';
COMMENT ON COLUMN report.relay_drift.first_source_location IS 'File or address of the article compared to';
COMMENT ON COLUMN report.relay_drift.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.relay_drift.reference_estimate_id IS 'Surrogate key of the mention compared to';
COMMENT ON COLUMN report.relay_drift.estimate_id IS 'Surrogate key of the mention';
