"""Ask for the keys of many rows at once: foreign keys of rows that a large load wrote, a set a key.

Revision: 0705
After: 0415
Created: 2026-11-30 21:10:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0705"
down_revision = "0415"
branch_labels = None
depends_on = None

#: The keys are those of the catalogue, so that one which is added later is asked for too. What is referred to is locked
#: as the row-wise check locks it: it cannot be deleted until the transaction ends. Looked up by index, whatever the
#: statistics are in the middle of a load, so that the cost is that of the rows and not of all there is.
REQUIRE_REFERENCES = """
CREATE FUNCTION require_references(child regclass, key_column name, first_key bigint, last_key bigint)
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    foreign_key record;
    told bigint;
    held bigint;
BEGIN
    FOR foreign_key IN
        SELECT
            pg_constraint.conname AS name,
            pg_constraint.confrelid::regclass AS parent,
            string_agg(format('child.%I AS key_%s', referring.attname, pair.place), ', ') AS told_columns,
            string_agg(format('child.%I IS NOT NULL', referring.attname), ' AND ') AS are_told,
            string_agg(format('parent.%I = told.key_%s', referred.attname, pair.place), ' AND ') AS are_equal,
            -- Rows of the same key between the two are this transaction's own, which nobody else can delete.
            coalesce(string_agg(format('told.key_%s BETWEEN $1 AND $2', pair.place), ' AND ') FILTER (
                WHERE pg_constraint.confrelid <> child AND referred.attname = key_column
            ), 'FALSE') AS are_own
        FROM pg_constraint
        CROSS JOIN LATERAL unnest(pg_constraint.conkey, pg_constraint.confkey)
            WITH ORDINALITY AS pair (referring, referred, place)
        INNER JOIN pg_attribute AS referring
            ON referring.attrelid = pg_constraint.conrelid AND referring.attnum = pair.referring
        INNER JOIN pg_attribute AS referred
            ON referred.attrelid = pg_constraint.confrelid AND referred.attnum = pair.referred
        WHERE pg_constraint.conrelid = child AND pg_constraint.contype = 'f'
        GROUP BY pg_constraint.oid
    LOOP
        EXECUTE format(
            'WITH told AS MATERIALIZED ('
            'SELECT DISTINCT %s FROM %s AS child WHERE child.%I BETWEEN $1 AND $2 AND %s),'
            ' held AS MATERIALIZED'
            ' (SELECT 1 FROM told INNER JOIN %s AS parent ON %s WHERE NOT (%s) FOR KEY SHARE OF parent),'
            ' own AS MATERIALIZED (SELECT 1 FROM told INNER JOIN %s AS parent ON %s WHERE %s)'
            ' SELECT (SELECT count(*) FROM told), (SELECT count(*) FROM held) + (SELECT count(*) FROM own)',
            foreign_key.told_columns, child, key_column, foreign_key.are_told,
            foreign_key.parent, foreign_key.are_equal, foreign_key.are_own,
            foreign_key.parent, foreign_key.are_equal, foreign_key.are_own
        ) INTO told, held USING first_key, last_key;
        IF told <> held THEN
            RAISE EXCEPTION 'insert on table "%" violates foreign key constraint "%"', child, foreign_key.name
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = foreign_key.name, TABLE = child,
                DETAIL = format('%s of %s keys are not in table "%s".', told - held, told, foreign_key.parent);
        END IF;
    END LOOP;
END
$$
"""
COMMENT = (
    "Foreign keys of the rows of a table whose key lies between two, a set a key: raises where one refers to nothing,"
    " and locks what they refer to, as the checks of single rows do."
)
#: Rules of the tables that are filled so; they hold whatever is asked of the foreign keys.
ALWAYS = (("estimate", "surface_is_in_text_on_insert"), ("estimate", "surface_is_in_text_on_update"))


def upgrade() -> None:
    op.execute(REQUIRE_REFERENCES)
    op.execute(f"COMMENT ON FUNCTION require_references(regclass, name, bigint, bigint) IS '{COMMENT}'")
    for table, trigger in ALWAYS:
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


def downgrade() -> None:
    for table, trigger in ALWAYS:
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    op.execute("DROP FUNCTION require_references(regclass, name, bigint, bigint)")
