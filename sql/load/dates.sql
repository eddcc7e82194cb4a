-- What an article does not say of its date, and what follows from the date, filled from its dated copies. What a text
-- says itself is never touched: only what is unknown is filled, marked cross_article, and taken back with the copy.

-- name: forget_redated
DROP TABLE IF EXISTS pg_temp.undated, pg_temp.redated, pg_temp.redated_estimate;

-- name: gather_undated
-- Readings without a date of their own, among copies of which one was opened or closed by this publication.
CREATE TEMPORARY TABLE undated ON COMMIT DROP AS
WITH moved AS (
    SELECT extraction.article_version_id
    FROM extraction
    WHERE extraction.current_from = now() OR extraction.current_to = now()
),

near AS (
    SELECT
        link.article_version_id AS one_id,
        link.copied_version_id AS other_id
    FROM moved
    INNER JOIN article_link AS link
        ON link.article_version_id = moved.article_version_id AND link.kind IN ('exact', 'near')
    UNION
    SELECT
        link.copied_version_id AS one_id,
        link.article_version_id AS other_id
    FROM moved
    INNER JOIN article_link AS link
        ON link.copied_version_id = moved.article_version_id AND link.kind IN ('exact', 'near')
),

concerned AS (
    SELECT near.one_id AS article_version_id FROM near
    UNION
    SELECT near.other_id AS article_version_id FROM near
)

SELECT
    reading.extraction_id,
    reading.article_version_id
FROM concerned
INNER JOIN article_version AS version ON version.article_version_id = concerned.article_version_id
INNER JOIN extraction AS reading
    ON
        reading.article_version_id = concerned.article_version_id
        AND reading.current_from IS NOT NULL
        AND reading.current_to IS NULL
WHERE version.published_basis = 'unknown' AND reading.published_basis IN ('unknown', 'cross_article');

-- name: gather_dated_copies
-- Of each its dated copies: all of them bound when it can have been published.
CREATE TEMPORARY TABLE redated ON COMMIT DROP AS
WITH link AS (
    SELECT
        undated.extraction_id,
        article_link.copied_version_id AS other_id
    FROM undated
    INNER JOIN article_link
        ON article_link.article_version_id = undated.article_version_id AND article_link.kind IN ('exact', 'near')
    UNION
    SELECT
        undated.extraction_id,
        article_link.article_version_id AS other_id
    FROM undated
    INNER JOIN article_link
        ON article_link.copied_version_id = undated.article_version_id AND article_link.kind IN ('exact', 'near')
)

SELECT
    link.extraction_id,
    reading.extraction_id AS dated_id,
    coalesce(reading.published_from, version.published_from) AS published_from,
    coalesce(reading.published_to, version.published_to) AS published_to
FROM link
INNER JOIN article_version AS version ON version.article_version_id = link.other_id
INNER JOIN extraction AS reading
    ON
        reading.article_version_id = link.other_id
        AND reading.current_from IS NOT NULL
        AND reading.current_to IS NULL
WHERE
    (version.published_basis <> 'unknown' OR reading.published_basis NOT IN ('unknown', 'cross_article'))
    AND coalesce(reading.published_from, version.published_from) IS NOT NULL
    AND coalesce(reading.published_to, version.published_to) IS NOT NULL;

-- name: date_readings
WITH bounds AS (
    SELECT
        undated.extraction_id,
        min(redated.published_from) AS published_from,
        max(redated.published_to) AS published_to
    FROM undated
    LEFT JOIN redated ON redated.extraction_id = undated.extraction_id
    GROUP BY undated.extraction_id
)

UPDATE extraction
SET
    published_from = bounds.published_from,
    published_to = bounds.published_to,
    published_precision = CASE
        WHEN bounds.published_from IS NULL THEN 'unknown'
        WHEN bounds.published_from = bounds.published_to THEN 'day'
        ELSE 'range'
    END,
    published_basis = CASE WHEN bounds.published_from IS NULL THEN 'unknown' ELSE 'cross_article' END
FROM bounds
WHERE
    bounds.extraction_id = extraction.extraction_id
    AND (extraction.published_from, extraction.published_to)
    IS DISTINCT FROM (bounds.published_from, bounds.published_to);

-- name: gather_dated_estimates
-- The same figure of the same sentence in the earliest dated copy: what "on Tuesday" meant there it means here.
CREATE TEMPORARY TABLE redated_estimate ON COMMIT DROP AS
WITH twin AS (
    SELECT
        redated.extraction_id,
        redated.published_from,
        dated.estimate_id,
        dated.sentence,
        dated.surface,
        dated.number_start - dated.sentence_start AS number_in_sentence,
        dated.measure,
        dated.as_of_from,
        dated.as_of_to,
        dated.as_of_precision,
        dated.said_from,
        dated.said_to,
        dated.said_precision
    FROM redated
    INNER JOIN estimate AS dated ON dated.extraction_id = redated.dated_id
)

SELECT DISTINCT ON (estimate.estimate_id)
    estimate.estimate_id,
    twin.as_of_from,
    twin.as_of_to,
    coalesce(twin.as_of_precision, 'unknown') AS as_of_precision,
    twin.said_from,
    twin.said_to,
    coalesce(twin.said_precision, 'unknown') AS said_precision
FROM undated
INNER JOIN estimate ON estimate.extraction_id = undated.extraction_id
LEFT JOIN twin
    ON
        twin.extraction_id = undated.extraction_id
        AND twin.sentence = estimate.sentence
        AND twin.surface = estimate.surface
        AND twin.number_in_sentence = estimate.number_start - estimate.sentence_start
        AND twin.measure IS NOT DISTINCT FROM estimate.measure
ORDER BY estimate.estimate_id, twin.published_from, twin.estimate_id;

-- name: date_as_of
UPDATE estimate
SET
    as_of_from = dated.as_of_from,
    as_of_to = dated.as_of_to,
    as_of_precision = dated.as_of_precision,
    as_of_basis = CASE WHEN coalesce(dated.as_of_from, dated.as_of_to) IS NULL THEN 'unknown' ELSE 'cross_article' END
FROM redated_estimate AS dated
WHERE
    dated.estimate_id = estimate.estimate_id
    AND estimate.as_of_basis IN ('unknown', 'cross_article')
    AND (estimate.as_of_from, estimate.as_of_to) IS DISTINCT FROM (dated.as_of_from, dated.as_of_to);

-- name: date_said
UPDATE estimate
SET
    said_from = dated.said_from,
    said_to = dated.said_to,
    said_precision = dated.said_precision,
    said_basis = CASE WHEN coalesce(dated.said_from, dated.said_to) IS NULL THEN 'unknown' ELSE 'cross_article' END
FROM redated_estimate AS dated
WHERE
    dated.estimate_id = estimate.estimate_id
    AND estimate.said_basis IN ('unknown', 'cross_article')
    AND (estimate.said_from, estimate.said_to) IS DISTINCT FROM (dated.said_from, dated.said_to);
