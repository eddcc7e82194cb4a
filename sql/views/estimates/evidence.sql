-- question: Where exactly does each figure stand, and through whom do we know it?
-- grain: one mention of an estimate in the current reading of an article
-- key: estimate_id
CREATE VIEW report.evidence AS
SELECT
    estimate.estimate_id,
    origin.name AS origin,
    origin.type AS origin_type,
    origin.entity_key AS origin_key,
    cast(CASE WHEN corrected.has_low THEN corrected.low ELSE estimate.low END AS numeric(18, 2)) AS low,
    cast(CASE WHEN corrected.has_best THEN corrected.best ELSE estimate.best END AS numeric(18, 2)) AS best,
    cast(CASE WHEN corrected.has_high THEN corrected.high ELSE estimate.high END AS numeric(18, 2)) AS high,
    estimate.qualifier,
    coalesce(corrected.measure, estimate.measure) AS measure,
    estimate.status,
    estimate.population,
    estimate.place,
    (
        SELECT place.name FROM entity AS place
        WHERE place.entity_id = estimate.place_entity_id
    ) AS place_name,
    estimate.unit,
    estimate.per,
    estimate.noun,
    estimate.kind,
    cast(estimate.stated_value AS numeric(18, 2)) AS stated_value,
    estimate.hedge,
    estimate.polarity,
    estimate.attribution,
    chain.spokesperson,
    chain.relays,
    articles.outlet,
    chain.chain,
    estimate.source_surface AS source_as_written,
    (
        SELECT string_agg(coalesce(canonical.name, entity.name), ', ' ORDER BY estimate_dispute.position)
        FROM estimate_dispute
        INNER JOIN entity ON entity.entity_id = estimate_dispute.entity_id
        LEFT JOIN entity AS canonical ON canonical.entity_id = entity.merged_into_entity_id
        WHERE estimate_dispute.estimate_id = estimate.estimate_id
    ) AS disputed_by,
    estimate.as_of_from,
    estimate.as_of_to,
    estimate.as_of_precision,
    estimate.as_of_basis,
    estimate.said_from,
    estimate.said_to,
    estimate.said_precision,
    estimate.said_basis,
    articles.published_from,
    articles.published_to,
    articles.published_basis,
    estimate.is_change,
    estimate.time_kind,
    (
        SELECT whole.estimate_id FROM estimate AS whole
        WHERE whole.extraction_id = estimate.extraction_id AND whole.ordinal = estimate.part_of_ordinal
    ) AS part_of_estimate_id,
    estimate.surface,
    estimate.start_offset,
    estimate.end_offset,
    estimate.number_start,
    estimate.number_end,
    estimate.sentence,
    estimate.sentence_start,
    passage.kind AS passage_kind,
    passage.time_as_written AS passage_time,
    coalesce(passage.is_aside, FALSE) AS is_aside,
    cast(estimate.confidence AS numeric(4, 3)) AS confidence,
    member.claim_id,
    articles.article_key,
    articles.article_title,
    articles.article_url,
    articles.source_location,
    estimate.article_version_id,
    estimate.source_file AS analyst_file,
    estimate.source_line AS analyst_line,
    corrected.estimate_id IS NOT NULL AS is_corrected,
    corrected.corrected_fields,
    cast(estimate.low AS numeric(18, 2)) AS original_low,
    cast(estimate.best AS numeric(18, 2)) AS original_best,
    cast(estimate.high AS numeric(18, 2)) AS original_high,
    estimate.measure AS original_measure,
    (
        SELECT extracted_origin.name FROM entity AS extracted_origin
        WHERE extracted_origin.entity_id = estimate.origin_entity_id
    ) AS original_origin,
    corrected.span AS corrected_span,
    estimate.place_entity_id
FROM estimate
-- A mention of a current reading, or a row that a person entered.
LEFT JOIN report.articles
    ON
        articles.article_version_id = estimate.article_version_id
        AND (estimate.extraction_id IS NULL OR articles.extraction_id = estimate.extraction_id)
LEFT JOIN report.estimate_corrections AS corrected ON corrected.estimate_id = estimate.estimate_id
-- The first condition follows from the second. It is one that an index answers: a condition on the origin then reads
-- the estimates that name it, and the few whose source people corrected to it.
INNER JOIN entity AS named_origin
    ON
        (
            estimate.origin_entity_id = named_origin.entity_id
            OR (
                corrected.origin_entity_id = named_origin.entity_id
                AND estimate.estimate_id = any(
                    array(
                        SELECT moved.estimate_id FROM corrected_estimates() AS moved
                        WHERE moved.origin_entity_id = named_origin.entity_id
                    )
                )
            )
        )
        AND CASE
            WHEN corrected.origin_entity_id IS NULL THEN named_origin.entity_id = estimate.origin_entity_id
            ELSE named_origin.entity_id = corrected.origin_entity_id
        END
INNER JOIN entity AS origin
    ON origin.entity_id = coalesce(named_origin.merged_into_entity_id, named_origin.entity_id)
LEFT JOIN passage ON passage.passage_id = estimate.passage_id
-- Lateral, so that a condition on the view reads the chains of its own rows only; not from estimate_chains, so that the
-- planner sees that there is one row and leaves it out where nobody asks for it: counting took 2.9 s, takes 1.7.
LEFT JOIN LATERAL (
    SELECT
        string_agg(coalesce(canonical.name, entity.name), ' > ' ORDER BY step.position) AS chain,
        string_agg(coalesce(canonical.name, entity.name), ' > ' ORDER BY step.position) FILTER (
            WHERE step.role = 'relay'
        ) AS relays,
        min(coalesce(canonical.name, entity.name)) FILTER (WHERE step.role = 'spokesperson') AS spokesperson
    FROM estimate_attribution AS step
    INNER JOIN entity ON entity.entity_id = step.entity_id
    LEFT JOIN entity AS canonical ON canonical.entity_id = entity.merged_into_entity_id
    WHERE step.estimate_id = estimate.estimate_id
) AS chain ON TRUE
LEFT JOIN claim_member AS member ON member.estimate_id = estimate.estimate_id
WHERE
    coalesce(corrected.is_estimate, TRUE)
    AND estimate.superseded_at IS NULL
    AND (
        articles.extraction_id = estimate.extraction_id
        OR EXISTS (
            SELECT 1 FROM batch
            WHERE
                batch.batch_id = estimate.batch_id
                AND batch.state = 'published'
                AND estimate.analyst_row_key IS NOT NULL
        )
    )
    -- An analyst's row and an extracted one at the same number are one mention, and the analyst's wins.
    AND NOT EXISTS (
        SELECT 1 FROM estimate AS entered
        INNER JOIN batch ON batch.batch_id = entered.batch_id AND batch.state = 'published'
        WHERE
            entered.article_version_id = estimate.article_version_id
            AND entered.number_start = estimate.number_start
            AND entered.analyst_row_key IS NOT NULL
            AND entered.superseded_at IS NULL
            AND estimate.analyst_row_key IS NULL
    );

COMMENT ON VIEW report.evidence IS 'One row a mention: the figure, its chain, its sentence and its characters in the article; corrections of people are applied, the originals stand beside them.';
COMMENT ON COLUMN report.evidence.estimate_id IS 'Surrogate key of the mention';
COMMENT ON COLUMN report.evidence.origin IS 'Whose claim it is; the outlet in the narrator''s voice';
COMMENT ON COLUMN report.evidence.origin_type IS 'person, organization, state, outlet, unnamed_source, ...';
COMMENT ON COLUMN report.evidence.origin_key IS 'Natural key of the origin';
COMMENT ON COLUMN report.evidence.low IS 'Lowest value, only as stated';
COMMENT ON COLUMN report.evidence.best IS 'Best value, only as stated';
COMMENT ON COLUMN report.evidence.high IS 'Highest value, only as stated';
COMMENT ON COLUMN report.evidence.qualifier IS 'What qualifies the number: around, at least, almost';
COMMENT ON COLUMN report.evidence.measure IS 'What is counted';
COMMENT ON COLUMN report.evidence.status IS 'planned, preparing, dispatched, in_training, present, at_front, occurred, ...';
COMMENT ON COLUMN report.evidence.population IS 'Whose: a state''s forces under its name, civilians of a state';
COMMENT ON COLUMN report.evidence.place IS 'Where, as written';
COMMENT ON COLUMN report.evidence.place_name IS 'Where, as the entity it denotes';
COMMENT ON COLUMN report.evidence.unit IS 'Unit of the number';
COMMENT ON COLUMN report.evidence.per IS 'Per what, where it is a rate';
COMMENT ON COLUMN report.evidence.noun IS 'The counted noun as written';
COMMENT ON COLUMN report.evidence.kind IS 'numeric, vague or unquantified';
COMMENT ON COLUMN report.evidence.stated_value IS 'The number in the wording, where there is one';
COMMENT ON COLUMN report.evidence.hedge IS 'What marks belief or hearsay';
COMMENT ON COLUMN report.evidence.polarity IS 'asserted, denied or hypothetical';
COMMENT ON COLUMN report.evidence.attribution IS 'explicit, carried_on (from the sentence before) or narrator';
COMMENT ON COLUMN report.evidence.spokesperson IS 'Who voiced it for the origin';
COMMENT ON COLUMN report.evidence.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.evidence.outlet IS 'Who published it here';
COMMENT ON COLUMN report.evidence.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.evidence.source_as_written IS 'The source in the article''s words; empty in the narrator''s voice';
COMMENT ON COLUMN report.evidence.disputed_by IS 'Who disputes it in the same article';
COMMENT ON COLUMN report.evidence.as_of_from IS 'First day it speaks of';
COMMENT ON COLUMN report.evidence.as_of_to IS 'Last day it speaks of';
COMMENT ON COLUMN report.evidence.as_of_precision IS 'How precise that is';
COMMENT ON COLUMN report.evidence.as_of_basis IS 'How it is known';
COMMENT ON COLUMN report.evidence.said_from IS 'First day on which the origin can have said it';
COMMENT ON COLUMN report.evidence.said_to IS 'Last day on which the origin can have said it';
COMMENT ON COLUMN report.evidence.said_precision IS 'How precise that is';
COMMENT ON COLUMN report.evidence.said_basis IS 'How it is known';
COMMENT ON COLUMN report.evidence.published_from IS 'First day on which the article can have been published';
COMMENT ON COLUMN report.evidence.published_to IS 'Last day on which the article can have been published';
COMMENT ON COLUMN report.evidence.published_basis IS 'How the date of publication is known';
COMMENT ON COLUMN report.evidence.is_change IS 'True for a change (rose by), not a level';
COMMENT ON COLUMN report.evidence.time_kind IS 'instant, period or cumulative';
COMMENT ON COLUMN report.evidence.part_of_estimate_id IS 'The mention of the whole that this is a part of; never add the two';
COMMENT ON COLUMN report.evidence.surface IS 'Qualifier and number as written';
COMMENT ON COLUMN report.evidence.start_offset IS 'First character of the surface in the article''s text';
COMMENT ON COLUMN report.evidence.end_offset IS 'Just past its last character';
COMMENT ON COLUMN report.evidence.number_start IS 'First character of the number alone';
COMMENT ON COLUMN report.evidence.number_end IS 'Just past its last character';
COMMENT ON COLUMN report.evidence.sentence IS 'The sentence around the number';
COMMENT ON COLUMN report.evidence.sentence_start IS 'First character of that sentence';
COMMENT ON COLUMN report.evidence.passage_kind IS 'headline, body, live_update, interview_turn, caption, teaser, boilerplate, ...';
COMMENT ON COLUMN report.evidence.passage_time IS 'Time of the live update, as written';
COMMENT ON COLUMN report.evidence.is_aside IS 'True for captions, credits, teasers, boilerplate and appended interviews';
COMMENT ON COLUMN report.evidence.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN report.evidence.claim_id IS 'The claim this mention tells, where resolved';
COMMENT ON COLUMN report.evidence.article_key IS 'Natural key of the article';
COMMENT ON COLUMN report.evidence.article_title IS 'Title of the article';
COMMENT ON COLUMN report.evidence.article_url IS 'URL of the article, where known';
COMMENT ON COLUMN report.evidence.source_location IS 'File or address where the article was found';
COMMENT ON COLUMN report.evidence.article_version_id IS 'Surrogate key of the article version';
COMMENT ON COLUMN report.evidence.is_corrected IS 'True where a person corrected it; the columns hold the corrected values';
COMMENT ON COLUMN report.evidence.corrected_fields IS 'Which fields a person corrected';
COMMENT ON COLUMN report.evidence.original_low IS 'Lowest value as extracted';
COMMENT ON COLUMN report.evidence.original_best IS 'Best value as extracted';
COMMENT ON COLUMN report.evidence.original_high IS 'Highest value as extracted';
COMMENT ON COLUMN report.evidence.original_measure IS 'What is counted, as extracted';
COMMENT ON COLUMN report.evidence.original_origin IS 'Whose claim it is, as extracted';
COMMENT ON COLUMN report.evidence.corrected_span IS 'Characters as corrected, start-end';
COMMENT ON COLUMN report.evidence.analyst_file IS 'File of a row that a person entered; empty for what was extracted';
COMMENT ON COLUMN report.evidence.analyst_line IS 'Line of that file, from 1';
COMMENT ON COLUMN report.evidence.place_entity_id IS 'Surrogate key of the place, for joins inside this database';
