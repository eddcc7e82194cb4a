-- question: When did each job last end well, and is one running or failing now?
-- grain: one job: a command and what it reads
-- key: command, source
CREATE VIEW report.last_success AS
WITH newest AS (
    SELECT DISTINCT ON (batch.command, batch.source)
        batch.command,
        batch.source,
        batch.batch_id,
        batch.state,
        batch.started_at,
        batch.heartbeat_at,
        batch.error
    FROM batch
    ORDER BY batch.command ASC, batch.source ASC, batch.batch_id DESC
),

success AS (
    SELECT
        batch.command,
        batch.source,
        max(batch.published_at) AS succeeded_at
    FROM batch
    WHERE batch.state = 'published'
    GROUP BY batch.command, batch.source
)

SELECT
    newest.command,
    newest.source,
    success.succeeded_at,
    cast(extract(EPOCH FROM now() - success.succeeded_at) AS numeric(14, 0)) AS success_age_seconds,
    newest.state AS newest_state,
    newest.started_at AS newest_started_at,
    newest.heartbeat_at AS newest_heartbeat_at,
    newest.error AS newest_error,
    newest.batch_id AS newest_batch_id
FROM newest
LEFT JOIN success ON success.command = newest.command AND success.source = newest.source;

COMMENT ON VIEW report.last_success IS 'One row a job: when it last ended well and how its newest run stands. For monitoring.';
COMMENT ON COLUMN report.last_success.command IS 'The job';
COMMENT ON COLUMN report.last_success.source IS 'What it reads; the name of the configuration for a scheduled load';
COMMENT ON COLUMN report.last_success.succeeded_at IS 'When a run of it was last published; empty if never';
COMMENT ON COLUMN report.last_success.success_age_seconds IS 'How long ago that was';
COMMENT ON COLUMN report.last_success.newest_state IS 'State of its newest run: running, published, withdrawn or failed';
COMMENT ON COLUMN report.last_success.newest_started_at IS 'When the newest run began';
COMMENT ON COLUMN report.last_success.newest_heartbeat_at IS 'When the newest run last showed that it lives';
COMMENT ON COLUMN report.last_success.newest_error IS 'Why the newest run failed or was withdrawn';
COMMENT ON COLUMN report.last_success.newest_batch_id IS 'Number of the newest run';
