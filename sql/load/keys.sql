-- name: may_ask_by_set
SELECT
    has_parameter_privilege('session_replication_role', 'SET')
    AND current_setting('session_replication_role') = 'origin';

-- name: leave_out_single_checks
-- Until the transaction ends, or they are switched on again: triggers that are no rule of ours (those are enabled
-- always). Unique keys and checks hold as ever.
SELECT set_config('session_replication_role', 'replica', TRUE);

-- name: check_single_rows_again
SELECT set_config('session_replication_role', 'origin', TRUE);

-- name: require_references
SELECT require_references(cast(:child AS regclass), cast(:key_column AS name), :first, :last);
