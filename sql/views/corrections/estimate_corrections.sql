-- question: What do people say that an estimate should be, in place of what was extracted?
-- grain: one estimate, in any reading, that corrections in force speak of
-- key: estimate_id
CREATE VIEW report.estimate_corrections AS
SELECT
    corrected.estimate_id,
    corrected.corrected_fields,
    (
        SELECT string_agg(DISTINCT correction.author, ', ') FROM correction
        WHERE correction.correction_id = any(corrected.correction_ids)
    ) AS corrected_by,
    (
        SELECT string_agg(DISTINCT correction.reason, '; ') FROM correction
        WHERE correction.correction_id = any(corrected.correction_ids)
    ) AS reasons,
    corrected.is_estimate,
    corrected.has_low,
    cast(corrected.low AS numeric(18, 2)) AS low,
    corrected.has_best,
    cast(corrected.best AS numeric(18, 2)) AS best,
    corrected.has_high,
    cast(corrected.high AS numeric(18, 2)) AS high,
    corrected.measure,
    corrected.origin_entity_id,
    corrected.span,
    corrected.same_claim_as
-- One call a query, whatever joins it: see the function.
FROM corrected_estimates() AS corrected;

COMMENT ON VIEW report.estimate_corrections IS 'One row an estimate that people corrected, with what it should hold. The estimate itself stays as extracted.';
COMMENT ON COLUMN report.estimate_corrections.estimate_id IS 'Surrogate key of the corrected mention';
COMMENT ON COLUMN report.estimate_corrections.corrected_fields IS 'Which fields are corrected';
COMMENT ON COLUMN report.estimate_corrections.corrected_by IS 'Who says so';
COMMENT ON COLUMN report.estimate_corrections.reasons IS 'Why';
COMMENT ON COLUMN report.estimate_corrections.is_estimate IS 'False where a person says that it is no estimate';
COMMENT ON COLUMN report.estimate_corrections.has_low IS 'True where the lowest value is corrected; it may be corrected to nothing';
COMMENT ON COLUMN report.estimate_corrections.low IS 'Lowest value as corrected';
COMMENT ON COLUMN report.estimate_corrections.has_best IS 'True where the best value is corrected';
COMMENT ON COLUMN report.estimate_corrections.best IS 'Best value as corrected';
COMMENT ON COLUMN report.estimate_corrections.has_high IS 'True where the highest value is corrected';
COMMENT ON COLUMN report.estimate_corrections.high IS 'Highest value as corrected';
COMMENT ON COLUMN report.estimate_corrections.measure IS 'What is counted, as corrected';
COMMENT ON COLUMN report.estimate_corrections.origin_entity_id IS 'Whose claim it is, as corrected';
COMMENT ON COLUMN report.estimate_corrections.span IS 'Characters as corrected, start-end';
COMMENT ON COLUMN report.estimate_corrections.same_claim_as IS 'Mention that it tells the same as: article, hash of its text, number span and rank, divided by |';
