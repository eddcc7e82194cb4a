-- name: insert_entities
INSERT INTO entity (entity_key, name, type, origin, article_id)
SELECT
    stage_entity.entity_key,
    stage_entity.name,
    stage_entity.type,
    :origin,
    article.article_id
FROM stage_entity
LEFT JOIN article ON article.article_key = stage_entity.article_key
WHERE
    NOT EXISTS (
        SELECT 1 FROM entity
        WHERE entity.entity_key = stage_entity.entity_key
    )
ORDER BY stage_entity.entity_key
ON CONFLICT (entity_key) DO NOTHING;

-- name: rename_known_entities
UPDATE entity SET name = stage_entity.name, type = stage_entity.type, origin = 'knowledge'
FROM stage_entity
WHERE
    entity.entity_key = stage_entity.entity_key
    AND entity.origin <> 'user'
    AND (entity.name, entity.type, entity.origin) IS DISTINCT FROM (stage_entity.name, stage_entity.type, 'knowledge');

-- name: delete_stale_aliases
-- What was shipped before and is no more: an alias may have gone to another entity.
DELETE FROM entity_alias
WHERE
    entity_alias.origin = 'knowledge'
    AND NOT EXISTS (
        SELECT 1 FROM stage_alias
        INNER JOIN entity ON entity.entity_key = stage_alias.entity_key
        WHERE
            entity.entity_id = entity_alias.entity_id
            AND stage_alias.alias = entity_alias.alias
            AND stage_alias.kind = entity_alias.kind
    );

-- name: insert_aliases
INSERT INTO entity_alias (entity_id, alias, alias_normalised, kind, article_id, origin)
SELECT
    entity.entity_id,
    stage_alias.alias,
    stage_alias.alias_normalised,
    stage_alias.kind,
    article.article_id,
    :origin
FROM stage_alias
INNER JOIN entity ON entity.entity_key = stage_alias.entity_key
LEFT JOIN article ON article.article_key = stage_alias.article_key
WHERE
    NOT EXISTS (
        SELECT 1 FROM entity_alias
        WHERE
            entity_alias.entity_id = entity.entity_id
            AND entity_alias.alias = stage_alias.alias
            AND entity_alias.kind = stage_alias.kind
            AND entity_alias.article_id IS NOT DISTINCT FROM article.article_id
    )
ON CONFLICT DO NOTHING;

-- name: delete_stale_relations
DELETE FROM entity_relation
WHERE
    entity_relation.origin = 'knowledge'
    AND NOT EXISTS (
        SELECT 1 FROM stage_relation
        INNER JOIN entity AS subject ON subject.entity_key = stage_relation.entity_key
        INNER JOIN entity AS related ON related.entity_key = stage_relation.related_key
        WHERE
            subject.entity_id = entity_relation.entity_id
            AND stage_relation.kind = entity_relation.kind
            AND related.entity_id = entity_relation.related_entity_id
            AND stage_relation.valid_from IS NOT DISTINCT FROM entity_relation.valid_from
            AND stage_relation.valid_to IS NOT DISTINCT FROM entity_relation.valid_to
    );

-- name: insert_relations
INSERT INTO entity_relation (entity_id, kind, related_entity_id, valid_from, valid_to, origin)
SELECT
    subject.entity_id,
    stage_relation.kind,
    related.entity_id,
    stage_relation.valid_from,
    stage_relation.valid_to,
    'knowledge'
FROM stage_relation
INNER JOIN entity AS subject ON subject.entity_key = stage_relation.entity_key
INNER JOIN entity AS related ON related.entity_key = stage_relation.related_key
WHERE
    -- What a user's file says of a kind of relation stands in place of what is shipped.
    NOT EXISTS (
        SELECT 1 FROM entity_relation AS given
        WHERE
            given.entity_id = subject.entity_id
            AND given.kind = stage_relation.kind
            AND given.origin = 'user'
    )
ON CONFLICT DO NOTHING;

-- name: insert_outlets
INSERT INTO outlet (entity_id, domain, is_wire)
SELECT
    entity.entity_id,
    stage_outlet.domain,
    stage_outlet.is_wire
FROM stage_outlet
INNER JOIN entity ON entity.entity_key = stage_outlet.entity_key
ON CONFLICT (entity_id) DO NOTHING;
