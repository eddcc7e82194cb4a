-- name: mark_everything
INSERT INTO stale_mark (kind) VALUES ('everything');

-- name: recount
SELECT recount_mentions();

-- name: count_differences
-- Rows that are kept and not told, told and not kept, or kept as something else: none, unless triggers were switched
-- off by hand.
SELECT count(*) AS count_differences
FROM report.counted_mentions AS told
FULL JOIN counted_mention AS kept ON kept.estimate_id = told.estimate_id
WHERE told.* IS DISTINCT FROM kept.*;
