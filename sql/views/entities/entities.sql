-- question: Who and what do the articles speak of?
-- grain: one entity, those merged into it included
-- key: entity_key
CREATE VIEW report.entities AS
WITH canonical AS (
    SELECT
        entity.entity_id,
        coalesce(entity.merged_into_entity_id, entity.entity_id) AS canonical_id
    FROM entity
),

alias AS (
    SELECT
        canonical.canonical_id,
        string_agg(DISTINCT entity_alias.alias, '; ' ORDER BY entity_alias.alias) AS aliases
    FROM canonical
    INNER JOIN entity_alias ON entity_alias.entity_id = canonical.entity_id
    GROUP BY canonical.canonical_id
),

mentioned AS (
    SELECT
        canonical.canonical_id,
        count(*) AS count_mentions,
        count(DISTINCT articles.article_id) AS count_articles
    FROM canonical
    INNER JOIN mention ON mention.entity_id = canonical.entity_id
    INNER JOIN report.articles ON articles.extraction_id = mention.extraction_id
    GROUP BY canonical.canonical_id
),

merged AS (
    SELECT
        entity.merged_into_entity_id AS canonical_id,
        string_agg(entity.name, '; ' ORDER BY entity.name) AS merged_names
    FROM entity
    WHERE entity.merged_into_entity_id IS NOT NULL
    GROUP BY entity.merged_into_entity_id
)

SELECT
    entity.name AS entity,
    entity.type,
    coalesce(mentioned.count_mentions, 0) AS count_mentions,
    coalesce(mentioned.count_articles, 0) AS count_articles,
    concat_ws('; ', entity.name, alias.aliases, merged.merged_names) AS names,
    merged.merged_names,
    entity.origin,
    entity.created_at,
    entity.entity_key
FROM entity
LEFT JOIN alias ON alias.canonical_id = entity.entity_id
LEFT JOIN mentioned ON mentioned.canonical_id = entity.entity_id
LEFT JOIN merged ON merged.canonical_id = entity.entity_id
WHERE entity.merged_into_entity_id IS NULL;

COMMENT ON VIEW report.entities IS 'One row an entity, with every wording known for it and how often current articles mention it.';
COMMENT ON COLUMN report.entities.entity IS 'Name of the entity';
COMMENT ON COLUMN report.entities.type IS 'person, organization, state, place, military_formation, outlet, unnamed_source, bloc, other';
COMMENT ON COLUMN report.entities.count_mentions IS 'Mentions in current articles';
COMMENT ON COLUMN report.entities.count_articles IS 'Current articles that mention it';
COMMENT ON COLUMN report.entities.names IS 'Its name and every wording known for it';
COMMENT ON COLUMN report.entities.merged_names IS 'Names of the entities that are merged into it';
COMMENT ON COLUMN report.entities.origin IS 'knowledge (shipped), user (from a user''s file) or extracted';
COMMENT ON COLUMN report.entities.created_at IS 'When it was first seen';
COMMENT ON COLUMN report.entities.entity_key IS 'Natural key of the entity';
