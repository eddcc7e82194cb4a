"""What analysts do at the command: SQL that can only read, search, files, grants."""

import json

import psycopg
import pyarrow.parquet
import pytest
from flow import ScriptedExtractor
from openpyxl import load_workbook
from sqlalchemy import create_engine, make_url, text

from etl import jobs
from etl.analyst import LOGIN_LOCK
from etl.cluster import plain_url
from etl.database import open_database
from etl.reading import QueryError, query_as_analyst

QUIET = jobs.NoProgress()


@pytest.fixture
def filled(database_url, tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text(
        '{"id": "one", "text": "Ann Lee said 40 soldiers.\\n\\nThey marched through Kursk.", "title": "=March(1)"}\n'
        '{"id": "two", "text": "Bo Chan said 50 soldiers. Nobody marched."}\n'
    )
    engine = open_database(database_url)
    jobs.run(engine, [str(feed)], QUIET, extractor=ScriptedExtractor())
    yield engine
    engine.dispose()


def test_sql_reads_the_views_without_their_schema(filled, onrecord):
    done = onrecord("sql", "SELECT origin, best FROM troop_estimates_by_source ORDER BY best", "--json")
    assert json.loads(done.stdout) == [{"origin": "Ann Lee", "best": 40}, {"origin": "Bo Chan", "best": 50}]


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("COMMIT; INSERT INTO public.topic VALUES ('a', 'b', 'c')", "multiple commands"),
        ("SET default_transaction_read_only = off; DELETE FROM public.batch", "multiple commands"),
        ("INSERT INTO public.topic VALUES ('a', 'b', 'c')", "read-only|permission denied"),
        ("RESET ROLE", "gives no rows"),
        ("SET ROLE postgres", "permission denied"),
        ("SELECT * FROM public.article_version", "permission denied for table"),
        ("SELECT count(*) FROM public.batch", "permission denied for table"),
        ("COPY (SELECT 1) TO PROGRAM 'true'", "permission denied|must be superuser"),
        ("COPY public.topic FROM PROGRAM 'true'", "permission denied|must be superuser"),
        ("SELECT pg_read_file('/etc/passwd')", "permission denied"),
        ("SELECT pg_ls_dir('.')", "permission denied"),
        ("CREATE TEMPORARY TABLE flood (n int)", "read-only|permission denied"),
        ("CREATE TABLE report.mine (n int)", "read-only|permission denied"),
        ("SELECT lo_from_bytea(0, 'x')", "read-only|permission denied"),
        ("SELECT rolpassword FROM pg_authid", "permission denied"),
        (
            "DO $$ BEGIN EXECUTE 'RESET ROLE'; INSERT INTO public.topic VALUES ('a', 'b', 'c'); END $$",
            "read-only|denied",
        ),
        ("SELECT FROM", "syntax error|no rows"),
    ],
)
def test_sql_cannot_write_nor_look_beyond_the_views(filled, onrecord, statement, refusal):
    with filled.connect() as connection:
        before = connection.scalar(text("SELECT (SELECT count(*) FROM topic) + (SELECT count(*) FROM batch)"))
    done = onrecord("sql", statement)
    assert done.returncode == 2
    assert any(word in done.stderr for word in refusal.split("|")), done.stderr
    assert "Traceback" not in done.stderr
    with filled.connect() as connection:
        after = connection.scalar(text("SELECT (SELECT count(*) FROM topic) + (SELECT count(*) FROM batch)"))
    assert after == before


def test_reset_role_stays_the_login_and_a_sleep_of_an_hour_ends(filled, onrecord):
    assert json.loads(onrecord("sql", "SELECT current_user = session_user AS same", "--json").stdout) == [
        {"same": True}
    ]
    shown = onrecord("sql", "SELECT current_setting('statement_timeout') AS t, session_user AS login", "--json")
    [row] = json.loads(shown.stdout)
    assert row["t"] == "1min"
    with filled.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        database = connection.scalar(text("SELECT current_database()"))
        connection.exec_driver_sql(f'ALTER ROLE "{row["login"]}" IN DATABASE "{database}" SET statement_timeout = 300')
    done = onrecord("sql", "SELECT set_config('statement_timeout', '0', false), pg_sleep(3600)", timeout=60)
    assert done.returncode == 2
    assert "statement timeout" in done.stderr


def test_many_ask_at_once(filled, onrecord):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: onrecord("sql", "SELECT count(*) AS n FROM articles", "--json"), range(4)))
    assert [one.stderr for one in done] == [""] * 4
    assert [json.loads(one.stdout) for one in done] == [[{"n": 2}]] * 4


def test_a_reader_s_lost_server_is_told_in_a_sentence(filled, onrecord):
    done = onrecord("view", "show", "topics", "--where", "pg_terminate_backend(pg_backend_pid())")
    assert done.returncode == 1
    assert done.stderr.startswith("onrecord: the database server went away")
    assert len(done.stderr.splitlines()) == 1


def test_the_login_of_sql_is_free_again_when_its_query_ran(filled, onrecord, database_url):
    assert onrecord("sql", "SELECT 1").returncode == 0
    with psycopg.connect(plain_url(database_url)) as session:
        assert query_as_analyst(session, "SELECT count(*) AS n FROM articles").rows == ((2,),)
        assert session.execute("SELECT pg_try_advisory_lock(%s)", [LOGIN_LOCK]).fetchone() == (True,)
        locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        assert session.execute(locks).fetchone() == (1,)
    with psycopg.connect(plain_url(database_url)) as session, pytest.raises(QueryError):
        query_as_analyst(session, "SELECT nothing")


def granted_session(database_url, granted):
    address = next(word for word in granted.stdout.split() if word.startswith("postgresql://"))
    return psycopg.connect(address, autocommit=True)


@pytest.mark.parametrize("role", ["analyst", "bi"])
def test_a_granted_reader_reads_report_only_and_views_to_come(filled, onrecord, database_url, role):
    login = f"reader_{role}"
    granted = onrecord("db", "grant", role, login)
    assert granted.returncode == 0, granted.stderr
    with granted_session(database_url, granted) as session:
        assert session.execute("SELECT count(*) FROM troop_estimates_by_source").fetchone() == (2,)
        assert session.execute("SHOW default_transaction_read_only").fetchone() == ("on",)
        session.execute("SET default_transaction_read_only = off")
        for statement in (
            "SELECT * FROM public.topic",
            "CREATE TEMP TABLE x (n int)",
            "DELETE FROM report.load_health",
        ):
            # A view of several tables says that it cannot be written before it says by whom.
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectNotInPrerequisiteState)):
                session.execute(statement)
        owner = create_engine(database_url, isolation_level="AUTOCOMMIT")
        with owner.connect() as connection:
            connection.exec_driver_sql("CREATE VIEW report.comes_later AS SELECT 1 AS n")
            limit = connection.scalar(
                text("SELECT rolconnlimit FROM pg_roles WHERE rolname = :login"), {"login": login}
            )
        owner.dispose()
        assert session.execute("SELECT n FROM report.comes_later").fetchone() == (1,)
    assert limit == (20 if role == "bi" else -1)


def test_a_granted_loader_writes_rows_and_changes_no_table(filled, onrecord, database_url):
    granted = onrecord("db", "grant", "loader", "night_loader")
    with granted_session(database_url, granted) as session:
        session.execute("INSERT INTO public.topic (topic, title, description) VALUES ('t', 't', 't')")
        session.execute("CREATE TEMPORARY TABLE stage (n int)")
        for statement in (
            "ALTER TABLE public.topic ADD x int",
            "DROP VIEW report.articles",
            "CREATE TABLE public.x ()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute(statement)


def test_a_reader_s_role_is_not_given_to_who_may_write(filled, onrecord, database_url):
    owner = make_url(plain_url(database_url)).username
    done = onrecord("db", "grant", "analyst", owner)
    assert done.returncode == 2
    assert "may do more than read" in done.stderr


def test_settings_of_readers_come_back_in_a_database_made_from_this_one(filled, onrecord, database_url, server_url):
    assert onrecord("db", "grant", "analyst", "copied_reader").returncode == 0
    filled.dispose()
    source, copy = make_url(database_url).database, "copied_database"
    admin = psycopg.connect(plain_url(server_url), autocommit=True)
    try:
        admin.execute(f"CREATE DATABASE {copy} TEMPLATE {source} STRATEGY wal_log")
        other = make_url(database_url).set(database=copy)
        settings = (
            "SELECT s.setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
            f" WHERE d.datname = '{copy}' AND s.setrole = 'copied_reader'::regrole"
        )
        assert admin.execute(settings).fetchone() is None
        open_database(other.render_as_string(hide_password=False)).dispose()
        (config,) = admin.execute(settings).fetchone()
        assert "default_transaction_read_only=on" in config
    finally:
        admin.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
        admin.close()


def test_without_the_right_to_create_roles_the_migration_says_so_and_goes_on(empty_database_url, server_url, onrecord):
    name = make_url(empty_database_url).database
    with psycopg.connect(plain_url(server_url), autocommit=True) as admin:
        admin.execute("CREATE ROLE plain_owner LOGIN PASSWORD 'plain'")
        admin.execute(f"ALTER DATABASE {name} OWNER TO plain_owner")
    known = make_url(empty_database_url)
    url = plain_url(empty_database_url).replace(f"{known.username}:{known.password}@", "plain_owner:plain@")
    done = onrecord("db", "upgrade", env={"ONRECORD_DATABASE_URL": url})
    assert done.returncode == 0, done.stderr
    assert "may create none" in done.stderr
    listed = onrecord("view", "show", "topics", "--json", env={"ONRECORD_DATABASE_URL": url})
    assert len(json.loads(listed.stdout)) >= 3


def test_search_finds_words_in_any_inflection_and_names_by_likeness(filled, onrecord):
    found = json.loads(onrecord("search", "marching", "Kursk", "--json").stdout)
    assert [(row["kind"], row["what"]) for row in found if row["kind"] == "article"] == [("article", "=March(1)")]
    assert "«marched»" in found[0]["found"]
    assert "\n" not in found[0]["found"]
    assert json.loads(onrecord("search", "marched -Kursk", "--json").stdout)[0]["found"].startswith("Chan said 50")
    names = [row for row in json.loads(onrecord("search", "Zelenskiy", "--json").stdout) if row["kind"] == "person"]
    assert names[0]["what"] == "Volodymyr Zelensky"
    estimates = [row for row in json.loads(onrecord("search", "Chan", "--json").stdout) if row["kind"] == "estimate"]
    assert [(row["what"], row["who"]) for row in estimates] == [("50 soldiers", "Bo Chan")]


def test_search_survives_a_text_with_more_words_than_an_index_holds(filled, onrecord, tmp_path):
    path = tmp_path / "long.jsonl"
    words = " ".join(f"w{number}x{number * 7919}" for number in range(150_000))
    path.write_text(json.dumps({"id": "long", "text": f"Ann Lee said 41 soldiers. Unicorns. {words}"}) + "\n")
    jobs.run(filled, [str(path)], QUIET, extractor=ScriptedExtractor())
    found = json.loads(onrecord("search", "unicorn", "--json").stdout)
    assert [row["kind"] for row in found][:2] == ["article", "estimate"]


def test_files_hold_the_rows_typed(filled, onrecord, tmp_path):
    for ending in ("parquet", "xlsx", "csv", "json"):
        done = onrecord("view", "show", "evidence", "-o", tmp_path / f"rows.{ending}")
        assert done.returncode == 0, done.stderr
    table = pyarrow.parquet.read_table(tmp_path / "rows.parquet")
    assert [float(value) for value in table.column("best").to_pylist()] == [40, 50]
    assert str(table.schema.field("best").type).startswith("decimal")
    sheet = load_workbook(tmp_path / "rows.xlsx").active
    header = [cell.value for cell in sheet[1]]
    best, title = header.index("best"), header.index("article_title")
    assert [sheet[line][best].value for line in (2, 3)] == [40, 50]
    assert (sheet[2][title].value, sheet[2][title].data_type) == ("=March(1)", "s"), "a text never becomes a formula"
    assert len(json.loads((tmp_path / "rows.json").read_text())) == 2


def test_a_table_shows_brackets_and_colons_as_they_were_written(filled, onrecord):
    written = "[their] troops :smile: [/sic]"
    done = onrecord("sql", f"SELECT '{written}' AS said, '[bold]b' AS \"[what]\"")
    assert done.returncode == 0, done.stderr
    shown = done.stdout.splitlines()
    assert [cell.strip() for cell in shown[1].strip("┃").split("┃")] == ["said", "[what]"]
    assert [cell.strip() for cell in shown[3].strip("│").split("│")] == [written, "[bold]b"]


def test_a_file_format_without_a_file_says_what_to_do(filled, onrecord):
    done = onrecord("view", "show", "articles", "--format", "parquet")
    assert done.returncode == 2
    assert "-o NAME.parquet" in done.stderr
