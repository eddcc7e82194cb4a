-- name: find_entities
-- By id, by key, by name or by an alias that holds everywhere, each by its index; those merged away are found too.
WITH asked AS (
    SELECT
        asked.reference,
        asked.normalised,
        CASE WHEN asked.reference ~ '^[1-9][0-9]{0,17}$' THEN cast(asked.reference AS bigint) END AS entity_id
    FROM unnest(cast(:references AS text[]), cast(:normalised AS text[])) AS asked (reference, normalised)
),

found AS (
    SELECT
        asked.reference,
        entity.entity_id,
        TRUE AS is_exact
    FROM asked INNER JOIN entity ON entity.entity_key = asked.reference
    UNION ALL
    SELECT
        asked.reference,
        entity.entity_id,
        TRUE AS is_exact
    FROM asked INNER JOIN entity ON entity.entity_id = asked.entity_id
    UNION ALL
    SELECT
        asked.reference,
        entity.entity_id,
        FALSE AS is_exact
    FROM asked INNER JOIN entity ON entity.name = asked.reference
    UNION ALL
    SELECT
        asked.reference,
        entity_alias.entity_id,
        FALSE AS is_exact
    FROM asked
    INNER JOIN entity_alias ON entity_alias.alias_normalised = asked.normalised AND entity_alias.article_id IS NULL
)

SELECT
    found.reference,
    entity.entity_id,
    entity.entity_key,
    entity.name,
    entity.type,
    entity.merged_into_entity_id,
    bool_or(found.is_exact) AS is_exact
FROM found
INNER JOIN entity ON entity.entity_id = found.entity_id
GROUP BY found.reference, entity.entity_id
ORDER BY found.reference ASC, is_exact DESC, entity.entity_id ASC;

-- name: insert_merge
INSERT INTO entity_merge (entity_id, into_entity_id, author, reason)
VALUES (:entity_id, :into_entity_id, :author, :reason)
RETURNING entity_merge_id;

-- name: undo_merge
UPDATE entity_merge SET undone_at = now(), undone_by = :author, undone_reason = :reason
WHERE entity_id = :entity_id AND undone_at IS NULL
RETURNING into_entity_id, merged_at;

-- name: follow_merges
-- Every entity counts as the end of its chain of merges in force.
WITH RECURSIVE chain (entity_id, root_id, depth) AS (
    SELECT
        entity_merge.entity_id,
        entity_merge.into_entity_id AS root_id,
        1 AS depth
    FROM entity_merge
    WHERE entity_merge.undone_at IS NULL
    UNION ALL
    SELECT
        chain.entity_id,
        entity_merge.into_entity_id AS root_id,
        chain.depth + 1 AS depth
    FROM chain
    INNER JOIN entity_merge ON entity_merge.entity_id = chain.root_id AND entity_merge.undone_at IS NULL
),

root AS (
    SELECT
        chain.entity_id,
        (array_agg(chain.root_id ORDER BY chain.depth DESC))[1] AS root_id
    FROM chain
    GROUP BY chain.entity_id
)

UPDATE entity SET merged_into_entity_id = root.root_id
FROM entity AS old
LEFT JOIN root ON root.entity_id = old.entity_id
WHERE
    entity.entity_id = old.entity_id
    AND (old.merged_into_entity_id IS NOT NULL OR root.root_id IS NOT NULL)
    AND entity.merged_into_entity_id IS DISTINCT FROM root.root_id;

-- name: family_of
-- Everybody who counts as the same entity as one of these.
SELECT fellow.entity_id
FROM entity
INNER JOIN entity AS fellow
    ON
        coalesce(fellow.merged_into_entity_id, fellow.entity_id)
        = coalesce(entity.merged_into_entity_id, entity.entity_id)
WHERE entity.entity_id = any(cast(:entity_ids AS bigint[]))
ORDER BY fellow.entity_id;

-- name: forget_claims_of_the_merge
-- Claims that only the merge made: founded since, with no mention left and nobody who redirects to them.
DELETE FROM claim
WHERE
    claim.created_at >= :merged_at
    AND NOT EXISTS (
        SELECT 1 FROM claim_member
        WHERE claim_member.claim_id = claim.claim_id
    )
    AND NOT EXISTS (
        SELECT 1 FROM claim_related
        WHERE claim_related.claim_id = claim.claim_id
    )
    AND NOT EXISTS (
        SELECT 1 FROM claim AS other
        WHERE other.redirect_claim_id = claim.claim_id
    )
    AND claim.origin_entity_id = any(cast(:entity_ids AS bigint[]));

-- name: settle_candidate
UPDATE entity_candidate SET state = :state
WHERE
    (entity_id = :one AND other_entity_id = :other)
    OR (entity_id = :other AND other_entity_id = :one);

-- name: insert_alias
INSERT INTO entity_alias (entity_id, alias, alias_normalised, kind, language, origin)
VALUES (:entity_id, :alias, :normalised, :kind, :language, 'user')
ON CONFLICT DO NOTHING;

-- name: count_new_entities
SELECT count(*)
FROM entity
INNER JOIN batch ON batch.batch_id = :batch_id
WHERE entity.created_at >= batch.started_at AND entity.article_id IS NULL;

-- name: read_named
-- Who may be compared: entities of all articles, with the acronyms that stand for them everywhere.
SELECT
    entity.entity_id,
    entity.name,
    entity.type,
    entity.created_at >= batch.started_at AS is_fresh,
    array(
        SELECT entity_alias.alias FROM entity_alias
        WHERE
            entity_alias.entity_id = entity.entity_id
            AND entity_alias.kind = 'acronym'
            AND entity_alias.article_id IS NULL
            AND entity_alias.alias <> entity.name
        ORDER BY entity_alias.alias
    ) AS acronyms
FROM entity
INNER JOIN batch ON batch.batch_id = :batch_id
WHERE
    entity.article_id IS NULL
    AND entity.merged_into_entity_id IS NULL
    AND entity.type IN ('person', 'organization', 'military_formation', 'outlet')
    AND EXISTS (
        SELECT 1 FROM mention
        WHERE mention.entity_id = entity.entity_id
    )
ORDER BY entity.entity_id;

-- name: insert_candidates
INSERT INTO entity_candidate (entity_id, other_entity_id, score, evidence)
SELECT
    stage_candidate.entity_id,
    stage_candidate.other_entity_id,
    stage_candidate.score,
    stage_candidate.evidence
FROM stage_candidate
ON CONFLICT (entity_id, other_entity_id) DO NOTHING;

-- name: take_entities
-- What a user's file says of an entity wins over what was shipped or extracted.
UPDATE entity SET name = stage_entity.name, type = stage_entity.type, origin = 'user'
FROM stage_entity
WHERE
    entity.entity_key = stage_entity.entity_key
    AND (entity.name, entity.type, entity.origin) IS DISTINCT FROM (stage_entity.name, stage_entity.type, 'user');

-- name: unknown_related
SELECT DISTINCT stage_relation.related_key
FROM stage_relation
WHERE
    NOT EXISTS (
        SELECT 1 FROM entity
        WHERE entity.entity_key = stage_relation.related_key
    )
ORDER BY stage_relation.related_key;

-- name: replace_relations
-- The relations of a kind that a user gives an entity stand in place of the shipped ones of that kind.
DELETE FROM entity_relation
USING stage_relation, entity AS subject
WHERE
    subject.entity_key = stage_relation.entity_key
    AND entity_relation.entity_id = subject.entity_id
    AND entity_relation.kind = stage_relation.kind
    AND entity_relation.origin = 'knowledge';

-- name: insert_given_relations
INSERT INTO entity_relation (entity_id, kind, related_entity_id, valid_from, valid_to, origin)
SELECT
    subject.entity_id,
    stage_relation.kind,
    related.entity_id,
    stage_relation.valid_from,
    stage_relation.valid_to,
    'user'
FROM stage_relation
INNER JOIN entity AS subject ON subject.entity_key = stage_relation.entity_key
INNER JOIN entity AS related ON related.entity_key = stage_relation.related_key
ON CONFLICT DO NOTHING;

-- name: merge_named_by_people
-- An extracted entity that bears a name which a person gave to one entity of its type, and to no other, is that one.
-- A pair that was split once stays apart.
WITH given AS (
    SELECT
        entity_alias.alias_normalised,
        entity.type,
        min(coalesce(entity.merged_into_entity_id, entity.entity_id)) AS entity_id
    FROM entity_alias
    INNER JOIN entity ON entity.entity_id = entity_alias.entity_id
    WHERE entity_alias.origin = 'user' AND entity_alias.kind = 'name'
    GROUP BY entity_alias.alias_normalised, entity.type
    HAVING count(DISTINCT coalesce(entity.merged_into_entity_id, entity.entity_id)) = 1
)

INSERT INTO entity_merge (entity_id, into_entity_id, author, reason)
SELECT DISTINCT
    entity.entity_id,
    given.entity_id,
    'onrecord',
    'bears a name that a person gave to this entity'
FROM given
INNER JOIN entity_alias AS own
    ON own.alias_normalised = given.alias_normalised AND own.kind = 'name' AND own.article_id IS NULL
INNER JOIN entity ON entity.entity_id = own.entity_id AND entity.name = own.alias
WHERE
    entity.type = given.type
    AND entity.origin = 'extracted'
    AND entity.article_id IS NULL
    AND entity.entity_id <> given.entity_id
    AND NOT EXISTS (
        SELECT 1 FROM entity_merge AS earlier
        WHERE
            earlier.entity_id = entity.entity_id
            AND (earlier.undone_at IS NULL OR earlier.into_entity_id = given.entity_id)
    )
RETURNING entity_id;
