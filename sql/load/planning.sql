-- How statements over the rows of a chunk are planned, whatever the statistics are in the middle of a load: the cost is
-- to be that of the chunk, not of all there is. Until the transaction ends, or it is planned freely again.

-- name: look_up_by_index
-- Few keys, or those of one chunk, are looked up one by one in the index.
SELECT
    set_config('enable_nestloop', 'on', TRUE),
    set_config('enable_seqscan', 'off', TRUE),
    set_config('enable_hashjoin', 'off', TRUE),
    set_config('enable_mergejoin', 'off', TRUE);

-- name: gather_by_index
-- Rows of a chunk's keys are gathered in one pass over their index, and compared by hash.
SELECT
    set_config('enable_seqscan', 'off', TRUE),
    set_config('enable_hashjoin', 'on', TRUE),
    set_config('enable_nestloop', 'off', TRUE),
    set_config('enable_mergejoin', 'off', TRUE);

-- name: join_by_hash
-- Two stages of a chunk, of which the planner knows nothing, are joined with each other.
SELECT
    set_config('enable_seqscan', 'on', TRUE),
    set_config('enable_hashjoin', 'on', TRUE),
    set_config('enable_nestloop', 'off', TRUE);

-- name: plan_freely
SELECT
    set_config('enable_nestloop', 'on', TRUE),
    set_config('enable_seqscan', 'on', TRUE),
    set_config('enable_hashjoin', 'on', TRUE),
    set_config('enable_mergejoin', 'on', TRUE);

-- name: join_as_written
-- Looking for the best order of a dozen joins takes longer than joining what one article touched.
SELECT set_config('join_collapse_limit', '1', TRUE);

-- name: join_in_any_order
SET LOCAL join_collapse_limit TO DEFAULT;
