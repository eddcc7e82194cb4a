-- question: What could not be loaded, and why?
-- grain: one rejected record that nobody has settled
-- key: reject_id
CREATE VIEW report.open_rejects AS
SELECT
    reject.reject_id,
    reject.stage,
    reject.code,
    reject.location,
    reject.line,
    reject.field,
    reject.reason,
    octet_length(reject.record) AS record_size_bytes,
    reject.rejected_at,
    reject.batch_id
FROM reject
WHERE reject.state = 'open';

COMMENT ON VIEW report.open_rejects IS 'One row a record that could not be taken and waits to be mended.';
COMMENT ON COLUMN report.open_rejects.reject_id IS 'Number of the reject';
COMMENT ON COLUMN report.open_rejects.stage IS 'Where it failed: read, extract, resolve, load';
COMMENT ON COLUMN report.open_rejects.code IS 'Short name of the reason';
COMMENT ON COLUMN report.open_rejects.location IS 'File or address it was read from';
COMMENT ON COLUMN report.open_rejects.line IS 'Line in that file, from 1';
COMMENT ON COLUMN report.open_rejects.field IS 'The field at fault, where it is one field';
COMMENT ON COLUMN report.open_rejects.reason IS 'What was wrong and what to do';
COMMENT ON COLUMN report.open_rejects.record_size_bytes IS 'Size of the record, which is kept whole';
COMMENT ON COLUMN report.open_rejects.rejected_at IS 'When it was first rejected';
COMMENT ON COLUMN report.open_rejects.batch_id IS 'The load that met it first';
