-- The tables, views and functions of this database belong to onrecord_owner, where the server has that role: whoever is
-- a member of it can then bring the database to the next version. Run at each deployment before grants.sql; what an
-- extension brought stays its own. Without the right to hand them over they stay with who made them, and it is said.
DO $$
DECLARE
    found record;
    makes_roles boolean;
    maker oid := (SELECT pg_class.relowner FROM pg_class WHERE pg_class.oid = to_regclass('public.alembic_version'));
BEGIN
    IF to_regrole('onrecord_owner') IS NULL THEN
        RETURN;
    END IF;
    SELECT pg_roles.rolsuper OR pg_roles.rolcreaterole INTO makes_roles
    FROM pg_roles
    WHERE pg_roles.rolname = current_user;

    -- Who hands over must be a member of who receives. Who made a role may join it.
    IF NOT pg_has_role(current_user, 'onrecord_owner', 'USAGE') THEN
        IF NOT makes_roles THEN
            RAISE insufficient_privilege USING MESSAGE = format('%s is no member of onrecord_owner', current_user);
        END IF;
        GRANT onrecord_owner TO CURRENT_USER;
    END IF;
    -- Who receives must have been able to make them here.
    IF (
        SELECT pg_has_role(current_user, pg_database.datdba, 'USAGE') FROM pg_database
        WHERE pg_database.datname = current_database()
    ) THEN
        EXECUTE format('GRANT CREATE ON DATABASE %I TO onrecord_owner', current_database());
        GRANT USAGE, CREATE ON SCHEMA public TO onrecord_owner;
    END IF;

    FOR found IN
        WITH extension_part AS (
            SELECT pg_depend.classid, pg_depend.objid FROM pg_depend WHERE pg_depend.deptype = 'e'
        ),

        belonging AS (
            SELECT 'SCHEMA' AS kind, quote_ident(pg_namespace.nspname) AS name, pg_namespace.nspowner AS owner
            FROM pg_namespace
            WHERE pg_namespace.nspname IN ('report', 'report_at', 'public_at')
            UNION ALL
            -- A sequence of an identity column and an index follow their table.
            SELECT
                CASE pg_class.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
                format('%I.%I', pg_namespace.nspname, pg_class.relname),
                pg_class.relowner
            FROM pg_class
            INNER JOIN pg_namespace ON pg_class.relnamespace = pg_namespace.oid
            WHERE
                pg_namespace.nspname IN ('public', 'report', 'report_at', 'public_at')
                AND pg_class.relkind IN ('r', 'p', 'v', 'm')
                AND NOT EXISTS (
                    SELECT 1 FROM extension_part
                    WHERE extension_part.classid = CAST('pg_class' AS regclass) AND extension_part.objid = pg_class.oid
                )
            UNION ALL
            SELECT 'FUNCTION', CAST(CAST(pg_proc.oid AS regprocedure) AS text), pg_proc.proowner
            FROM pg_proc
            INNER JOIN pg_namespace ON pg_proc.pronamespace = pg_namespace.oid
            WHERE
                pg_namespace.nspname IN ('public', 'report', 'report_at', 'public_at')
                AND pg_proc.prokind = 'f'
                AND NOT EXISTS (
                    SELECT 1 FROM extension_part
                    WHERE extension_part.classid = CAST('pg_proc' AS regclass) AND extension_part.objid = pg_proc.oid
                )
        )

        SELECT belonging.kind, belonging.name FROM belonging
        WHERE
            belonging.owner <> to_regrole('onrecord_owner')
            -- A table that somebody else put beside ours is none of our business.
            AND (
                belonging.owner IN (to_regrole(quote_ident(current_user)), maker)
                OR EXISTS (
                    SELECT 1 FROM pg_auth_members
                    WHERE
                        pg_auth_members.roleid = to_regrole('onrecord_owner')
                        AND pg_auth_members.member = belonging.owner
                )
            )
            AND pg_has_role(current_user, belonging.owner, 'USAGE')
    LOOP
        EXECUTE format('ALTER %s %s OWNER TO onrecord_owner', found.kind, found.name);
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'tables and views stay with who made them, and a member of onrecord_owner cannot upgrade this database: '
        '%. Run sql/ownership.sql as an administrator.', SQLERRM;
END
$$;
