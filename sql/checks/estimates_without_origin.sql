-- check: every estimate of the load has the first step of its attribution chain
-- on failure: withdraw
SELECT
    estimate.estimate_id,
    estimate.surface
FROM estimate
LEFT JOIN estimate_attribution AS step ON step.estimate_id = estimate.estimate_id AND step.position = 0
WHERE estimate.batch_id = :batch_id AND step.estimate_id IS NULL
ORDER BY estimate.estimate_id;
