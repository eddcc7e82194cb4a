-- question: Through whom do we know a figure?
-- grain: one mention of an estimate with at least its origin known
-- key: estimate_id
CREATE VIEW report.estimate_chains AS
SELECT
    step.estimate_id,
    string_agg(coalesce(canonical.name, entity.name), ' > ' ORDER BY step.position) AS chain,
    string_agg(coalesce(canonical.name, entity.name), ' > ' ORDER BY step.position) FILTER (
        WHERE step.role = 'relay'
    ) AS relays,
    min(coalesce(canonical.name, entity.name)) FILTER (WHERE step.role = 'spokesperson') AS spokesperson
FROM estimate_attribution AS step
INNER JOIN entity ON entity.entity_id = step.entity_id
LEFT JOIN entity AS canonical ON canonical.entity_id = entity.merged_into_entity_id
GROUP BY step.estimate_id;

COMMENT ON VIEW report.estimate_chains IS 'One row a mention, of all readings: the chain from who claims it to who published it. evidence has it beside the figure.';
COMMENT ON COLUMN report.estimate_chains.estimate_id IS 'Surrogate key of the mention';
COMMENT ON COLUMN report.estimate_chains.chain IS 'Origin, spokesperson, relays and outlet, in order, joined by >';
COMMENT ON COLUMN report.estimate_chains.relays IS 'Who passed it on before the outlet, in order';
COMMENT ON COLUMN report.estimate_chains.spokesperson IS 'Who voiced it for the origin';
