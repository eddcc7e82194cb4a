-- Mentions of a topic with the text around them, in the order of the time they speak of.
SELECT
    estimate.estimate_id,
    estimate.origin,
    estimate.side,
    topic_side.ordinal AS side_ordinal,
    estimate.measure,
    measure.title AS measure_title,
    estimate.is_headline,
    estimate.status,
    status.description AS status_description,
    estimate.is_planned,
    estimate.kind,
    estimate.low,
    estimate.best,
    estimate.high,
    estimate.stated_value,
    estimate.qualifier,
    estimate.hedge,
    estimate.polarity,
    estimate.attribution,
    estimate.surface,
    estimate.unit,
    estimate.place,
    estimate.is_change,
    estimate.part_of_estimate_id,
    estimate.disputed_by,
    estimate.claim_id,
    estimate.chain,
    estimate.outlet,
    estimate.as_of_from,
    estimate.as_of_to,
    estimate.said_from,
    estimate.said_to,
    estimate.published_from,
    estimate.published_to,
    estimate.article_title,
    estimate.article_url,
    estimate.source_location,
    substr(
        version.text,
        greatest(cast(estimate.start_offset AS integer) - 280, 0) + 1,
        least(cast(estimate.start_offset AS integer), 280)
    ) AS text_before,
    substr(version.text, cast(estimate.end_offset AS integer) + 1, 280) AS text_after,
    (
        SELECT string_agg(DISTINCT '“' || quote.quote || '”', E'\n' ORDER BY '“' || quote.quote || '”')
        FROM report.quotes_by_speaker AS quote
        WHERE
            quote.article_key = estimate.article_key
            AND quote.kind IN ('direct', 'partial')
            AND quote.start_offset < estimate.end_offset + 600
            AND quote.end_offset > estimate.start_offset - 600
            AND (quote.speaker = estimate.origin OR quote.speaker = estimate.spokesperson)
    ) AS quotes
FROM report.topic_estimates AS estimate
INNER JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
INNER JOIN measure ON measure.measure = estimate.measure
LEFT JOIN status ON status.status = estimate.status
LEFT JOIN topic_side ON topic_side.topic = estimate.topic AND topic_side.side = estimate.side
WHERE estimate.topic = :topic
ORDER BY
    estimate.is_headline DESC,
    estimate.measure ASC,
    estimate.is_planned DESC,
    coalesce(
        estimate.as_of_from, estimate.as_of_to, estimate.said_from, estimate.said_to, estimate.published_from
    ) ASC NULLS LAST,
    estimate.origin ASC,
    estimate.point ASC,
    estimate.article_title ASC,
    estimate.start_offset ASC,
    estimate.estimate_id ASC
LIMIT :limit;
