-- name: read_containment
SELECT
    coalesce(part.merged_into_entity_id, part.entity_id) AS part,
    coalesce(whole.merged_into_entity_id, whole.entity_id) AS whole
FROM entity_relation
INNER JOIN entity AS part ON part.entity_id = entity_relation.entity_id
INNER JOIN entity AS whole ON whole.entity_id = entity_relation.related_entity_id
WHERE entity_relation.kind IN ('part_of', 'located_in') AND part.type IN ('place', 'state');

-- name: gather_mentions
CREATE TEMPORARY TABLE touched_mention ON COMMIT DROP AS
SELECT
    touched_estimate.block_id,
    touched_estimate.is_only_near,
    estimate.estimate_id,
    -- A row of an analyst that stands at no characters of an article is known by its own key.
    CASE WHEN estimate.start_offset IS NULL THEN 'row:' || estimate.analyst_row_key ELSE article.article_key END
        AS article_key,
    CASE WHEN estimate.start_offset IS NULL THEN '' ELSE version.text_sha256 END AS text_sha256,
    coalesce(estimate.number_start, estimate.start_offset, 0) AS number_start,
    coalesce(estimate.number_end, estimate.end_offset, 0) AS number_end,
    touched_block.origin_entity_id,
    nullif(touched_block.measure, '') AS measure,
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
    coalesce(
        estimate.said_from,
        CASE
            WHEN estimate.attribution = 'narrator'
                THEN coalesce(extraction.published_from, reading.published_from, version.published_from)
        END
    ) AS said_from,
    coalesce(estimate.said_to, extraction.published_to, reading.published_to, version.published_to) AS said_to,
    estimate.as_of_from,
    estimate.as_of_to,
    estimate.noun,
    estimate.per,
    estimate.is_change,
    whole.estimate_id AS whole_estimate_id,
    CASE WHEN estimate.extraction_id IS NOT NULL THEN (
        SELECT count(*) FROM estimate AS earlier
        WHERE
            earlier.extraction_id = estimate.extraction_id
            AND earlier.ordinal < estimate.ordinal
            AND coalesce(earlier.number_start, earlier.start_offset)
            = coalesce(estimate.number_start, estimate.start_offset)
            AND coalesce(earlier.number_end, earlier.end_offset) = coalesce(estimate.number_end, estimate.end_offset)
    ) ELSE (
        SELECT count(*) FROM estimate AS earlier
        WHERE
            earlier.article_version_id = estimate.article_version_id
            AND earlier.number_start = estimate.number_start
            AND earlier.number_end = estimate.number_end
            AND earlier.analyst_row_key < estimate.analyst_row_key
            AND earlier.superseded_at IS NULL
    ) END AS rank,
    corrected.same_claim_as,
    -- A narrator's small number, or one of a measure that tells little, is met in many articles: what else the sentence
    -- says tells whether it is one.
    CASE
        WHEN
            estimate.attribution = 'narrator'
            AND (
                touched_block.measure = ''
                OR touched_block.measure = any(cast(:general_measures AS text[]))
                OR (
                    greatest(estimate.low, estimate.best, estimate.high, estimate.stated_value) < 10
                    AND coalesce(estimate.best, estimate.low, estimate.high)
                    = trunc(coalesce(estimate.best, estimate.low, estimate.high))
                )
            )
            THEN estimate.sentence
    END AS context
FROM touched_estimate
INNER JOIN touched_block ON touched_block.block_id = touched_estimate.block_id
INNER JOIN estimate ON estimate.estimate_id = touched_estimate.estimate_id
INNER JOIN batch ON batch.batch_id = estimate.batch_id
LEFT JOIN corrected ON corrected.estimate_id = estimate.estimate_id
LEFT JOIN extraction ON extraction.extraction_id = estimate.extraction_id
LEFT JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
LEFT JOIN article ON article.article_id = version.article_id
-- What the current reading says of the article's date, for a row that no reading brought.
LEFT JOIN extraction AS reading
    ON
        reading.article_version_id = CASE WHEN estimate.extraction_id IS NULL THEN estimate.article_version_id END
        AND reading.current_from IS NOT NULL
        AND reading.current_to IS NULL
LEFT JOIN entity AS place ON place.entity_id = estimate.place_entity_id
LEFT JOIN estimate AS whole
    ON whole.extraction_id = estimate.extraction_id AND whole.ordinal = estimate.part_of_ordinal
WHERE
    coalesce(corrected.is_estimate, TRUE)
    AND CASE
        WHEN estimate.extraction_id IS NULL THEN estimate.superseded_at IS NULL AND batch.state = 'published'
        ELSE
            extraction.current_from IS NOT NULL
            AND extraction.current_to IS NULL
            -- An analyst's row and an extracted one at the same number are one mention, and the analyst's wins.
            AND NOT EXISTS (
                SELECT 1 FROM estimate AS entered
                INNER JOIN batch AS entering
                    ON entering.batch_id = entered.batch_id AND entering.state = 'published'
                WHERE
                    entered.article_version_id = estimate.article_version_id
                    AND entered.number_start = estimate.number_start
                    AND entered.analyst_row_key IS NOT NULL
                    AND entered.superseded_at IS NULL
            )
    END;

-- name: analyze_mentions
ANALYZE touched_mention (block_id);

-- name: read_mentions
SELECT
    touched_mention.estimate_id,
    touched_mention.article_key,
    touched_mention.text_sha256,
    touched_mention.number_start,
    touched_mention.number_end,
    touched_mention.origin_entity_id,
    touched_mention.measure,
    touched_mention.population,
    touched_mention.unit,
    touched_mention.time_kind,
    touched_mention.kind,
    touched_mention.low,
    touched_mention.best,
    touched_mention.high,
    touched_mention.stated_value,
    touched_mention.status,
    touched_mention.polarity,
    touched_mention.place,
    touched_mention.place_entity_id,
    touched_mention.said_from,
    touched_mention.said_to,
    touched_mention.as_of_from,
    touched_mention.as_of_to,
    touched_mention.noun,
    touched_mention.per,
    touched_mention.is_change,
    touched_mention.whole_estimate_id,
    touched_mention.rank,
    touched_mention.same_claim_as,
    touched_mention.context
FROM touched_mention
ORDER BY touched_mention.block_id, touched_mention.estimate_id;

-- name: read_claims
-- Every claim that a touched mention founded or belongs to, and what redirects to those.
WITH founded AS (
    SELECT claim.claim_id
    FROM touched_mention
    INNER JOIN claim
        ON
            claim.founding_article_key = touched_mention.article_key
            AND claim.founding_text_sha256 = touched_mention.text_sha256
            AND claim.founding_number_start = touched_mention.number_start
            AND claim.founding_number_end = touched_mention.number_end
            AND claim.founding_rank = touched_mention.rank
    WHERE NOT touched_mention.is_only_near
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
ORDER BY stage_claim.article_key, stage_claim.number_start
RETURNING
    claim_id, founding_article_key, founding_text_sha256, founding_number_start, founding_number_end, founding_rank;

-- name: delete_related
-- Of a mention that was only looked at, what it is to the claims that were resolved.
DELETE FROM claim_related
USING touched_estimate
WHERE
    claim_related.estimate_id = touched_estimate.estimate_id
    AND (
        NOT touched_estimate.is_only_near
        OR EXISTS (
            SELECT 1 FROM stage_redirect
            WHERE stage_redirect.claim_id = claim_related.claim_id
        )
    )
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
UPDATE claim SET redirect_claim_id = stage_redirect.redirect_claim_id
FROM stage_redirect
WHERE
    stage_redirect.claim_id = claim.claim_id
    AND claim.redirect_claim_id IS DISTINCT FROM stage_redirect.redirect_claim_id;

-- name: insert_members
INSERT INTO claim_member (claim_id, estimate_id)
SELECT
    stage_member.claim_id,
    stage_member.estimate_id
FROM stage_member
LEFT JOIN claim_member
    ON claim_member.estimate_id = stage_member.estimate_id AND claim_member.claim_id = stage_member.claim_id
WHERE claim_member.claim_id IS NULL
ORDER BY stage_member.claim_id, stage_member.estimate_id;

-- name: insert_related
INSERT INTO claim_related (claim_id, estimate_id, kind)
SELECT
    stage_related.claim_id,
    stage_related.estimate_id,
    stage_related.kind
FROM stage_related
ORDER BY stage_related.claim_id, stage_related.estimate_id
ON CONFLICT (claim_id, estimate_id) DO NOTHING;

-- name: gather_resolved
-- Claims that gain or lose a mention, those of mentions whose dates follow from a copy's, and new ones: the mention
-- that the others are compared to may be another. Asked before the members are written.
CREATE TEMPORARY TABLE resolved_claim ON COMMIT DROP AS
SELECT stage_member.claim_id
FROM stage_member
LEFT JOIN claim_member
    ON claim_member.estimate_id = stage_member.estimate_id AND claim_member.claim_id = stage_member.claim_id
LEFT JOIN claim_reference ON claim_reference.claim_id = stage_member.claim_id
WHERE claim_member.claim_id IS NULL OR claim_reference.claim_id IS NULL
UNION
SELECT claim_member.claim_id
FROM touched_estimate
INNER JOIN claim_member ON claim_member.estimate_id = touched_estimate.estimate_id
WHERE
    NOT EXISTS (
        SELECT 1 FROM stage_member
        WHERE stage_member.claim_id = claim_member.claim_id AND stage_member.estimate_id = claim_member.estimate_id
    )
UNION
SELECT stage_member.claim_id
FROM undated
INNER JOIN estimate ON estimate.extraction_id = undated.extraction_id
INNER JOIN stage_member ON stage_member.estimate_id = estimate.estimate_id;

-- name: analyze_resolved
ANALYZE resolved_claim;

-- name: gather_resolved_members
CREATE TEMPORARY TABLE resolved_member ON COMMIT DROP AS
SELECT
    claim_member.claim_id,
    claim_member.estimate_id
FROM resolved_claim
INNER JOIN claim_member ON claim_member.claim_id = resolved_claim.claim_id;

-- name: analyze_resolved_members
ANALYZE resolved_member;

-- name: delete_references
-- Also where a reference goes to another claim: a mention is that of one claim at a time.
DELETE FROM claim_reference
USING resolved_claim
WHERE
    resolved_claim.claim_id = claim_reference.claim_id
    AND NOT EXISTS (
        SELECT 1 FROM fresh_reference
        WHERE
            fresh_reference.claim_id = claim_reference.claim_id
            AND fresh_reference.estimate_id = claim_reference.estimate_id
    );

-- name: update_references
UPDATE claim_reference
SET basis = fresh_reference.basis, count_mentions = fresh_reference.count_mentions
FROM fresh_reference
WHERE
    fresh_reference.claim_id = claim_reference.claim_id
    AND (
        claim_reference.basis <> fresh_reference.basis
        OR claim_reference.count_mentions <> fresh_reference.count_mentions
    );

-- name: insert_references
INSERT INTO claim_reference (claim_id, estimate_id, basis, count_mentions)
SELECT
    fresh_reference.claim_id,
    fresh_reference.estimate_id,
    fresh_reference.basis,
    fresh_reference.count_mentions
FROM fresh_reference
LEFT JOIN claim_reference ON claim_reference.claim_id = fresh_reference.claim_id
WHERE claim_reference.claim_id IS NULL
ORDER BY fresh_reference.claim_id;
