-- The rights of the four roles in this database, where the server has them. Run at each deployment, and again where a
-- database was made from a template: objects carry their rights along, settings of roles in a database do not.
-- owner: all rights on tables and views. loader: writes rows, changes no table. analyst: reads schema report only.
-- bi: as analyst, with a limit of connections. Settings are no boundary, grants are: settings only keep mistakes small.
DO $$
DECLARE
    target record;
    settings text[];
    setting text;
BEGIN
    IF to_regrole('onrecord_owner') IS NULL THEN
        RETURN;
    END IF;

    -- The rights of everybody: no temporary tables, nothing in public.
    EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO onrecord_owner, onrecord_loader', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO onrecord_analyst, onrecord_bi, onrecord_loader', current_database());
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    -- Large objects can be written in a read-only transaction before PostgreSQL 16; nothing here uses them.
    IF (SELECT pg_roles.rolsuper FROM pg_roles WHERE pg_roles.rolname = current_user) THEN
        REVOKE EXECUTE ON FUNCTION
        pg_catalog.lo_from_bytea(oid, bytea), pg_catalog.lo_put(oid, bigint, bytea), pg_catalog.lo_creat(integer),
        pg_catalog.lo_create(oid), pg_catalog.lo_unlink(oid), pg_catalog.lowrite(integer, bytea),
        pg_catalog.lo_truncate(integer, integer), pg_catalog.lo_truncate64(integer, bigint) FROM PUBLIC;
    END IF;
    GRANT USAGE, CREATE ON SCHEMA public, report TO onrecord_owner;
    GRANT USAGE ON SCHEMA report TO onrecord_loader, onrecord_analyst, onrecord_bi;
    GRANT USAGE ON SCHEMA public TO onrecord_loader;

    -- What is there, and what the next deployment brings.
    GRANT ALL ON ALL TABLES IN SCHEMA public, report TO onrecord_owner;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO onrecord_loader;
    GRANT SELECT ON ALL TABLES IN SCHEMA report TO onrecord_loader, onrecord_analyst, onrecord_bi;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO onrecord_owner;
    ALTER DEFAULT PRIVILEGES IN SCHEMA report GRANT ALL ON TABLES TO onrecord_owner;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO onrecord_loader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA report GRANT SELECT ON TABLES TO onrecord_loader, onrecord_analyst, onrecord_bi;

    -- Settings of the roles and of the logins that are members of them: membership does not inherit settings.
    BEGIN
        FOR target IN
            SELECT DISTINCT ON (login.oid)
                login.rolname AS login,
                kind.rolname AS kind
            FROM pg_roles AS kind
            INNER JOIN pg_roles AS login
                ON login.oid = kind.oid OR EXISTS (
                    SELECT 1 FROM pg_auth_members AS membership
                    WHERE membership.roleid = kind.oid AND membership.member = login.oid
                )
            WHERE
                kind.rolname IN ('onrecord_analyst', 'onrecord_bi')
                -- Who made the roles is a member of them since PostgreSQL 16, and is no reader.
                AND NOT login.rolsuper
                AND NOT login.rolcreaterole
                AND login.oid <> (SELECT datdba FROM pg_database WHERE datname = current_database())
            ORDER BY login.oid, kind.rolname DESC
        LOOP
            settings := ARRAY[
                'default_transaction_read_only = on',
                'statement_timeout = ''60s''',
                'idle_in_transaction_session_timeout = ''300s''',
                'search_path = report'
            ];
            FOREACH setting IN ARRAY settings LOOP
                EXECUTE format('ALTER ROLE %I IN DATABASE %I SET %s', target.login, current_database(), setting);
            END LOOP;
        END LOOP;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE WARNING 'the settings of the onrecord roles were not all set: %. Their rights were.', SQLERRM;
    END;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'the rights of the onrecord roles were not all set: %. Run sql/grants.sql as the owner of the database.',
        SQLERRM;
END
$$;
