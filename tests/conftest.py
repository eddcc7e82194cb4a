"""Fixtures of the whole suite: a real PostgreSQL a session, a migrated database a test, the command.

Each session (each worker of pytest-xdist) has its own server: created without syncing, stopped at the end.
`--postgres-bin DIR`, or ONRECORD_TEST_POSTGRES_BIN, runs it on another PostgreSQL than the embedded one.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, create_engine, text

from etl.cluster import place as places
from etl.cluster import plain_url
from etl.cluster.account import Account, server_account
from etl.cluster.binaries import find_binaries
from etl.cluster.place import Place
from etl.cluster.server import Server
from etl.settings import Settings, read_settings

SWEEP = """
read _
for file in $(find "$1" -name postmaster.pid); do
    pid=$(head -n 1 "$file")
    grep -qs cluster_name=onrecord_ "/proc/$pid/cmdline" && kill -QUIT "$pid"
done
rm -rf "$1"
"""
MEMORY_NEEDED_BYTES = 2_000_000_000
REPOSITORY = Path(__file__).resolve().parent.parent
TEMPLATE = "onrecord_template"
# Nothing here outlives the session, so nothing is forced to disk: a clone then takes 22 ms, a drop 13 ms.
UNSAFE_AND_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}

Command = Callable[..., "subprocess.CompletedProcess[str]"]
ViewRows = Callable[..., "list[tuple[object, ...]]"]


def _memory_folder() -> str | None:
    """A file system in memory with room for the servers of a session, unless TMPDIR says where to write."""
    folder = "/dev/shm"  # noqa: S108 - a folder made below it has a random name
    if "TMPDIR" in os.environ or not os.access(folder, os.W_OK):
        return None
    system = os.statvfs(folder)
    fits = system.f_bavail * system.f_frsize > MEMORY_NEEDED_BYTES and not system.f_flag & os.ST_NOEXEC
    return folder if fits else None


def _place(settings: Settings, account: Account) -> Place:
    places.make_home_folder(settings)
    return places.settle_place(settings, account)


def _url(server: Server, database: str) -> str:
    connection = places.read_connection(server.place)
    assert connection is not None
    return connection.url(database)


def _execute(url: str, statement: str) -> None:
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute(statement)


@contextmanager
def _database(server: Server, server_url: str, template: str) -> Iterator[str]:
    # No counter: a folder with a conftest of its own makes pytest import this one a second time.
    name = f"test_{secrets.token_hex(8)}"
    _execute(server_url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log")
    yield _url(server, name)
    _execute(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _command(folder: Path, database_url: str) -> Command:
    program = Path(sys.executable).with_name("onrecord")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("ONRECORD_", "PG"))}

    def run(
        *arguments: str | Path, stdin: str = "", env: dict[str, str] | None = None, timeout: float = 300
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments],
            env={**kept, "ONRECORD_HOME": str(folder / "home"), "ONRECORD_DATABASE_URL": database_url, **(env or {})},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres-bin",
        type=Path,
        default=os.environ.get("ONRECORD_TEST_POSTGRES_BIN") or None,
        help="folder of the PostgreSQL programs that the database tests run on (default: the embedded ones)",
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, corpora and evaluation sets, which is no part of the repository."""
    folder = Path(os.environ.get("ONRECORD_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"needs the evaluation material in {folder} (or ONRECORD_SHARED)")
    return folder


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A temporary folder that every account reaches (pytest's own lie below a private one).

    It goes, with the servers that run in it, when the session ends, however that happens: a shell waits for the
    end of a pipe that this process alone holds open.
    """
    folder = Path(tempfile.mkdtemp(prefix="onrecord-tests-", dir=_memory_folder()))
    folder.chmod(0o755)
    with subprocess.Popen(["/bin/sh", "-c", SWEEP, "sh", folder], stdin=subprocess.PIPE, start_new_session=True):
        yield folder


@pytest.fixture(scope="session")
def session_server(request: pytest.FixtureRequest, open_folder: Path) -> Iterator[Server]:
    """The session's server, running."""
    home = open_folder / "session"
    settings = Settings(home=home, system_home=open_folder / "system", pg_bin=request.config.getoption("postgres_bin"))
    account = server_account()
    server = Server(
        _place(settings, account), account, find_binaries(settings, account), UNSAFE_AND_FAST, ("--no-sync",)
    )
    server.create()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def server_url(session_server: Server) -> str:
    """URL of the session's server, at its maintenance database."""
    return _url(session_server, "postgres")


@pytest.fixture(scope="session")
def template_url(session_server: Server, server_url: str) -> str:
    """A database migrated and seeded once. Clone it (`database_url`); a connection to it would block every clone."""
    from etl.database import open_database

    _execute(server_url, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
    url = _url(session_server, TEMPLATE)
    open_database(url).dispose()
    return url


@pytest.fixture
def empty_database_url(session_server: Server, server_url: str) -> Iterator[str]:
    """A database of the test's own that no migration has touched."""
    with _database(session_server, server_url, "template0") as url:
        yield url


@pytest.fixture
def database_url(session_server: Server, server_url: str, template_url: str) -> Iterator[str]:
    """A migrated database of the test's own: it may commit, run the command, migrate."""
    with _database(session_server, server_url, TEMPLATE) as url:
        yield url


@pytest.fixture(scope="session")
def reading_url(session_server: Server, server_url: str, template_url: str) -> Iterator[str]:
    """One migrated database for all tests that roll back; use `connection`."""
    with _database(session_server, server_url, TEMPLATE) as url:
        yield url


@pytest.fixture(scope="session")
def seed_rows(
    shared: Path, session_server: Server, server_url: str, template_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ViewRows]:
    """Rows of a view on the five seed articles, loaded once: by view, columns and condition, in an order of their own."""
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip(f"needs the five seed articles in {folder}")
    with _database(session_server, server_url, TEMPLATE) as url:
        done = _command(tmp_path_factory.mktemp("seeds"), url)("run", folder)
        assert done.returncode == 0, done.stderr
        engine = create_engine(url)

        def rows(view: str, columns: str, where: str = "true") -> list[tuple[object, ...]]:
            with engine.connect() as connection:
                found = connection.execute(text(f"SELECT {columns} FROM report.{view} WHERE {where}"))
                return sorted((tuple(map(_as_a_person_writes, row)) for row in found), key=repr)

        yield rows
        engine.dispose()


def _as_a_person_writes(value: object) -> object:
    """A seed by its number, a day by its date, a whole number without places."""
    if isinstance(value, str) and value.endswith(".txt"):
        return Path(value).name[:3]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture
def connection(reading_url: str) -> Iterator[Connection]:
    """A connection whose work is rolled back at the end; `begin_nested()` inside it."""
    engine = create_engine(reading_url)
    with engine.connect() as opened:
        transaction = opened.begin()
        yield opened
        transaction.rollback()
    engine.dispose()


@pytest.fixture
def onrecord(database_url: str, tmp_path: Path) -> Command:
    """Run the command on `database_url`: ``onrecord("db", "status", stdin=..., env={...})``."""
    return _command(tmp_path, database_url)


@pytest.fixture
def onrecord_without_database(tmp_path: Path) -> Command:
    """Run a command that must need no database: the one it is given refuses connections."""
    return _command(tmp_path, "postgresql://nobody:none@127.0.0.1:1/none")


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    """The environment is read once a process; a test that changes it must be the one that reads it."""
    read_settings.cache_clear()
    yield
    read_settings.cache_clear()
