-- How this database plans what the saved views ask. They are joins of joins: with the default limits the order in which
-- a view happens to name its tables is the order of joining, and one source's figures cost a walk through all articles.
-- Run at each deployment, and where a database was made from a template: settings do not come along with one.
-- docs/performance.md tells what each is worth. Whoever tuned the server sets them anew after this, or for a role.
DO $$
BEGIN
    IF NOT (SELECT pg_has_role(current_user, datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()) THEN
        RETURN;
    END IF;
    EXECUTE format('ALTER DATABASE %I SET join_collapse_limit = 20', current_database());
    EXECUTE format('ALTER DATABASE %I SET from_collapse_limit = 20', current_database());
    -- The exhaustive search takes 10 ms for such a view, the genetic one 100.
    EXECUTE format('ALTER DATABASE %I SET geqo = off', current_database());
    -- Compiling a plan of this width takes longer than running it for a topic or a source.
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
    -- Solid-state disks and memory: a page by an index costs hardly more than the next page.
    EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
END
$$;
