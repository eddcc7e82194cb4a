"""ONRECORD_DATABASE_URL: what is taken, and what each wrong one is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from etl.cluster import client_command, ensure_server, external, plain_url, server_status, stop_server
from etl.errors import DatabaseError, OnrecordError, UsageError
from etl.settings import Settings

Use = Callable[..., Settings]
SECRET = "s3cret-p4ss"  # noqa: S105 - must appear in no message


@pytest.fixture
def use(tmp_path: Path) -> Use:
    """Settings that name a server: ``use(url)``, or ``use(url, password=...)`` to change parts of it."""

    def settings(url: str, **parts: object) -> Settings:
        changed = make_url(url).set(**parts) if parts else None
        shown = changed.render_as_string(hide_password=False) if changed else url
        return Settings(home=tmp_path / "unused", database_url=shown, port=None, pg_bin=None)

    return settings


def test_named_server_is_used_and_no_other_started(use: Use, empty_database_url: str) -> None:
    settings = use(plain_url(empty_database_url))
    url = ensure_server(settings)
    assert url == empty_database_url
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT current_database()")).scalar() == make_url(url).database
    engine.dispose()
    assert not settings.home.exists()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_common_scheme_is_taken(scheme: str) -> None:
    address = external.read_address(f" {scheme}://ann:p%40ss@db.example:6543/claims?sslmode=require\n")
    assert address.for_sqlalchemy() == "postgresql+psycopg://ann:p%40ss@db.example:6543/claims?sslmode=require"


def test_plain_url_is_what_libpq_reads() -> None:
    url = plain_url("postgresql+psycopg://ann:p%40ss@db.example:6543/claims?sslmode=require")
    assert psycopg.conninfo.conninfo_to_dict(url) == {
        "user": "ann",
        "password": "p@ss",
        "host": "db.example",
        "port": "6543",
        "dbname": "claims",
        "sslmode": "require",
    }


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"host=db.example password={SECRET}", "not a URL"),
        (f"mysql://ann:{SECRET}@db.example/claims", "mysql is not PostgreSQL"),
        (f"sqlite:///{SECRET}.db", "sqlite is not PostgreSQL"),
        (f"postgresql://ann:{SECRET}@db.example", "names no database"),
        (f"postgresql://ann:{SECRET}@db.example:port/claims", "not a URL"),
    ],
)
def test_what_is_no_url_is_told_without_its_password(use: Use, url: str, reason: str) -> None:
    with pytest.raises(UsageError, match=rf"ONRECORD_DATABASE_URL: .*{reason}") as caught:
        ensure_server(use(url))
    assert SECRET not in str(caught.value)


def refusal(settings: Settings) -> str:
    with pytest.raises(DatabaseError) as caught:
        ensure_server(settings)
    assert caught.value.exit_code == 1
    return str(caught.value)


def test_refused_connection_asks_for_host_and_port(use: Use) -> None:
    message = refusal(use(f"postgresql://ann:{SECRET}@127.0.0.1:1/claims"))
    assert "ann:***@127.0.0.1:1/claims" in message
    assert "host and port right" in message
    assert SECRET not in message


def test_unknown_host_is_told(use: Use) -> None:
    assert "Check the host name" in refusal(use("postgresql://ann@no-such-host.invalid/claims"))


def test_wrong_password_is_told(use: Use, server_url: str) -> None:
    assert "Check user and password" in refusal(use(server_url, password=SECRET))


def test_unknown_database_is_told(use: Use, server_url: str) -> None:
    message = refusal(use(server_url, database="nowhere"))
    assert re.search('"nowhere" does not exist.*Create the database', message)


def test_unknown_user_is_told(use: Use, server_url: str) -> None:
    # A server that asks for passwords does not say which of the two was wrong.
    assert "Check user and password" in refusal(use(server_url, username="nobody_here"))


def test_database_that_is_not_utf8_is_refused(use: Use, server_url: str) -> None:
    with psycopg.connect(plain_url(server_url), autocommit=True) as session:
        session.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    message = refusal(use(server_url, database="latin"))
    assert "encoded in LATIN1" in message
    assert "createdb -E UTF8" in message


def test_server_too_old_is_refused(use: Use, server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(external, "OLDEST_MAJOR", 99)
    assert re.search(r"is PostgreSQL \d\d, and 99 or newer is needed", refusal(use(server_url)))


def test_status_of_a_named_server(use: Use, server_url: str) -> None:
    status = server_status(use(server_url))
    assert (status.is_embedded, status.is_running, status.database) == (False, True, "postgres")
    assert status.major >= 15


def test_status_of_a_server_that_is_down_says_why(use: Use) -> None:
    status = server_status(use("postgresql://ann@127.0.0.1:1/claims"))
    assert not status.is_running
    assert "host and port right" in status.problem


def test_named_server_is_not_ours_to_stop(use: Use, server_url: str) -> None:
    with pytest.raises(OnrecordError, match="onrecord did not start"):
        stop_server(use(server_url))


def test_client_command_keeps_options_and_hides_the_password(use: Use) -> None:
    url = f"postgresql+psycopg://ann:{SECRET}@db.example:6543/claims?sslmode=require"
    command = client_command(use(url), url, "pg_dump", "--format=custom")
    assert command.argv[1:] == ("--format=custom", "--dbname=postgresql://ann@db.example:6543/claims?sslmode=require")
    assert command.environment == {"PGPASSWORD": SECRET}
