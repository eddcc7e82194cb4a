-- The mention that a claim's others are compared to: the earliest published where every mention is dated; else the one
-- with the fewest relays. Else nobody can tell: the others are compared to the one that names most steps of its chain,
-- without a direction. etl.load.claims keeps the answer of today in the table, by these same words.
WITH told AS (
    SELECT
        member.claim_id,
        member.estimate_id,
        estimate.start_offset,
        article.article_key,
        coalesce(reading.published_from, version.published_from) AS published_from,
        coalesce(reading.published_to, version.published_to) AS published_to,
        chain.count_relays,
        chain.count_steps
    FROM public_at.claim_member AS member
    INNER JOIN public_at.estimate ON estimate.estimate_id = member.estimate_id
    LEFT JOIN public.passage ON passage.passage_id = estimate.passage_id
    LEFT JOIN public_at.article_version AS version ON version.article_version_id = estimate.article_version_id
    LEFT JOIN public.article ON article.article_id = version.article_id
    LEFT JOIN public_at.extraction AS reading
        ON
            reading.article_version_id = estimate.article_version_id
            AND reading.current_from IS NOT NULL
            AND reading.current_to IS NULL
    INNER JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE step.role = 'relay') AS count_relays,
            count(*) AS count_steps
        FROM public.estimate_attribution AS step
        WHERE step.estimate_id = estimate.estimate_id
    ) AS chain ON TRUE
    WHERE NOT coalesce(passage.is_aside, FALSE)
),

compared AS (
    SELECT
        told.claim_id,
        count(*) AS count_mentions,
        CASE
            WHEN
                count(*) = count(told.published_to)
                AND min(told.published_to)
                < (array_agg(told.published_from ORDER BY told.published_to ASC, told.estimate_id ASC))[2]
                THEN (array_agg(told.estimate_id ORDER BY told.published_to ASC, told.estimate_id ASC))[1]
        END AS earliest_id,
        CASE
            WHEN min(told.count_relays) < (array_agg(told.count_relays ORDER BY told.count_relays ASC))[2]
                THEN (array_agg(told.estimate_id ORDER BY told.count_relays ASC, told.estimate_id ASC))[1]
        END AS nearest_id,
        (array_agg(
            told.estimate_id
            ORDER BY
                told.count_steps DESC, told.published_to ASC, told.article_key ASC, told.start_offset ASC,
                told.estimate_id ASC
        ))[1] AS any_id
    FROM told
    GROUP BY told.claim_id
)

SELECT
    compared.claim_id,
    coalesce(compared.earliest_id, compared.nearest_id, compared.any_id) AS estimate_id,
    CASE
        WHEN compared.count_mentions = 1 THEN 'only_mention'
        WHEN compared.earliest_id IS NOT NULL THEN 'earliest_published'
        WHEN compared.nearest_id IS NOT NULL THEN 'fewest_relays'
        ELSE 'undirected'
    END AS basis,
    compared.count_mentions
FROM compared
