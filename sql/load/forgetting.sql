-- name: find_articles
-- By key, address, supplied id or hash of a text; articles of loads that were never published are found too.
SELECT
    article.article_id,
    article.article_key,
    newest.title
FROM article
LEFT JOIN LATERAL (
    SELECT coalesce(version.title, extraction.title) AS title
    FROM article_version AS version
    LEFT JOIN extraction ON extraction.article_version_id = version.article_version_id
    WHERE version.article_id = article.article_id
    ORDER BY version.version_number DESC, extraction.extraction_id DESC
    LIMIT 1
) AS newest ON TRUE
WHERE
    article.article_key IN (:reference, :canonical)
    OR article.url IN (:reference, :canonical)
    OR article.supplied_id = :reference
    OR EXISTS (
        SELECT 1 FROM article_version AS version
        WHERE version.article_id = article.article_id AND version.text_sha256 = :reference
    )
ORDER BY article.article_id
LIMIT 10;

-- name: same_texts
-- Other articles that hold one of its texts word for word, or most of it.
SELECT other_article.article_key
FROM article_version AS version
INNER JOIN article_version AS other ON other.text_sha256 = version.text_sha256
INNER JOIN article AS other_article ON other_article.article_id = other.article_id
WHERE version.article_id = :article_id AND other.article_id <> :article_id
UNION
SELECT other_article.article_key
FROM article_version AS version
INNER JOIN article_link
    ON version.article_version_id IN (article_link.article_version_id, article_link.copied_version_id)
INNER JOIN article_version AS other
    ON other.article_version_id IN (article_link.article_version_id, article_link.copied_version_id)
INNER JOIN article AS other_article ON other_article.article_id = other.article_id
WHERE version.article_id = :article_id AND other.article_id <> :article_id
ORDER BY article_key;

-- name: remember_article
INSERT INTO forgotten_article (article_key, author, reason, count_versions, count_rows)
SELECT
    article.article_key,
    :author,
    :reason,
    (
        SELECT count(*) FROM article_version AS version
        WHERE version.article_id = article.article_id
    ),
    0
FROM article
WHERE article.article_id = :article_id
ON CONFLICT (article_key) DO UPDATE
    SET author = excluded.author, reason = excluded.reason, forgotten_at = excluded.forgotten_at
RETURNING forgotten_article_id;

-- name: remember_key
-- A key that no article has here: it is kept out from now on.
INSERT INTO forgotten_article (article_key, author, reason, forgotten_at, count_versions, count_rows)
VALUES (:article_key, :author, :reason, coalesce(:forgotten_at, now()), 0, 0)
ON CONFLICT (article_key) DO UPDATE SET article_key = excluded.article_key
RETURNING forgotten_article_id;

-- name: remember_hash
INSERT INTO forgotten_hash (sha256, forgotten_article_id, kind)
VALUES (:sha256, :forgotten_article_id, :kind)
ON CONFLICT (sha256) DO NOTHING;

-- name: remember_hashes
-- Of the files only those that held nothing else: a file of many articles stays welcome.
INSERT INTO forgotten_hash (sha256, forgotten_article_id, kind)
SELECT DISTINCT
    version.text_sha256,
    cast(:forgotten_article_id AS bigint),
    'text'
FROM article_version AS version
WHERE version.article_id = :article_id
UNION
SELECT DISTINCT
    source.source_sha256,
    cast(:forgotten_article_id AS bigint),
    'source'
FROM article_version AS version
INNER JOIN article_source AS source ON source.article_version_id = version.article_version_id
WHERE
    version.article_id = :article_id
    AND NOT EXISTS (
        SELECT 1 FROM article_version AS own
        WHERE own.article_id = :article_id AND own.text_sha256 = source.source_sha256
    )
    AND NOT EXISTS (
        SELECT 1 FROM article_source AS shared
        INNER JOIN article_version AS other ON other.article_version_id = shared.article_version_id
        WHERE shared.location = source.location AND other.article_id <> :article_id
    )
ON CONFLICT (sha256) DO NOTHING;

-- name: mark_rows
-- What is to go, by id, before the rows that lead there are gone themselves.
CREATE TEMPORARY TABLE forgotten_version ON COMMIT DROP AS
SELECT version.article_version_id FROM article_version AS version
WHERE version.article_id = :article_id;

-- name: mark_extractions
CREATE TEMPORARY TABLE forgotten_extraction ON COMMIT DROP AS
SELECT extraction.extraction_id
FROM extraction
INNER JOIN forgotten_version ON forgotten_version.article_version_id = extraction.article_version_id;

-- name: mark_estimates
CREATE TEMPORARY TABLE forgotten_estimate ON COMMIT DROP AS
SELECT estimate.estimate_id
FROM estimate
INNER JOIN forgotten_extraction ON forgotten_extraction.extraction_id = estimate.extraction_id;

-- name: mark_entities
-- Whoever was named here. Those that nothing else speaks of go with the article.
CREATE TEMPORARY TABLE forgotten_entity ON COMMIT DROP AS
SELECT
    entity.entity_id,
    entity.article_id IS NOT NULL AS is_of_article
FROM entity
WHERE entity.article_id = :article_id
UNION
SELECT
    entity.entity_id,
    FALSE AS is_of_article
FROM entity
WHERE
    entity.origin = 'extracted'
    AND entity.article_id IS NULL
    AND entity.entity_id IN (
        SELECT mention.entity_id
        FROM mention
        INNER JOIN forgotten_extraction ON forgotten_extraction.extraction_id = mention.extraction_id
        UNION
        SELECT extraction.outlet_entity_id
        FROM extraction
        INNER JOIN forgotten_extraction ON forgotten_extraction.extraction_id = extraction.extraction_id
        UNION
        SELECT unnest(ARRAY[version.outlet_entity_id, version.republisher_entity_id])
        FROM article_version AS version
        WHERE version.article_id = :article_id
        UNION
        SELECT quote_speaker.entity_id
        FROM quote_speaker
        INNER JOIN quote ON quote.quote_id = quote_speaker.quote_id
        INNER JOIN forgotten_extraction ON forgotten_extraction.extraction_id = quote.extraction_id
        UNION
        SELECT unnest(ARRAY[estimate.origin_entity_id, estimate.population_entity_id, estimate.place_entity_id])
        FROM estimate
        INNER JOIN forgotten_estimate ON forgotten_estimate.estimate_id = estimate.estimate_id
        UNION
        SELECT step.entity_id
        FROM estimate_attribution AS step
        INNER JOIN forgotten_estimate ON forgotten_estimate.estimate_id = step.estimate_id
        UNION
        SELECT estimate_dispute.entity_id
        FROM estimate_dispute
        INNER JOIN forgotten_estimate ON forgotten_estimate.estimate_id = estimate_dispute.estimate_id
    );

-- name: mark_surfaces
CREATE TEMPORARY TABLE forgotten_surface ON COMMIT DROP AS
SELECT DISTINCT
    mention.entity_id,
    mention.surface
FROM mention
INNER JOIN forgotten_extraction ON forgotten_extraction.extraction_id = mention.extraction_id
WHERE mention.entity_id IS NOT NULL;

-- name: mark_sources
-- Places that held this article and no other: a reject from there is of this article.
CREATE TEMPORARY TABLE forgotten_location ON COMMIT DROP AS
SELECT DISTINCT source.location
FROM article_source AS source
INNER JOIN forgotten_version ON forgotten_version.article_version_id = source.article_version_id
WHERE
    NOT EXISTS (
        SELECT 1 FROM article_source AS shared
        INNER JOIN article_version AS other ON other.article_version_id = shared.article_version_id
        WHERE shared.location = source.location AND other.article_id <> :article_id
    );

-- name: erase_rejects
-- Rejects of this article: of its extraction, from a file of its own, of the same bytes, or that hold its address or
-- the beginning of one of its texts.
DELETE FROM reject
WHERE
    EXISTS (
        SELECT 1 FROM article
        WHERE
            article.article_id = :article_id
            AND (
                reject.location IN (article.article_key, article.url)
                OR (
                    article.url IS NOT NULL
                    AND position(convert_to(article.url, 'UTF8') IN reject.record) > 0
                )
            )
    )
    OR reject.location IN (SELECT forgotten_location.location FROM forgotten_location)
    OR EXISTS (
        SELECT 1 FROM forgotten_hash
        WHERE forgotten_hash.sha256 = reject.record_sha256
    )
    OR EXISTS (
        SELECT 1 FROM article_version AS version
        WHERE
            version.article_id = :article_id
            AND version.text_length >= 40
            AND position(convert_to(left(version.text, 40), 'UTF8') IN reject.record) > 0
    );

-- name: unlink_analysts_rows
-- A person's own row stays, without the words and the place of the article it pointed to.
UPDATE estimate
SET
    article_version_id = NULL, passage_id = NULL, start_offset = NULL, end_offset = NULL, surface = NULL,
    number_start = NULL, number_end = NULL, sentence = NULL, sentence_start = NULL, noun = NULL, source_surface = NULL,
    source_start = NULL, source_end = NULL
WHERE
    estimate.extraction_id IS NULL
    AND estimate.article_version_id IN (SELECT forgotten_version.article_version_id FROM forgotten_version);

-- name: erase_claim_members
DELETE FROM claim_member USING forgotten_estimate
WHERE claim_member.estimate_id = forgotten_estimate.estimate_id;

-- name: erase_claim_related
DELETE FROM claim_related USING forgotten_estimate
WHERE claim_related.estimate_id = forgotten_estimate.estimate_id;

-- name: erase_former_members
DELETE FROM claim_former_member USING forgotten_estimate
WHERE claim_former_member.estimate_id = forgotten_estimate.estimate_id;

-- name: erase_former_related
DELETE FROM claim_former_related USING forgotten_estimate
WHERE claim_former_related.estimate_id = forgotten_estimate.estimate_id;

-- name: erase_attributions
DELETE FROM estimate_attribution USING forgotten_estimate
WHERE estimate_attribution.estimate_id = forgotten_estimate.estimate_id;

-- name: erase_disputes
DELETE FROM estimate_dispute USING forgotten_estimate
WHERE estimate_dispute.estimate_id = forgotten_estimate.estimate_id;

-- name: erase_estimates
DELETE FROM estimate USING forgotten_estimate
WHERE estimate.estimate_id = forgotten_estimate.estimate_id;

-- name: erase_speakers
DELETE FROM quote_speaker USING quote, forgotten_extraction
WHERE
    quote.extraction_id = forgotten_extraction.extraction_id
    AND quote_speaker.quote_id = quote.quote_id;

-- name: erase_quotes
DELETE FROM quote USING forgotten_extraction
WHERE quote.extraction_id = forgotten_extraction.extraction_id;

-- name: erase_speakers_of_entered_quotes
-- A person's row of a quote is nothing but the article's words.
DELETE FROM quote_speaker USING quote, forgotten_version
WHERE
    quote.article_version_id = forgotten_version.article_version_id
    AND quote_speaker.quote_id = quote.quote_id;

-- name: erase_entered_quotes
DELETE FROM quote USING forgotten_version
WHERE quote.article_version_id = forgotten_version.article_version_id;

-- name: erase_mentions
DELETE FROM mention USING forgotten_extraction
WHERE mention.extraction_id = forgotten_extraction.extraction_id;

-- name: erase_passages
DELETE FROM passage USING forgotten_extraction
WHERE passage.extraction_id = forgotten_extraction.extraction_id;

-- name: erase_extractions
DELETE FROM extraction USING forgotten_extraction
WHERE extraction.extraction_id = forgotten_extraction.extraction_id;

-- name: erase_shingles
DELETE FROM article_shingle USING forgotten_version
WHERE article_shingle.article_version_id = forgotten_version.article_version_id;

-- name: erase_links
DELETE FROM article_link USING forgotten_version
WHERE forgotten_version.article_version_id IN (article_link.article_version_id, article_link.copied_version_id);

-- name: erase_sources
DELETE FROM article_source USING forgotten_version
WHERE article_source.article_version_id = forgotten_version.article_version_id;

-- name: erase_versions
DELETE FROM article_version USING forgotten_version
WHERE article_version.article_version_id = forgotten_version.article_version_id;

-- name: erase_corrections
DELETE FROM correction USING article
WHERE article.article_id = :article_id AND correction.article_key = article.article_key;

-- name: mark_claims
CREATE TEMPORARY TABLE forgotten_claim ON COMMIT DROP AS
SELECT claim.claim_id
FROM claim
INNER JOIN article ON article.article_key = claim.founding_article_key
WHERE article.article_id = :article_id
UNION
SELECT claim_member.claim_id
FROM claim_member
INNER JOIN forgotten_estimate ON forgotten_estimate.estimate_id = claim_member.estimate_id
UNION
SELECT claim_related.claim_id
FROM claim_related
INNER JOIN forgotten_estimate ON forgotten_estimate.estimate_id = claim_related.estimate_id;

-- name: erase_claims
-- Claims that the article founded or told and nobody tells any more: after the blocks were resolved anew.
DELETE FROM claim USING forgotten_claim
WHERE
    claim.claim_id = forgotten_claim.claim_id
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
    );

-- name: erase_local_aliases
DELETE FROM entity_alias
WHERE entity_alias.article_id = :article_id;

-- name: erase_lone_aliases
-- Wordings that only this article used for somebody who stays.
DELETE FROM entity_alias USING forgotten_surface
WHERE
    entity_alias.entity_id = forgotten_surface.entity_id
    AND entity_alias.alias = forgotten_surface.surface
    AND entity_alias.origin = 'extracted'
    AND NOT EXISTS (
        SELECT 1 FROM mention
        WHERE mention.entity_id = entity_alias.entity_id AND mention.surface = entity_alias.alias
    );

-- name: keep_entities
-- Whoever is still spoken of elsewhere stays.
DELETE FROM forgotten_entity
WHERE
    EXISTS (
        SELECT 1 FROM mention
        WHERE mention.entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM quote_speaker
        WHERE quote_speaker.entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM estimate
        WHERE estimate.origin_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM estimate
        WHERE estimate.population_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM estimate
        WHERE estimate.place_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM estimate_attribution AS step
        WHERE step.entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM estimate_dispute
        WHERE estimate_dispute.entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM extraction
        WHERE extraction.outlet_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM article_version
        WHERE article_version.outlet_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM article_version
        WHERE article_version.republisher_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM claim
        WHERE claim.origin_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM topic_place
        WHERE topic_place.entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM topic_side_member
        WHERE topic_side_member.entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM entity_merge
        WHERE entity_merge.into_entity_id = forgotten_entity.entity_id
    )
    OR EXISTS (
        SELECT 1 FROM entity_merge
        WHERE entity_merge.entity_id = forgotten_entity.entity_id AND NOT forgotten_entity.is_of_article
    );

-- name: erase_candidates
DELETE FROM entity_candidate USING forgotten_entity
WHERE forgotten_entity.entity_id IN (entity_candidate.entity_id, entity_candidate.other_entity_id);

-- name: erase_relations
DELETE FROM entity_relation USING forgotten_entity
WHERE forgotten_entity.entity_id IN (entity_relation.entity_id, entity_relation.related_entity_id);

-- name: erase_merges
DELETE FROM entity_merge USING forgotten_entity
WHERE entity_merge.entity_id = forgotten_entity.entity_id;

-- name: erase_outlets
DELETE FROM outlet USING forgotten_entity
WHERE outlet.entity_id = forgotten_entity.entity_id;

-- name: erase_aliases
DELETE FROM entity_alias USING forgotten_entity
WHERE entity_alias.entity_id = forgotten_entity.entity_id;

-- name: erase_entities
DELETE FROM entity USING forgotten_entity
WHERE entity.entity_id = forgotten_entity.entity_id;

-- name: blank_entities
-- One of the article's own that a merge or a person's row still points to keeps its place and loses its name.
UPDATE entity
SET entity_key = 'forgotten:' || entity.entity_id, name = 'forgotten source'
WHERE entity.article_id = :article_id;

-- name: blank_article
UPDATE article SET url = NULL, supplied_id = NULL
WHERE article.article_id = :article_id;

-- name: erase_article
DELETE FROM article
WHERE
    article.article_id = :article_id
    AND NOT EXISTS (
        SELECT 1 FROM entity
        WHERE entity.article_id = article.article_id
    );

-- name: count_erased
UPDATE forgotten_article SET count_rows = :count_rows
WHERE forgotten_article_id = :forgotten_article_id;

-- name: known_as_forgotten
-- Which of these keys and hashes belong to articles that were erased.
SELECT forgotten_article.article_key AS mark
FROM forgotten_article
WHERE forgotten_article.article_key = any(cast(:keys AS text[]))
UNION ALL
SELECT forgotten_hash.sha256 AS mark
FROM forgotten_hash
WHERE forgotten_hash.sha256 = any(cast(:hashes AS text[]));

-- name: read_forgotten
SELECT
    forgotten_article.article_key,
    forgotten_article.author,
    forgotten_article.reason,
    forgotten_article.forgotten_at,
    array(
        SELECT forgotten_hash.kind || ':' || forgotten_hash.sha256 FROM forgotten_hash
        WHERE forgotten_hash.forgotten_article_id = forgotten_article.forgotten_article_id
        ORDER BY forgotten_hash.sha256
    ) AS marks
FROM forgotten_article
ORDER BY forgotten_article.forgotten_article_id;

-- name: holders_of_hashes
SELECT DISTINCT article.article_key
FROM article_version AS version
INNER JOIN article ON article.article_id = version.article_id
WHERE version.text_sha256 = any(cast(:hashes AS text[]))
ORDER BY article.article_key;
