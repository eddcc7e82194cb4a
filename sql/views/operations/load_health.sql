-- question: Which loads ran, what did they bring, and did they end well?
-- grain: one batch
-- key: batch_id
CREATE VIEW report.load_health AS
SELECT
    batch.batch_id,
    batch.command,
    batch.source,
    batch.state,
    batch.count_new,
    batch.count_changed,
    batch.count_unchanged,
    batch.count_rejected,
    batch.count_forgotten,
    reasons.rejected_by_reason,
    batch.started_at,
    batch.finished_at,
    batch.published_at,
    cast(extract(EPOCH FROM batch.finished_at - batch.started_at) AS numeric(12, 3)) AS duration_seconds,
    batch.onrecord_version,
    batch.extractor,
    batch.input_sha256,
    batch.error
FROM batch
LEFT JOIN LATERAL (
    SELECT
        string_agg(rejection.code || ' ' || rejection.count_rejected, ', ' ORDER BY rejection.code)
            AS rejected_by_reason
    FROM batch_rejection AS rejection
    WHERE rejection.batch_id = batch.batch_id
) AS reasons ON TRUE;

COMMENT ON VIEW report.load_health IS 'One row a load: what it brought and how it ended.';
COMMENT ON COLUMN report.load_health.batch_id IS 'Number of the load';
COMMENT ON COLUMN report.load_health.command IS 'The job that ran';
COMMENT ON COLUMN report.load_health.source IS 'What it read';
COMMENT ON COLUMN report.load_health.state IS 'running, published, withdrawn or failed';
COMMENT ON COLUMN report.load_health.count_new IS 'Records that were not there before';
COMMENT ON COLUMN report.load_health.count_changed IS 'Records that got a new version';
COMMENT ON COLUMN report.load_health.count_unchanged IS 'Records that were there already';
COMMENT ON COLUMN report.load_health.count_rejected IS 'Records that could not be taken';
COMMENT ON COLUMN report.load_health.count_forgotten IS 'Articles left out because somebody had them erased';
COMMENT ON COLUMN report.load_health.rejected_by_reason IS 'Rejected records by reason';
COMMENT ON COLUMN report.load_health.started_at IS 'When it began';
COMMENT ON COLUMN report.load_health.finished_at IS 'When it ended, well or not';
COMMENT ON COLUMN report.load_health.published_at IS 'When its rows became visible';
COMMENT ON COLUMN report.load_health.duration_seconds IS 'From start to end';
COMMENT ON COLUMN report.load_health.onrecord_version IS 'Version of the program';
COMMENT ON COLUMN report.load_health.extractor IS 'Name and version of the extractor, where one ran';
COMMENT ON COLUMN report.load_health.input_sha256 IS 'Hash over the hashes of all that was read';
COMMENT ON COLUMN report.load_health.error IS 'Why it failed or was withdrawn';
