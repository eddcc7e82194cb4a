-- name: plain_indexes
-- Indexes that only make reading quick: they hold no rule, and the load itself looks nothing up in them.
SELECT
    pg_class.relname AS name,
    owner.relname AS table_name,
    pg_get_indexdef(pg_index.indexrelid) AS definition
FROM pg_index
INNER JOIN pg_class ON pg_class.oid = pg_index.indexrelid
INNER JOIN pg_class AS owner ON owner.oid = pg_index.indrelid
INNER JOIN pg_namespace ON pg_namespace.oid = owner.relnamespace
WHERE
    pg_namespace.nspname = 'public'
    AND owner.relname = any(cast(:tables AS text[]))
    AND NOT pg_index.indisunique
    AND pg_class.relname <> all(cast(:kept AS text[]))
ORDER BY owner.relname, pg_class.relname;

-- name: foreign_keys
SELECT
    pg_constraint.conname AS name,
    owner.relname AS table_name,
    pg_get_constraintdef(pg_constraint.oid) AS definition
FROM pg_constraint
INNER JOIN pg_class AS owner ON owner.oid = pg_constraint.conrelid
INNER JOIN pg_namespace ON pg_namespace.oid = owner.relnamespace
WHERE
    pg_namespace.nspname = 'public'
    AND owner.relname = any(cast(:tables AS text[]))
    AND pg_constraint.contype = 'f'
    AND pg_constraint.convalidated
ORDER BY owner.relname, pg_constraint.conname;

-- name: remember
INSERT INTO set_aside (name, table_name, kind, definition)
VALUES (:name, :table_name, :kind, :definition);

-- name: read_set_aside
SELECT
    set_aside.name,
    set_aside.table_name,
    set_aside.kind,
    set_aside.definition
FROM set_aside
ORDER BY set_aside.kind DESC, set_aside.table_name ASC, set_aside.name ASC;

-- name: forget
DELETE FROM set_aside
WHERE set_aside.table_name = :table_name AND set_aside.name = :name;

-- name: knows_backfills
SELECT to_regclass('public.set_aside') IS NOT NULL;

-- name: may_build
SELECT coalesce(bool_and(pg_has_role(pg_class.relowner, 'USAGE')), TRUE)
FROM set_aside
INNER JOIN pg_class ON pg_class.relname = set_aside.table_name
WHERE pg_class.relnamespace = to_regnamespace('public');
