-- name: find_articles
-- An article by key, address, supplied id or title, with its current text.
SELECT DISTINCT
    article.article_id,
    version.article_version_id,
    version.text
FROM article
INNER JOIN article_version AS version
    ON version.article_id = article.article_id AND version.current_from IS NOT NULL AND version.current_to IS NULL
LEFT JOIN extraction
    ON
        extraction.article_version_id = version.article_version_id
        AND extraction.current_from IS NOT NULL
        AND extraction.current_to IS NULL
WHERE
    article.article_key IN (:reference, :canonical)
    OR article.url IN (:reference, :canonical)
    OR article.supplied_id = :reference
    OR coalesce(version.title, extraction.title) = :reference
ORDER BY article.article_id
LIMIT 3;

-- name: find_number
-- The extracted estimates of a text that state these bounds: where the analyst's row stands, if it is one.
SELECT
    estimate.start_offset,
    estimate.end_offset,
    estimate.surface,
    estimate.number_start,
    estimate.number_end,
    estimate.passage_id,
    estimate.sentence,
    estimate.sentence_start
FROM estimate
INNER JOIN extraction ON extraction.extraction_id = estimate.extraction_id
WHERE
    estimate.article_version_id = :article_version_id
    AND extraction.current_from IS NOT NULL
    AND extraction.current_to IS NULL
    AND estimate.number_start IS NOT NULL
    AND (cast(:words AS text) IS NULL OR estimate.surface = :words)
    AND (
        cast(:words AS text) IS NOT NULL
        OR estimate.stated_value = any(cast(:numbers AS numeric[]))
        OR estimate.low = any(cast(:numbers AS numeric[]))
        OR estimate.best = any(cast(:numbers AS numeric[]))
        OR estimate.high = any(cast(:numbers AS numeric[]))
    )
ORDER BY estimate.number_start
LIMIT 3;

-- name: write_row
-- New, changed or unchanged, told by the hash of what the row says.
INSERT INTO estimate (
    analyst_row_key, row_sha256, source_file, source_line, batch_id, article_version_id, passage_id,
    start_offset, end_offset, surface, number_start, number_end, sentence, sentence_start,
    kind, low, best, high, qualifier, hedge, polarity, measure, status, population, population_entity_id, unit,
    place, place_entity_id, time_kind, is_change, attribution, source_surface, origin_entity_id,
    as_of_from, as_of_to, as_of_precision, as_of_basis, said_from, said_to, said_precision, said_basis, confidence
)
VALUES (
    :analyst_row_key, :row_sha256, :source_file, :source_line, :batch_id, :article_version_id, :passage_id,
    :start_offset, :end_offset, :surface, :number_start, :number_end, :sentence, :sentence_start,
    'numeric', :low, :best, :high, :qualifier, :hedge, :polarity, :measure, :status, :population,
    :population_entity_id, :unit, :place, :place_entity_id, 'instant', FALSE, 'explicit', NULL, :origin_entity_id,
    :as_of, :as_of, :as_of_precision, :as_of_basis, :said_on, :said_on, :said_precision, :said_basis, 1
)
ON CONFLICT (analyst_row_key) DO UPDATE
    SET
        row_sha256 = excluded.row_sha256,
        source_file = excluded.source_file,
        source_line = excluded.source_line,
        batch_id = excluded.batch_id,
        article_version_id = excluded.article_version_id,
        passage_id = excluded.passage_id,
        start_offset = excluded.start_offset,
        end_offset = excluded.end_offset,
        surface = excluded.surface,
        number_start = excluded.number_start,
        number_end = excluded.number_end,
        sentence = excluded.sentence,
        sentence_start = excluded.sentence_start,
        low = excluded.low,
        best = excluded.best,
        high = excluded.high,
        qualifier = excluded.qualifier,
        hedge = excluded.hedge,
        polarity = excluded.polarity,
        measure = excluded.measure,
        status = excluded.status,
        population = excluded.population,
        population_entity_id = excluded.population_entity_id,
        unit = excluded.unit,
        place = excluded.place,
        place_entity_id = excluded.place_entity_id,
        origin_entity_id = excluded.origin_entity_id,
        as_of_from = excluded.as_of_from,
        as_of_to = excluded.as_of_to,
        as_of_precision = excluded.as_of_precision,
        as_of_basis = excluded.as_of_basis,
        said_from = excluded.said_from,
        said_to = excluded.said_to,
        said_precision = excluded.said_precision,
        said_basis = excluded.said_basis
    WHERE estimate.row_sha256 IS DISTINCT FROM excluded.row_sha256
RETURNING estimate_id, xmax = 0 AS is_new;

-- name: write_origin
INSERT INTO estimate_attribution (estimate_id, position, role, entity_id)
VALUES (:estimate_id, 0, 'origin', :entity_id)
ON CONFLICT (estimate_id, position) DO UPDATE SET entity_id = excluded.entity_id;
