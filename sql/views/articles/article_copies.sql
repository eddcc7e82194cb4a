-- question: Which articles carry the text of another?
-- grain: one article text that is linked to another as a copy
-- key: article_version_id
CREATE VIEW report.article_copies AS
WITH RECURSIVE linked (version_id, other_id) AS (
    SELECT
        article_link.article_version_id AS version_id,
        article_link.copied_version_id AS other_id
    FROM article_link
    UNION
    SELECT
        article_link.copied_version_id AS version_id,
        article_link.article_version_id AS other_id
    FROM article_link
),

family (version_id, member_id) AS (
    SELECT
        linked.version_id,
        linked.other_id AS member_id
    FROM linked
    UNION
    SELECT
        family.version_id,
        linked.other_id AS member_id
    FROM family
    INNER JOIN linked ON linked.version_id = family.member_id
)

SELECT
    articles.article_title,
    articles.outlet,
    original.article_title AS original_title,
    original.outlet AS original_outlet,
    nearest.kind,
    nearest.containment,
    nearest.resemblance,
    articles.published_from,
    articles.published_to,
    articles.article_key,
    root.original_version_id,
    articles.article_version_id
FROM (
    SELECT
        family.version_id,
        least(family.version_id, min(family.member_id)) AS original_version_id
    FROM family
    GROUP BY family.version_id
) AS root
INNER JOIN report.articles ON articles.article_version_id = root.version_id
LEFT JOIN report.articles AS original ON original.article_version_id = root.original_version_id
LEFT JOIN LATERAL (
    SELECT
        article_link.kind,
        cast(article_link.containment AS numeric(4, 3)) AS containment,
        cast(article_link.resemblance AS numeric(4, 3)) AS resemblance
    FROM article_link
    WHERE
        articles.article_version_id IN (article_link.article_version_id, article_link.copied_version_id)
    ORDER BY article_link.containment DESC, article_link.resemblance DESC
    LIMIT 1
) AS nearest ON TRUE;

COMMENT ON VIEW report.article_copies IS 'One row a text that is a copy of another, whole or in part, with the first loaded of its family.';
COMMENT ON COLUMN report.article_copies.article_title IS 'Title of the article';
COMMENT ON COLUMN report.article_copies.outlet IS 'Who published this one';
COMMENT ON COLUMN report.article_copies.original_title IS 'Title of the first loaded text of the family';
COMMENT ON COLUMN report.article_copies.original_outlet IS 'Its outlet';
COMMENT ON COLUMN report.article_copies.kind IS 'exact, near or contains: the closest link it has';
COMMENT ON COLUMN report.article_copies.containment IS 'Share of the shorter text that stands in the longer, 0 to 1';
COMMENT ON COLUMN report.article_copies.resemblance IS 'Share of both texts together that stands in both, 0 to 1';
COMMENT ON COLUMN report.article_copies.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.article_copies.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.article_copies.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.article_copies.original_version_id IS 'The first loaded text of the family';
COMMENT ON COLUMN report.article_copies.article_version_id IS 'Surrogate key of the article version';
