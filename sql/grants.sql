-- The rights of the four roles in this database, where the server has them. Run at each deployment, and again where a
-- database was made from a template: objects carry their rights along, settings of roles in a database do not.
-- owner: tables and views are its own (ownership.sql). loader: writes rows, changes no table. analyst: reads schema
-- report only. bi: as analyst, with a limit of connections. Settings are no boundary, grants are: settings only keep
-- mistakes small.
DO $$
DECLARE
    target record;
    settings text[] := ARRAY[
        'default_transaction_read_only=on',
        'statement_timeout=60s',
        'idle_in_transaction_session_timeout=300s',
        'search_path=report'
    ];
    setting text;
BEGIN
    IF to_regrole('onrecord_owner') IS NULL THEN
        RETURN;
    END IF;

    -- The rights of everybody: no temporary tables, nothing in public. For the owner of the database to say.
    IF (
        SELECT pg_has_role(current_user, pg_database.datdba, 'USAGE') FROM pg_database
        WHERE pg_database.datname = current_database()
    ) THEN
        EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
        EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO onrecord_owner, onrecord_loader', current_database());
        EXECUTE format(
            'GRANT CONNECT ON DATABASE %I TO onrecord_owner, onrecord_loader, onrecord_analyst, onrecord_bi',
            current_database()
        );
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        GRANT USAGE, CREATE ON SCHEMA public TO onrecord_owner;
        GRANT USAGE ON SCHEMA public TO onrecord_loader;
    END IF;
    -- Large objects can be written in a read-only transaction before PostgreSQL 16; nothing here uses them.
    IF (SELECT pg_roles.rolsuper FROM pg_roles WHERE pg_roles.rolname = current_user) THEN
        REVOKE EXECUTE ON FUNCTION
        pg_catalog.lo_from_bytea(oid, bytea), pg_catalog.lo_put(oid, bigint, bytea), pg_catalog.lo_creat(integer),
        pg_catalog.lo_create(oid), pg_catalog.lo_unlink(oid), pg_catalog.lowrite(integer, bytea),
        pg_catalog.lo_truncate(integer, integer), pg_catalog.lo_truncate64(integer, bigint) FROM PUBLIC;
    END IF;
    GRANT USAGE, CREATE ON SCHEMA report TO onrecord_owner;
    GRANT USAGE ON SCHEMA report TO onrecord_loader, onrecord_analyst, onrecord_bi;

    -- What is there, and what the next deployment brings.
    -- Whoever makes it: this user, or a member of the owner who has taken that role.
    GRANT ALL ON ALL TABLES IN SCHEMA public, report TO onrecord_owner;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO onrecord_loader;
    GRANT SELECT ON ALL TABLES IN SCHEMA report TO onrecord_loader, onrecord_analyst, onrecord_bi;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO onrecord_owner;
    ALTER DEFAULT PRIVILEGES IN SCHEMA report GRANT ALL ON TABLES TO onrecord_owner;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO onrecord_loader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA report GRANT SELECT ON TABLES TO onrecord_loader, onrecord_analyst, onrecord_bi;
    IF pg_has_role(current_user, 'onrecord_owner', 'USAGE') THEN
        ALTER DEFAULT PRIVILEGES FOR ROLE onrecord_owner IN SCHEMA public
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO onrecord_loader;
        ALTER DEFAULT PRIVILEGES FOR ROLE onrecord_owner IN SCHEMA report
        GRANT SELECT ON TABLES TO onrecord_loader, onrecord_analyst, onrecord_bi;
    END IF;

    -- The saved views as known at a moment, where they are deployed.
    IF to_regnamespace('report_at') IS NOT NULL THEN
        GRANT USAGE, CREATE ON SCHEMA report_at, public_at TO onrecord_owner;
        GRANT USAGE ON SCHEMA report_at TO onrecord_loader, onrecord_analyst, onrecord_bi;
        GRANT USAGE ON SCHEMA public_at TO onrecord_loader;
        GRANT ALL ON ALL TABLES IN SCHEMA report_at, public_at TO onrecord_owner;
        GRANT SELECT ON ALL TABLES IN SCHEMA report_at TO onrecord_loader, onrecord_analyst, onrecord_bi;
        GRANT SELECT ON ALL TABLES IN SCHEMA public_at TO onrecord_loader;
    END IF;

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
                AND NOT EXISTS (
                    SELECT 1 FROM pg_db_role_setting AS kept
                    INNER JOIN pg_database ON kept.setdatabase = pg_database.oid
                    WHERE
                        kept.setrole = login.oid
                        AND pg_database.datname = current_database()
                        AND kept.setconfig @> settings
                )
            ORDER BY login.oid, kind.rolname DESC
        LOOP
            FOREACH setting IN ARRAY settings LOOP
                EXECUTE format(
                    'ALTER ROLE %I IN DATABASE %I SET %I = %L',
                    target.login, current_database(), split_part(setting, '=', 1), split_part(setting, '=', 2)
                );
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
