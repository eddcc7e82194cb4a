-- name: forget_touched
DROP TABLE IF EXISTS pg_temp.touched_block, pg_temp.touched_estimate;

-- name: create_touched
CREATE TEMPORARY TABLE touched_block (
    origin_entity_id bigint, measure text, population text, unit text, time_kind text
) ON COMMIT DROP;

-- name: blocks_of_publication
-- now() is the time of the transaction that publishes: these are the readings that it opened or closed.
INSERT INTO touched_block (origin_entity_id, measure, population, unit, time_kind)
SELECT DISTINCT
    estimate.origin_entity_id,
    coalesce(corrected.measure, estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM extraction
INNER JOIN estimate ON estimate.extraction_id = extraction.extraction_id
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
WHERE extraction.current_from = now() OR extraction.current_to = now();

-- name: blocks_of_entities
INSERT INTO touched_block (origin_entity_id, measure, population, unit, time_kind)
SELECT DISTINCT
    estimate.origin_entity_id,
    coalesce(corrected.measure, estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM estimate
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
WHERE
    estimate.origin_entity_id = any(cast(:entity_ids AS bigint[]))
    OR estimate.place_entity_id = any(cast(:entity_ids AS bigint[]))
    OR corrected.origin_entity_id = any(cast(:entity_ids AS bigint[]));

-- name: blocks_of_articles
INSERT INTO touched_block (origin_entity_id, measure, population, unit, time_kind)
SELECT DISTINCT
    unnest(
        ARRAY[
            estimate.origin_entity_id,
            coalesce(corrected.origin_entity_id, estimate.origin_entity_id),
            claim.origin_entity_id
        ]
    ),
    unnest(
        ARRAY[
            coalesce(estimate.measure, ''),
            coalesce(corrected.measure, estimate.measure, ''),
            coalesce(claim.measure, '')
        ]
    ),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM article
INNER JOIN article_version AS version ON version.article_id = article.article_id
INNER JOIN estimate ON estimate.article_version_id = version.article_version_id
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
LEFT JOIN claim_member ON claim_member.estimate_id = estimate.estimate_id
LEFT JOIN claim ON claim.claim_id = claim_member.claim_id
WHERE article.article_key = any(cast(:article_keys AS text[]));

-- name: all_blocks
INSERT INTO touched_block (origin_entity_id, measure, population, unit, time_kind)
SELECT DISTINCT
    estimate.origin_entity_id,
    coalesce(corrected.measure, estimate.measure, ''),
    coalesce(estimate.population, ''),
    coalesce(estimate.unit, ''),
    estimate.time_kind
FROM estimate
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id;

-- name: widen_touched
-- A block is under the canonical origin: everybody merged with a touched origin is touched too.
INSERT INTO touched_block (origin_entity_id, measure, population, unit, time_kind)
SELECT DISTINCT
    fellow.entity_id,
    touched_block.measure,
    touched_block.population,
    touched_block.unit,
    touched_block.time_kind
FROM touched_block
INNER JOIN entity ON entity.entity_id = touched_block.origin_entity_id
INNER JOIN entity AS fellow
    ON
        fellow.merged_into_entity_id = coalesce(entity.merged_into_entity_id, entity.entity_id)
        OR fellow.entity_id = coalesce(entity.merged_into_entity_id, entity.entity_id);

-- name: gather_touched
CREATE TEMPORARY TABLE touched_estimate ON COMMIT DROP AS
SELECT
    estimate.estimate_id,
    coalesce(origin.merged_into_entity_id, origin.entity_id) AS origin_entity_id,
    coalesce(corrected.measure, estimate.measure) AS measure,
    (extraction.current_from IS NOT NULL AND extraction.current_to IS NULL)
    AND coalesce(corrected.is_estimate, TRUE) AS is_current
FROM estimate
INNER JOIN extraction ON extraction.extraction_id = estimate.extraction_id
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
INNER JOIN entity AS origin ON origin.entity_id = coalesce(corrected.origin_entity_id, estimate.origin_entity_id)
WHERE
    EXISTS (
        SELECT 1 FROM touched_block
        WHERE
            touched_block.origin_entity_id = origin.entity_id
            AND touched_block.measure = coalesce(corrected.measure, estimate.measure, '')
            AND touched_block.population = coalesce(estimate.population, '')
            AND touched_block.unit = coalesce(estimate.unit, '')
            AND touched_block.time_kind = estimate.time_kind
    );

-- name: read_containment
SELECT
    coalesce(part.merged_into_entity_id, part.entity_id) AS part,
    coalesce(whole.merged_into_entity_id, whole.entity_id) AS whole
FROM entity_relation
INNER JOIN entity AS part ON part.entity_id = entity_relation.entity_id
INNER JOIN entity AS whole ON whole.entity_id = entity_relation.related_entity_id
WHERE entity_relation.kind IN ('part_of', 'located_in') AND part.type IN ('place', 'state');

-- name: read_mentions
SELECT
    estimate.estimate_id,
    article.article_key,
    version.text_sha256,
    coalesce(estimate.number_start, estimate.start_offset) AS number_start,
    coalesce(estimate.number_end, estimate.end_offset) AS number_end,
    touched_estimate.origin_entity_id,
    touched_estimate.measure,
    estimate.population,
    estimate.unit,
    estimate.time_kind,
    estimate.kind,
    CASE WHEN corrected.has_low THEN corrected.low ELSE estimate.low END AS low,
    CASE WHEN corrected.has_best THEN corrected.best ELSE estimate.best END AS best,
    CASE WHEN corrected.has_high THEN corrected.high ELSE estimate.high END AS high,
    CASE
        WHEN corrected.has_low OR corrected.has_best OR corrected.has_high THEN NULL ELSE estimate.stated_value
    END AS stated_value,
    estimate.status,
    estimate.polarity,
    estimate.place,
    coalesce(place.merged_into_entity_id, place.entity_id) AS place_entity_id,
    estimate.said_from,
    estimate.said_to,
    estimate.as_of_from,
    estimate.as_of_to,
    coalesce(extraction.published_from, version.published_from) AS published_from,
    coalesce(extraction.published_to, version.published_to) AS published_to,
    estimate.attribution,
    estimate.noun,
    estimate.per,
    estimate.is_change,
    whole.estimate_id AS whole_estimate_id,
    (
        SELECT count(*) FROM estimate AS earlier
        WHERE
            earlier.extraction_id = estimate.extraction_id
            AND earlier.ordinal < estimate.ordinal
            AND coalesce(earlier.number_start, earlier.start_offset)
            = coalesce(estimate.number_start, estimate.start_offset)
            AND coalesce(earlier.number_end, earlier.end_offset) = coalesce(estimate.number_end, estimate.end_offset)
    ) AS rank,
    corrected.same_claim_as
FROM touched_estimate
INNER JOIN estimate ON estimate.estimate_id = touched_estimate.estimate_id
INNER JOIN extraction ON extraction.extraction_id = estimate.extraction_id
INNER JOIN article_version AS version ON version.article_version_id = extraction.article_version_id
INNER JOIN article ON article.article_id = version.article_id
LEFT JOIN entity AS place ON place.entity_id = estimate.place_entity_id
LEFT JOIN estimate AS whole
    ON whole.extraction_id = estimate.extraction_id AND whole.ordinal = estimate.part_of_ordinal
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
WHERE touched_estimate.is_current
ORDER BY
    touched_estimate.origin_entity_id,
    touched_estimate.measure NULLS FIRST,
    estimate.population NULLS FIRST,
    estimate.unit NULLS FIRST,
    estimate.time_kind,
    estimate.estimate_id;

-- name: read_claims
-- Every claim that a touched mention founded or belongs to, and what redirects to those.
WITH founded AS (
    SELECT claim.claim_id
    FROM touched_estimate
    INNER JOIN estimate ON estimate.estimate_id = touched_estimate.estimate_id
    INNER JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
    INNER JOIN article ON article.article_id = version.article_id
    INNER JOIN claim
        ON
            claim.founding_article_key = article.article_key
            AND claim.founding_text_sha256 = version.text_sha256
            AND claim.founding_number_start = coalesce(estimate.number_start, estimate.start_offset)
            AND claim.founding_number_end = coalesce(estimate.number_end, estimate.end_offset)
    UNION
    SELECT claim_member.claim_id
    FROM touched_estimate
    INNER JOIN claim_member ON claim_member.estimate_id = touched_estimate.estimate_id
),

wanted AS (
    SELECT founded.claim_id FROM founded
    UNION
    SELECT claim.claim_id
    FROM founded
    INNER JOIN claim ON claim.redirect_claim_id = founded.claim_id
)

SELECT
    claim.claim_id,
    claim.founding_article_key,
    claim.founding_text_sha256,
    claim.founding_number_start,
    claim.founding_number_end,
    claim.founding_rank,
    claim.redirect_claim_id,
    array(
        SELECT claim_member.estimate_id FROM claim_member
        WHERE claim_member.claim_id = claim.claim_id
    ) AS members
FROM wanted
INNER JOIN claim ON claim.claim_id = wanted.claim_id
ORDER BY claim.claim_id;

-- name: insert_claims
INSERT INTO claim (
    origin_entity_id, measure, population, unit, time_kind, founding_article_key, founding_text_sha256,
    founding_number_start, founding_number_end, founding_rank
)
SELECT
    stage_claim.origin_entity_id,
    stage_claim.measure,
    stage_claim.population,
    stage_claim.unit,
    stage_claim.time_kind,
    stage_claim.article_key,
    stage_claim.text_sha256,
    stage_claim.number_start,
    stage_claim.number_end,
    stage_claim.rank
FROM stage_claim
WHERE stage_claim.claim_id IS NULL
ORDER BY stage_claim.article_key, stage_claim.number_start;

-- name: find_claims
UPDATE stage_claim SET claim_id = claim.claim_id
FROM claim
WHERE
    stage_claim.claim_id IS NULL
    AND claim.founding_article_key = stage_claim.article_key
    AND claim.founding_text_sha256 = stage_claim.text_sha256
    AND claim.founding_number_start = stage_claim.number_start
    AND claim.founding_number_end = stage_claim.number_end
    AND claim.founding_rank = stage_claim.rank;

-- name: find_redirects
UPDATE stage_redirect SET claim_id = stage_claim.claim_id
FROM stage_claim
WHERE
    stage_redirect.claim_id IS NULL
    AND stage_claim.article_key = stage_redirect.article_key
    AND stage_claim.text_sha256 = stage_redirect.text_sha256
    AND stage_claim.number_start = stage_redirect.number_start
    AND stage_claim.number_end = stage_redirect.number_end
    AND stage_claim.rank = stage_redirect.rank;

-- name: find_members
UPDATE stage_member SET claim_id = stage_claim.claim_id
FROM stage_claim
WHERE
    stage_member.claim_id IS NULL
    AND stage_claim.article_key = stage_member.article_key
    AND stage_claim.text_sha256 = stage_member.text_sha256
    AND stage_claim.number_start = stage_member.number_start
    AND stage_claim.number_end = stage_member.number_end
    AND stage_claim.rank = stage_member.rank;

-- name: find_related
UPDATE stage_related SET claim_id = stage_claim.claim_id
FROM stage_claim
WHERE
    stage_related.claim_id IS NULL
    AND stage_claim.article_key = stage_related.article_key
    AND stage_claim.text_sha256 = stage_related.text_sha256
    AND stage_claim.number_start = stage_related.number_start
    AND stage_claim.number_end = stage_related.number_end
    AND stage_claim.rank = stage_related.rank;

-- name: delete_related
DELETE FROM claim_related
USING touched_estimate
WHERE
    claim_related.estimate_id = touched_estimate.estimate_id
    AND NOT EXISTS (
        SELECT 1 FROM stage_related
        WHERE
            stage_related.claim_id = claim_related.claim_id
            AND stage_related.estimate_id = claim_related.estimate_id
            AND stage_related.kind = claim_related.kind
    );

-- name: delete_members
DELETE FROM claim_member
USING touched_estimate
WHERE
    claim_member.estimate_id = touched_estimate.estimate_id
    AND NOT EXISTS (
        SELECT 1 FROM stage_member
        WHERE
            stage_member.claim_id = claim_member.claim_id
            AND stage_member.estimate_id = claim_member.estimate_id
    );

-- name: update_claims
-- A claim lies in the block of its mentions, which moves when entities are merged or split.
UPDATE claim
SET
    origin_entity_id = stage_claim.origin_entity_id,
    measure = stage_claim.measure,
    population = stage_claim.population,
    unit = stage_claim.unit,
    time_kind = stage_claim.time_kind
FROM stage_claim
WHERE
    stage_claim.claim_id = claim.claim_id
    AND (claim.origin_entity_id, claim.measure, claim.population, claim.unit, claim.time_kind)
    IS DISTINCT FROM (
        stage_claim.origin_entity_id, stage_claim.measure, stage_claim.population, stage_claim.unit,
        stage_claim.time_kind
    );

-- name: update_redirects
UPDATE claim SET redirect_claim_id = stage_redirect.claim_id
FROM stage_redirect
WHERE
    stage_redirect.redirected_id = claim.claim_id
    AND claim.redirect_claim_id IS DISTINCT FROM stage_redirect.claim_id;

-- name: insert_members
INSERT INTO claim_member (claim_id, estimate_id)
SELECT
    stage_member.claim_id,
    stage_member.estimate_id
FROM stage_member
ORDER BY stage_member.claim_id, stage_member.estimate_id
ON CONFLICT (claim_id, estimate_id) DO NOTHING;

-- name: insert_related
INSERT INTO claim_related (claim_id, estimate_id, kind)
SELECT
    stage_related.claim_id,
    stage_related.estimate_id,
    stage_related.kind
FROM stage_related
ORDER BY stage_related.claim_id, stage_related.estimate_id
ON CONFLICT (claim_id, estimate_id) DO NOTHING;
