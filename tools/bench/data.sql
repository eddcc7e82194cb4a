-- The bench's data: seeded, made by the server itself, so that a million rows take a minute and are the same each time.
-- Sentences are 200 characters wide, so that every figure stands at characters that can be computed.
-- Ids start high, above what was loaded before. Foreign keys and triggers are not asked while the data are made; they hold, as the tests of the bench check.
SET session_replication_role = replica;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';

CREATE FUNCTION pg_temp.pick(n bigint, salt bigint, choices bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
RETURN mod(abs(mod(hashint8extended(n, salt + %(seed)s), 1000000007)), choices);

INSERT INTO batch (command, source, onrecord_version, state, finished_at, published_at)
VALUES ('bench', 'generated', 'bench', 'published', now(), now());
CREATE TEMPORARY TABLE made AS SELECT max(batch_id) AS batch_id FROM batch;

INSERT INTO entity (entity_id, entity_key, name, type, origin) OVERRIDING SYSTEM VALUE
SELECT
    1000000 + n,
    'bench:source-' || n,
    'Source ' || lpad(n::text, 4, '0'),
    (ARRAY['person', 'organization', 'outlet'])[1 + n %% 3],
    'extracted'
FROM generate_series(0, %(sources)s - 1) AS n;

-- Sentence k of article a: who, how many, whose, then words of no meaning; of which there are 20,000.
CREATE TEMPORARY TABLE told AS
SELECT
    a * %(each)s + k AS estimate_id,
    a,
    k,
    pg_temp.pick(a * %(each)s + k, 1, %(sources)s) AS source,
    (ARRAY['troops', 'killed', 'injured', 'deserted', 'displaced', 'troops', 'captured', 'troops'])
    [1 + pg_temp.pick(a * %(each)s + k, 2, 8)] AS measure,
    (ARRAY[100, 500, 1000, 1500, 3000, 8000, 10000, 12000])[1 + pg_temp.pick(a * %(each)s + k, 3, 8)] AS number,
    CASE WHEN pg_temp.pick(a, 4, 1000) < %(topic_share)s THEN 'North Korea'
        ELSE 'Country ' || mod(pg_temp.pick(a * %(each)s + k, 1, %(sources)s), 40) END AS population,
    (ARRAY['planned', 'present', 'at_front', 'in_training'])[1 + pg_temp.pick(a * %(each)s + k, 6, 4)] AS status,
    DATE '2024-10-01' + (a * 700 / %(articles)s)::integer AS day
FROM generate_series(0, %(articles)s - 1) AS a CROSS JOIN generate_series(0, %(each)s - 1) AS k;
ANALYZE told;

CREATE TEMPORARY TABLE worded AS
SELECT
    told.a,
    string_agg(
        rpad(
            'Source ' || lpad(told.source::text, 4, '0') || ' said ' || lpad(told.number::text, 6, ' ')
            || ' people of ' || told.population || ' were counted ' || (
                SELECT string_agg(regexp_replace(md5(pg_temp.pick(told.estimate_id * 4 + w, 7, 5000)::text), '(.{8})', '\1 ', 'g'), '')
                FROM generate_series(1, 3) AS w
            ), 199, ' '
        ) || E'\n', '' ORDER BY told.k
    ) AS text
FROM told GROUP BY told.a;

INSERT INTO article (article_id, article_key, batch_id) OVERRIDING SYSTEM VALUE
SELECT 10000000 + a, 'https://bench.example/' || a, batch_id FROM worded CROSS JOIN made ORDER BY a;

DROP INDEX ix_article_version_words;  -- and made after the rows, which is quicker
INSERT INTO article_version (
    article_version_id, article_id, version_number, text, text_length, text_sha256, title, language, outlet_entity_id,
    published_from, published_to, published_precision, published_basis, batch_id, current_from
) OVERRIDING SYSTEM VALUE
SELECT
    10000000 + a, 10000000 + a, 1, text, char_length(text), encode(sha256(convert_to(text, 'UTF8')), 'hex'), 'Article ' || a, 'en',
    1000000 + pg_temp.pick(a, 8, %(sources)s / 3) * 3 + 2,
    DATE '2024-10-01' + (a * 700 / %(articles)s)::integer, DATE '2024-10-01' + (a * 700 / %(articles)s)::integer,
    'day', 'file', batch_id, now()
FROM worded CROSS JOIN made ORDER BY a;
CREATE INDEX ix_article_version_words ON article_version USING gin (words)
WHERE current_from IS NOT NULL AND current_to IS NULL;

INSERT INTO article_source (
    article_version_id, location, source_sha256, size_bytes, encoding, replaced_characters, reader, batch_id
)
SELECT 10000000 + a, 'bench-' || a || '.txt', md5(a::text), 200 * %(each)s, 'utf-8', 0, 'bench', batch_id
FROM worded CROSS JOIN made ORDER BY a;

INSERT INTO extraction (
    extraction_id, article_version_id, extractor_name, extractor_version, outlet_entity_id, published_from,
    published_to, published_precision, published_basis, batch_id, created_at, current_from
) OVERRIDING SYSTEM VALUE
SELECT
    article_version_id, article_version_id, %(extractor_name)s, %(extractor_version)s, outlet_entity_id,
    published_from, published_to, published_precision, published_basis, batch_id, published_from + 1, current_from
FROM article_version WHERE article_version_id >= 10000000 ORDER BY article_version_id;

INSERT INTO passage (passage_id, extraction_id, ordinal, start_offset, end_offset, kind) OVERRIDING SYSTEM VALUE
SELECT extraction_id, extraction_id, 0, 0, 200 * %(each)s, 'body' FROM extraction ORDER BY extraction_id;

INSERT INTO estimate (
    estimate_id, extraction_id, ordinal, batch_id, article_version_id, passage_id, start_offset, end_offset, surface,
    number_start, number_end, kind, best, stated_value, polarity, measure, status, population, unit, noun, time_kind,
    is_change, attribution, source_surface, origin_entity_id, as_of_precision, as_of_basis, said_from, said_to,
    said_precision, said_basis, sentence, sentence_start, confidence
) OVERRIDING SYSTEM VALUE
SELECT
    1 + estimate_id, 10000000 + a, k, batch_id, 10000000 + a, 10000000 + a, place.start_offset, place.start_offset + length(number::text),
    number::text, place.start_offset, place.start_offset + length(number::text), 'numeric', number, number, 'asserted',
    measure, status, population, 'person', 'people', 'instant', FALSE, 'explicit', 'Source ' || lpad(source::text, 4, '0'),
    1000000 + source, 'unknown', 'unknown', day, day, 'day', 'derived', rtrim(substr(worded.text, 200 * k + 1, 199)),
    200 * k, 0.9
FROM told
INNER JOIN worded USING (a)
CROSS JOIN LATERAL (SELECT 200 * k + 17 + 6 - length(number::text) AS start_offset) AS place
CROSS JOIN made
ORDER BY estimate_id;

INSERT INTO estimate_attribution (estimate_id, position, role, entity_id)
SELECT 1 + estimate_id, 0, 'origin', 1000000 + source FROM told
UNION ALL
SELECT 1 + estimate_id, 1, 'outlet', 1000000 + pg_temp.pick(a, 8, %(sources)s / 3) * 3 + 2 FROM told
ORDER BY 1, 2;

-- A claim: one source's figure, whose first mention founds it.
CREATE TEMPORARY TABLE grouped AS
SELECT
    estimate_id,
    min(estimate_id) OVER (PARTITION BY source, measure, population, number) AS founder
FROM told;

INSERT INTO claim (
    claim_id, origin_entity_id, measure, population, unit, time_kind, founding_article_key, founding_text_sha256,
    founding_number_start, founding_number_end
) OVERRIDING SYSTEM VALUE
SELECT
    estimate.estimate_id, estimate.origin_entity_id, estimate.measure, estimate.population, estimate.unit,
    estimate.time_kind, article.article_key, version.text_sha256, estimate.number_start, estimate.number_end
FROM grouped
INNER JOIN estimate ON estimate.estimate_id = 1 + grouped.estimate_id
INNER JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
INNER JOIN article ON article.article_id = version.article_id
WHERE grouped.estimate_id = grouped.founder
ORDER BY estimate.estimate_id;

INSERT INTO claim_member (claim_id, estimate_id)
SELECT 1 + founder, 1 + estimate_id FROM grouped ORDER BY founder, estimate_id;

INSERT INTO claim_reference (claim_id, estimate_id, basis, count_mentions)
SELECT
    1 + founder, 1 + founder, CASE WHEN count(*) = 1 THEN 'only_mention' ELSE 'earliest_published' END, count(*)
FROM grouped GROUP BY founder ORDER BY founder;

SELECT
    setval(pg_get_serial_sequence('entity', 'entity_id'), (SELECT max(entity_id) FROM entity)),
    setval(pg_get_serial_sequence('article', 'article_id'), (SELECT max(article_id) FROM article)),
    setval(pg_get_serial_sequence('article_version', 'article_version_id'), (SELECT max(article_id) FROM article)),
    setval(pg_get_serial_sequence('extraction', 'extraction_id'), (SELECT max(extraction_id) FROM extraction)),
    setval(pg_get_serial_sequence('passage', 'passage_id'), (SELECT max(passage_id) FROM passage)),
    setval(pg_get_serial_sequence('estimate', 'estimate_id'), (SELECT max(estimate_id) FROM estimate)),
    setval(pg_get_serial_sequence('claim', 'claim_id'), (SELECT max(claim_id) FROM claim));
DROP TABLE told, worded, grouped, made;
RESET session_replication_role;
RESET work_mem;
RESET maintenance_work_mem;
ANALYZE;
