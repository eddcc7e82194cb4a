-- question: How far did each claim spread: mentions, articles, outlets?
-- grain: one claim
-- key: claim_id
CREATE VIEW report.claim_spread AS
SELECT
    claim_reference.claim_id,
    claim_reference.count_mentions,
    told.count_articles,
    told.count_outlets,
    claim_reference.estimate_id,
    claim_reference.basis
FROM claim_reference
-- Lateral, so that a condition on the view reads the mentions of its own claims only.
LEFT JOIN LATERAL (
    SELECT
        count(DISTINCT version.article_id) AS count_articles,
        count(DISTINCT canonical.name) FILTER (WHERE canonical.name <> 'unknown outlet') AS count_outlets
    FROM claim_member
    INNER JOIN estimate ON estimate.estimate_id = claim_member.estimate_id
    LEFT JOIN passage ON passage.passage_id = estimate.passage_id
    LEFT JOIN article_version AS version ON version.article_version_id = estimate.article_version_id
    LEFT JOIN extraction ON extraction.extraction_id = estimate.extraction_id
    LEFT JOIN entity AS outlet
        ON outlet.entity_id = coalesce(version.outlet_entity_id, extraction.outlet_entity_id)
    LEFT JOIN entity AS canonical
        ON canonical.entity_id = coalesce(outlet.merged_into_entity_id, outlet.entity_id)
    WHERE claim_member.claim_id = claim_reference.claim_id AND NOT coalesce(passage.is_aside, FALSE)
) AS told ON TRUE;

COMMENT ON VIEW report.claim_spread IS 'One row a claim: how many mentions tell it, outside captions, credits, teasers, boilerplate and appended interviews, in how many articles and known outlets.';
COMMENT ON COLUMN report.claim_spread.claim_id IS 'Lasting id of the claim';
COMMENT ON COLUMN report.claim_spread.count_mentions IS 'Mentions of the claim';
COMMENT ON COLUMN report.claim_spread.count_articles IS 'Articles that tell it';
COMMENT ON COLUMN report.claim_spread.count_outlets IS 'Known outlets that tell it';
COMMENT ON COLUMN report.claim_spread.estimate_id IS 'The mention that the others are compared to';
COMMENT ON COLUMN report.claim_spread.basis IS 'Why that one: only_mention, earliest_published, fewest_relays, or undirected where neither can be told';
