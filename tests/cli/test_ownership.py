"""Who owns the tables and views: the owner's role, so that a member of it can bring the database to the next version."""

import psycopg
import pytest
from sqlalchemy import make_url

from etl.cluster import plain_url

OWNERS = (
    "SELECT DISTINCT pg_get_userbyid(o.owner) FROM ("
    " SELECT relowner AS owner FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'S')"
    "  AND relnamespace IN ('public'::regnamespace, 'report'::regnamespace)"
    " UNION ALL SELECT proowner FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    "  AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    " UNION ALL SELECT nspowner FROM pg_namespace WHERE nspname = 'report') AS o"
)


@pytest.fixture
def admin(server_url):
    with psycopg.connect(plain_url(server_url), autocommit=True) as session:
        yield session


def as_user(database_url, user, password="secret"):  # noqa: S107
    address = make_url(plain_url(database_url)).set(username=user, password=password)
    return {"ONRECORD_DATABASE_URL": address.render_as_string(hide_password=False)}


def owners(database_url):
    with psycopg.connect(plain_url(database_url)) as session:
        return sorted(name for (name,) in session.execute(OWNERS))


def test_tables_views_and_functions_belong_to_the_owner_s_role(database_url):
    assert owners(database_url) == ["onrecord_owner"]


def test_a_member_of_the_owner_upgrades_and_analysts_read_on(database_url, onrecord, admin):
    granted = onrecord("db", "grant", "owner", "keeper")
    address = next(word for word in granted.stdout.split() if word.startswith("postgresql://"))
    reader = onrecord("db", "grant", "analyst", "reader_of_keeper").stdout
    try:
        with psycopg.connect(address) as session:
            session.execute("ALTER TABLE topic ADD COLUMN mine text")
            session.rollback()
        done = onrecord("db", "upgrade", env={"ONRECORD_DATABASE_URL": address})
        assert (done.returncode, done.stderr) == (0, "")
        assert owners(database_url) == ["onrecord_owner"]
        with psycopg.connect(next(word for word in reader.split() if word.startswith("postgresql://"))) as session:
            assert session.execute("SELECT count(*) FROM topics").fetchone()[0] >= 3
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("SELECT 1 FROM public.topic")
    finally:
        drop_login(admin, database_url, "keeper")
        drop_login(admin, database_url, "reader_of_keeper")


def test_a_member_of_the_owner_upgrades_from_nothing(empty_database_url, onrecord, admin):
    name = make_url(empty_database_url).database
    admin.execute("CREATE ROLE first_keeper LOGIN PASSWORD 'secret' IN ROLE onrecord_owner")
    admin.execute(f"GRANT CREATE ON DATABASE {name} TO onrecord_owner")
    with psycopg.connect(plain_url(empty_database_url), autocommit=True) as session:
        session.execute("GRANT CREATE ON SCHEMA public TO onrecord_owner")
    try:
        done = onrecord("db", "upgrade", env=as_user(empty_database_url, "first_keeper"))
        assert done.returncode == 0, done.stderr
        assert owners(empty_database_url) == ["onrecord_owner"]
    finally:
        drop_login(admin, empty_database_url, "first_keeper")


def test_who_may_create_roles_hands_over_what_it_made(empty_database_url, onrecord, admin):
    name = make_url(empty_database_url).database
    admin.execute("CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'secret'")
    admin.execute(f"ALTER DATABASE {name} OWNER TO maker")
    # What PostgreSQL 16 gives to whoever creates a role; before it, who may create roles may grant any.
    if admin.info.server_version >= 160000:
        for role in ("owner", "loader", "analyst", "bi"):
            admin.execute(f"GRANT onrecord_{role} TO maker WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
    try:
        done = onrecord("db", "upgrade", env=as_user(empty_database_url, "maker"))
        assert done.returncode == 0, done.stderr
        # Logins that others made on this server are not the maker's to set; nothing else is to be told.
        assert not [line for line in done.stderr.splitlines() if "settings of the onrecord roles" not in line]
        assert owners(empty_database_url) == ["onrecord_owner"]
        assert onrecord("view", "show", "topics", env=as_user(empty_database_url, "maker")).returncode == 0
    finally:
        admin.execute(f"ALTER DATABASE {name} OWNER TO CURRENT_USER")
        drop_login(admin, empty_database_url, "maker")


def test_who_may_not_hand_over_keeps_what_it_made_and_is_told(empty_database_url, onrecord, admin):
    name = make_url(empty_database_url).database
    admin.execute("CREATE ROLE lone_maker LOGIN PASSWORD 'secret'")
    admin.execute(f"ALTER DATABASE {name} OWNER TO lone_maker")
    try:
        done = onrecord("db", "upgrade", env=as_user(empty_database_url, "lone_maker"))
        assert done.returncode == 0, done.stderr
        assert "lone_maker is no member of onrecord_owner" in done.stderr
        assert owners(empty_database_url) == ["lone_maker"]
        by_admin = onrecord("db", "upgrade", env={"ONRECORD_DATABASE_URL": plain_url(empty_database_url)})
        assert (by_admin.returncode, by_admin.stderr) == (0, "")
        assert owners(empty_database_url) == ["onrecord_owner"]
    finally:
        admin.execute(f"ALTER DATABASE {name} OWNER TO CURRENT_USER")
        drop_login(admin, empty_database_url, "lone_maker")


def test_somebody_else_s_table_stays_somebody_else_s(database_url, onrecord, admin):
    admin.execute("CREATE ROLE neighbour LOGIN PASSWORD 'secret'")
    try:
        with psycopg.connect(plain_url(database_url), autocommit=True) as session:
            session.execute("CREATE TABLE public.beside (n int)")
            session.execute("ALTER TABLE public.beside OWNER TO neighbour")
        assert onrecord("db", "upgrade").returncode == 0
        assert owners(database_url) == ["neighbour", "onrecord_owner"]
    finally:
        drop_login(admin, database_url, "neighbour")


def drop_login(admin, database_url, login):
    with psycopg.connect(plain_url(database_url), autocommit=True) as session:
        session.execute(f"REASSIGN OWNED BY {login} TO CURRENT_USER")  # an extension's owner stays who made it
        session.execute(f"DROP OWNED BY {login}")
    admin.execute(f"DROP OWNED BY {login}")
    if admin.info.server_version >= 160000:
        for role in ("owner", "loader", "analyst", "bi"):
            admin.execute(f"REVOKE onrecord_{role} FROM {login}")
    admin.execute(f"DROP ROLE {login}")
