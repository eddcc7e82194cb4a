-- question: Which surface forms resolve to which entity, and are two names one?
-- grain: one entity and one wording that stands for it in the articles
-- key: entity_key, surface, kind
CREATE VIEW report.entity_aliases AS
WITH named AS (
    SELECT
        canonical.entity_id,
        canonical.name,
        canonical.type,
        canonical.entity_key,
        mention.surface,
        mention.kind,
        articles.article_key,
        articles.article_title,
        articles.source_location
    FROM mention
    INNER JOIN report.articles ON articles.extraction_id = mention.extraction_id
    INNER JOIN entity ON entity.entity_id = mention.entity_id
    INNER JOIN entity AS canonical ON canonical.entity_id = coalesce(entity.merged_into_entity_id, entity.entity_id)
)

SELECT
    named.name AS entity,
    named.type,
    named.surface,
    named.kind,
    count(*) AS count_mentions,
    count(DISTINCT named.article_key) AS count_articles,
    named.entity_key
FROM named
GROUP BY named.name, named.type, named.surface, named.kind, named.entity_key;

COMMENT ON VIEW report.entity_aliases IS 'One row an entity and a wording that stands for it in current articles: names, surnames, acronyms, roles, metonyms, pronouns. Two names are one entity where they stand under one key.';
COMMENT ON COLUMN report.entity_aliases.entity IS 'Name of the entity, merges followed';
COMMENT ON COLUMN report.entity_aliases.type IS 'person, organization, state, place, ...';
COMMENT ON COLUMN report.entity_aliases.surface IS 'The wording';
COMMENT ON COLUMN report.entity_aliases.kind IS 'name, surname, acronym, metonym, role, demonym, pronoun';
COMMENT ON COLUMN report.entity_aliases.count_mentions IS 'Mentions in these words';
COMMENT ON COLUMN report.entity_aliases.count_articles IS 'Articles that use them';
COMMENT ON COLUMN report.entity_aliases.entity_key IS 'Natural key of the entity';
