-- question: How many records could each load not take, and for which reasons?
-- grain: one load and reason
-- key: batch_id, code
CREATE VIEW report.rejections_by_reason AS
SELECT
    batch_rejection.batch_id,
    batch_rejection.code,
    batch_rejection.count_rejected,
    batch.command,
    batch.source,
    batch.started_at
FROM batch_rejection
INNER JOIN batch ON batch.batch_id = batch_rejection.batch_id;

COMMENT ON VIEW report.rejections_by_reason IS 'One row a load and reason: how many of its records could not be taken.';
COMMENT ON COLUMN report.rejections_by_reason.batch_id IS 'Number of the load';
COMMENT ON COLUMN report.rejections_by_reason.code IS 'Short name of the reason';
COMMENT ON COLUMN report.rejections_by_reason.count_rejected IS 'Records it could not take for that reason, known ones too';
COMMENT ON COLUMN report.rejections_by_reason.command IS 'The job that ran';
COMMENT ON COLUMN report.rejections_by_reason.source IS 'What it read';
COMMENT ON COLUMN report.rejections_by_reason.started_at IS 'When it began';
