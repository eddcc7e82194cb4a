-- name: insert_extractions
INSERT INTO extraction (
    article_version_id, extractor_name, extractor_version, outlet_entity_id, title, genre,
    published_from, published_to, published_precision, published_basis, batch_id
)
SELECT
    stage_extraction.article_version_id,
    :name,
    :version,
    outlet.entity_id,
    stage_extraction.title,
    stage_extraction.genre,
    stage_extraction.published_from,
    stage_extraction.published_to,
    stage_extraction.published_precision,
    stage_extraction.published_basis,
    :batch_id
FROM stage_extraction
INNER JOIN entity AS outlet ON outlet.entity_key = stage_extraction.outlet_key
ORDER BY stage_extraction.article_version_id;

-- name: find_extractions
-- The staging table learns the new ids, so that every row below finds its extraction by article version.
UPDATE stage_extraction SET extraction_id = extraction.extraction_id
FROM extraction
WHERE
    extraction.article_version_id = stage_extraction.article_version_id
    AND extraction.extractor_name = :name
    AND extraction.extractor_version = :version;

-- name: insert_passages
INSERT INTO passage (
    extraction_id, ordinal, start_offset, end_offset, kind, time_as_written, speaker
)
SELECT
    fresh.extraction_id,
    staged.ordinal,
    staged.start_offset,
    staged.end_offset,
    staged.kind,
    staged.time_as_written,
    staged.speaker
FROM stage_passages AS staged
INNER JOIN stage_extraction AS fresh ON fresh.article_version_id = staged.article_version_id
ORDER BY fresh.extraction_id, staged.ordinal;

-- name: insert_mentions
INSERT INTO mention (
    extraction_id, ordinal, start_offset, end_offset, surface, label, kind, entity_id
)
SELECT
    fresh.extraction_id,
    staged.ordinal,
    staged.start_offset,
    staged.end_offset,
    staged.surface,
    staged.label,
    staged.kind,
    entity.entity_id
FROM stage_mentions AS staged
INNER JOIN stage_extraction AS fresh ON fresh.article_version_id = staged.article_version_id
LEFT JOIN entity ON entity.entity_key = staged.entity_key
ORDER BY fresh.extraction_id, staged.ordinal;

-- name: insert_quotes
INSERT INTO quote (
    extraction_id, ordinal, passage_id, start_offset, end_offset, surface, kind, cue, cue_start, cue_end, channel,
    utterance, said_from, said_to, said_precision, said_basis, said_expression, sentence, sentence_start,
    confidence
)
SELECT
    fresh.extraction_id,
    staged.ordinal,
    passage.passage_id,
    staged.start_offset,
    staged.end_offset,
    staged.surface,
    staged.kind,
    staged.cue,
    staged.cue_start,
    staged.cue_end,
    staged.channel,
    staged.utterance,
    staged.said_from,
    staged.said_to,
    staged.said_precision,
    staged.said_basis,
    staged.said_expression,
    staged.sentence,
    staged.sentence_start,
    staged.confidence
FROM stage_quotes AS staged
INNER JOIN stage_extraction AS fresh ON fresh.article_version_id = staged.article_version_id
INNER JOIN passage ON passage.extraction_id = fresh.extraction_id AND passage.ordinal = staged.passage_ordinal
ORDER BY fresh.extraction_id, staged.ordinal;

-- name: insert_quote_speakers
INSERT INTO quote_speaker (
    quote_id, position, entity_id, surface, start_offset, end_offset
)
SELECT
    quote.quote_id,
    staged.position,
    entity.entity_id,
    staged.surface,
    staged.start_offset,
    staged.end_offset
FROM stage_quote_speakers AS staged
INNER JOIN stage_extraction AS fresh ON fresh.article_version_id = staged.article_version_id
INNER JOIN quote ON quote.extraction_id = fresh.extraction_id AND quote.ordinal = staged.ordinal
INNER JOIN entity ON entity.entity_key = staged.entity_key;

-- name: insert_estimates
INSERT INTO estimate (
    extraction_id, batch_id, article_version_id, ordinal, passage_id, start_offset, end_offset, surface,
    number_start, number_end, kind, low, best, high, stated_value, qualifier, hedge, polarity, measure, status,
    population, population_entity_id, unit, per, noun, place, place_entity_id, time_kind, is_change,
    part_of_ordinal, attribution, source_surface, source_start, source_end, origin_entity_id, as_of_from,
    as_of_to, as_of_precision, as_of_basis, as_of_expression, said_from, said_to, said_precision, said_basis,
    said_expression, sentence, sentence_start, confidence
)
SELECT
    fresh.extraction_id,
    :batch_id,
    fresh.article_version_id,
    staged.ordinal,
    passage.passage_id,
    staged.start_offset,
    staged.end_offset,
    staged.surface,
    staged.number_start,
    staged.number_end,
    staged.kind,
    staged.low,
    staged.best,
    staged.high,
    staged.stated_value,
    staged.qualifier,
    staged.hedge,
    staged.polarity,
    staged.measure,
    staged.status,
    staged.population,
    population.entity_id,
    staged.unit,
    staged.per,
    staged.noun,
    staged.place,
    place.entity_id,
    staged.time_kind,
    staged.is_change,
    staged.part_of_ordinal,
    staged.attribution,
    staged.source_surface,
    staged.source_start,
    staged.source_end,
    origin.entity_id,
    staged.as_of_from,
    staged.as_of_to,
    staged.as_of_precision,
    staged.as_of_basis,
    staged.as_of_expression,
    staged.said_from,
    staged.said_to,
    staged.said_precision,
    staged.said_basis,
    staged.said_expression,
    staged.sentence,
    staged.sentence_start,
    staged.confidence
FROM stage_estimates AS staged
INNER JOIN stage_extraction AS fresh ON fresh.article_version_id = staged.article_version_id
INNER JOIN passage ON passage.extraction_id = fresh.extraction_id AND passage.ordinal = staged.passage_ordinal
INNER JOIN entity AS origin ON origin.entity_key = staged.origin_key
LEFT JOIN entity AS population ON population.entity_key = staged.population_key
LEFT JOIN entity AS place ON place.entity_key = staged.place_key
ORDER BY fresh.extraction_id, staged.ordinal;

-- name: insert_attributions
INSERT INTO estimate_attribution (
    estimate_id, position, role, entity_id, surface, start_offset, end_offset
)
SELECT
    estimate.estimate_id,
    staged.position,
    staged.role,
    entity.entity_id,
    staged.surface,
    staged.start_offset,
    staged.end_offset
FROM stage_attributions AS staged
INNER JOIN stage_extraction AS fresh ON fresh.article_version_id = staged.article_version_id
INNER JOIN estimate ON estimate.extraction_id = fresh.extraction_id AND estimate.ordinal = staged.ordinal
INNER JOIN entity ON entity.entity_key = staged.entity_key;

-- name: insert_disputes
INSERT INTO estimate_dispute (
    estimate_id, position, entity_id, surface, start_offset, end_offset
)
SELECT
    estimate.estimate_id,
    staged.position,
    entity.entity_id,
    staged.surface,
    staged.start_offset,
    staged.end_offset
FROM stage_disputes AS staged
INNER JOIN stage_extraction AS fresh ON fresh.article_version_id = staged.article_version_id
INNER JOIN estimate ON estimate.extraction_id = fresh.extraction_id AND estimate.ordinal = staged.ordinal
INNER JOIN entity ON entity.entity_key = staged.entity_key;
