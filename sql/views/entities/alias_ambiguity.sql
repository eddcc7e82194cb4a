-- question: Who is bare "Kim" in each article?
-- grain: one name that stands for several entities, and one of them in one article
-- key: surface, article_key, entity_key
CREATE VIEW report.alias_ambiguity AS
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
    WHERE mention.kind IN ('name', 'surname', 'acronym')
),

ambiguous AS (
    SELECT
        named.surface,
        count(DISTINCT named.entity_id) AS count_entities
    FROM named
    GROUP BY named.surface
    HAVING count(DISTINCT named.entity_id) > 1
)

SELECT
    named.surface,
    named.name AS entity,
    named.type,
    named.article_title,
    count(*) AS count_mentions,
    ambiguous.count_entities,
    named.source_location,
    named.article_key,
    named.entity_key
FROM named
INNER JOIN ambiguous ON ambiguous.surface = named.surface
GROUP BY
    named.surface,
    named.name,
    named.type,
    named.article_title,
    ambiguous.count_entities,
    named.source_location,
    named.article_key,
    named.entity_key;

COMMENT ON VIEW report.alias_ambiguity IS 'One row a name, surname or acronym that stands for different entities, and whom it stands for in each article.';
COMMENT ON COLUMN report.alias_ambiguity.surface IS 'The name as written';
COMMENT ON COLUMN report.alias_ambiguity.entity IS 'Whom it stands for in this article, merges followed';
COMMENT ON COLUMN report.alias_ambiguity.type IS 'person, organization, state, place, ...';
COMMENT ON COLUMN report.alias_ambiguity.article_title IS 'Title of the article';
COMMENT ON COLUMN report.alias_ambiguity.count_mentions IS 'Mentions in these words';
COMMENT ON COLUMN report.alias_ambiguity.count_entities IS 'Entities that it stands for in all articles';
COMMENT ON COLUMN report.alias_ambiguity.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.alias_ambiguity.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.alias_ambiguity.entity_key IS 'Natural key of the entity';
