-- Articles, quotes and estimates that have the words, names that are like them: best of each kind first.
WITH wanted AS (
    SELECT
        websearch_to_tsquery('english', :words) AS query,
        lower(:words) AS words
),

matching AS (
    -- By the index; of a word that is everywhere, the articles that came last. Quotes and estimates are theirs.
    SELECT
        article.article_key,
        version.article_version_id
    FROM wanted
    INNER JOIN article_version AS version ON version.words @@ wanted.query
    INNER JOIN public.article ON article.article_id = version.article_id
    WHERE version.current_from IS NOT NULL AND version.current_to IS NULL
    ORDER BY version.article_version_id DESC
    LIMIT 1000
),

article AS (
    SELECT
        'article' AS kind,
        articles.article_title AS what,
        articles.outlet AS who,
        regexp_replace(
            ts_headline(
                'english', version.text, wanted.query,
                'StartSel=«, StopSel=», MaxFragments=1, MaxWords=24, MinWords=12'
            ), '\s+', ' ', 'g'
        ) AS found,
        cast(ts_rank(version.words, wanted.query) AS numeric(8, 4)) AS rank,
        articles.article_key,
        cast(NULL AS bigint) AS start_offset
    FROM wanted
    CROSS JOIN matching
    INNER JOIN article_version AS version ON version.article_version_id = matching.article_version_id
    INNER JOIN report.articles ON articles.article_version_id = version.article_version_id
    ORDER BY rank DESC, articles.article_key ASC
    LIMIT :limit
),

quote AS (
    SELECT
        'quote' AS kind,
        quotes_by_speaker.quote AS what,
        quotes_by_speaker.speaker AS who,
        quotes_by_speaker.sentence AS found,
        cast(ts_rank(article_words(quotes_by_speaker.quote), wanted.query) AS numeric(8, 4)) AS rank,
        quotes_by_speaker.article_key,
        quotes_by_speaker.start_offset
    FROM wanted
    CROSS JOIN matching
    INNER JOIN report.quotes_by_speaker ON quotes_by_speaker.article_key = matching.article_key
    WHERE article_words(quotes_by_speaker.quote) @@ wanted.query
    ORDER BY rank DESC, quotes_by_speaker.article_key ASC, quotes_by_speaker.start_offset ASC
    LIMIT :limit
),

estimate AS (
    SELECT
        'estimate' AS kind,
        estimates_by_source.surface || coalesce(' ' || estimates_by_source.noun, '') AS what,
        estimates_by_source.origin AS who,
        estimates_by_source.sentence AS found,
        cast(ts_rank(article_words(estimates_by_source.sentence), wanted.query) AS numeric(8, 4)) AS rank,
        estimates_by_source.article_key,
        estimates_by_source.start_offset
    FROM wanted
    CROSS JOIN matching
    INNER JOIN report.estimates_by_source ON estimates_by_source.article_key = matching.article_key
    WHERE article_words(estimates_by_source.sentence) @@ wanted.query
    ORDER BY rank DESC, estimates_by_source.article_key ASC, estimates_by_source.start_offset ASC
    LIMIT :limit
),

entity AS (
    SELECT DISTINCT ON (named.entity_id)
        named.type AS kind,
        named.name AS what,
        named.entity_key AS who,
        entity_alias.alias AS found,
        cast(similarity(entity_alias.alias_normalised, wanted.words) AS numeric(8, 4)) AS rank,
        cast(NULL AS text) AS article_key,
        cast(NULL AS bigint) AS start_offset
    FROM wanted
    INNER JOIN entity_alias ON entity_alias.alias_normalised % wanted.words
    INNER JOIN public.entity AS alias_of ON alias_of.entity_id = entity_alias.entity_id
    INNER JOIN public.entity AS named
        ON named.entity_id = coalesce(alias_of.merged_into_entity_id, alias_of.entity_id)
    WHERE entity_alias.article_id IS NULL
    ORDER BY named.entity_id ASC, similarity(entity_alias.alias_normalised, wanted.words) DESC, entity_alias.alias ASC
),

best_entity AS (
    SELECT
        entity.kind,
        entity.what,
        entity.who,
        entity.found,
        entity.rank,
        entity.article_key,
        entity.start_offset
    FROM entity
    ORDER BY entity.rank DESC, entity.who ASC
    LIMIT :limit
)

SELECT * FROM article
UNION ALL
SELECT * FROM quote
UNION ALL
SELECT * FROM estimate
UNION ALL
SELECT * FROM best_entity;
