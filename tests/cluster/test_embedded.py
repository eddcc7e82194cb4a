"""The embedded server's life: created, found again, stopped, killed, moved aside, copied."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from etl.cluster import ensure_server, open_session, plain_url, psql_command, server, server_status, stop_server
from etl.cluster.account import server_account
from etl.cluster.place import known_place
from etl.errors import ClusterError
from etl.settings import Settings

Homes = Callable[..., Settings]
Start = Callable[..., subprocess.Popen[str]]


def ask(settings: Settings, statement: str) -> object:
    with psycopg.connect(plain_url(ensure_server(settings)), autocommit=True) as session:
        cursor = session.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def data_folder(settings: Settings) -> Path:
    place = known_place(settings)
    assert place is not None
    return place.data


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_first_use_creates_a_private_server_on_loopback(homes: Homes) -> None:
    settings = homes()
    assert not server_status(settings).is_running
    assert ask(settings, "SHOW server_encoding") == "UTF8"
    assert ask(settings, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(settings, "SHOW unix_socket_directories") == ""
    assert ask(settings, "SHOW data_checksums") == "on"
    assert ask(settings, "SELECT datcollate FROM pg_database WHERE datname = 'onrecord'") in {"C.UTF-8", "C"}
    assert mode(data_folder(settings)) == 0o700
    assert mode(data_folder(settings).parent / "server.json") == 0o600


def test_password_is_asked_for(running: Settings) -> None:
    url = plain_url(ensure_server(running))
    before, at = url.index("postgres:"), url.index("@")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"{url[:before]}postgres:guess{url[at:]}")


def test_stop_and_start_keep_data_port_and_password(settings: Settings) -> None:
    ask(settings, "CREATE TABLE kept AS SELECT 7 AS n")
    url = ensure_server(settings)
    assert stop_server(settings)
    assert not server_status(settings).is_running
    assert not stop_server(settings)
    assert ask(settings, "SELECT n FROM kept") == 7
    assert ensure_server(settings) == url


def test_a_session_of_a_stopped_server_starts_it(settings: Settings) -> None:
    with open_session(settings) as session:
        session.execute("CREATE TABLE kept AS SELECT 7 AS n")
        session.execute("ROLLBACK")  # each statement has committed by itself
    assert ask(settings, "SELECT n FROM kept") == 7


def test_a_session_of_a_running_server_is_one_connection(running: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    connect = psycopg.connect
    monkeypatch.setattr(psycopg, "connect", lambda *a, **k: asked.append(a) or connect(*a, **k))
    with open_session(running) as session:
        assert session.execute("SELECT current_database()").fetchone() == ("onrecord",)
    assert len(asked) == 1


def test_a_session_that_the_environment_bends_is_refused_by_name(
    running: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGSSLMODE", "require")
    with pytest.raises(ClusterError, match=r"SSL.*PGSSLMODE"):
        open_session(running)


def test_environment_of_libpq_that_locks_us_out_is_named(running: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSSLMODE", "require")
    with pytest.raises(ClusterError, match=r"SSL.*PGSSLMODE"):
        ensure_server(running)


def test_status_tells_where_and_what(running: Settings) -> None:
    url = ensure_server(running)
    status = server_status(running)
    assert status.is_embedded
    assert status.is_running
    assert f":{status.port}/{status.database}" in url
    assert status.data_folder == data_folder(running)
    assert status.log_file is not None
    assert "ready to accept connections" in status.log_file.read_text()
    assert ask(running, "SHOW server_version_num")[:2] == str(status.major)
    os.kill(status.pid, 0)


def test_server_survives_its_caller_and_the_callers_group(settings: Settings, in_child: Start) -> None:
    with in_child(settings, "print(ensure_server(settings), flush=True); input()") as caller:
        assert caller.stdout is not None
        url = caller.stdout.readline().strip()
        os.killpg(caller.pid, signal.SIGKILL)
    assert server_status(settings).is_running
    assert ensure_server(settings) == url


def test_simultaneous_first_starts_make_one_server(homes: Homes, in_child: Start) -> None:
    settings = homes()
    callers = [in_child(settings, "print(ensure_server(settings))") for _ in range(3)]
    urls = {caller.communicate()[0].strip() for caller in callers}
    assert urls == {ensure_server(settings)}


def test_killed_server_starts_again_with_its_data(settings: Settings) -> None:
    ask(settings, "CREATE TABLE kept AS SELECT 7 AS n")
    url = ensure_server(settings)
    os.kill(server_status(settings).pid, signal.SIGKILL)
    assert ask(settings, "SELECT n FROM kept") == 7
    assert ensure_server(settings) == url


def test_pid_file_that_names_a_stranger_does_not_stop_the_start(settings: Settings) -> None:
    ensure_server(settings)
    pid_file = data_folder(settings) / "postmaster.pid"
    left_behind = pid_file.read_text().split("\n", 1)[1]
    stop_server(settings)
    account = server_account()
    dropped = {"user": account.uid, "group": account.gid, "extra_groups": []} if account.is_dropped else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", **dropped) as stranger:
        pid_file.write_text(f"{stranger.pid}\n{left_behind}")
        account.own(pid_file)
        assert not server_status(settings).is_running
        ensure_server(settings)
        assert stranger.poll() is None
        stranger.kill()


def test_interrupted_creation_is_begun_anew(settings: Settings) -> None:
    ensure_server(settings)
    stop_server(settings)
    data = data_folder(settings)
    data.rename(data.with_name("data.draft"))
    (data.with_name("data.draft") / "global" / "pg_control").unlink()
    assert ask(settings, "SELECT 1") == 1


def test_taken_port_moves_the_server_and_the_move_is_kept(settings: Settings) -> None:
    ensure_server(settings)
    port = server_status(settings).port
    stop_server(settings)
    with socket.create_server(("127.0.0.1", port)):
        url = ensure_server(settings)
        assert f":{port}/" not in url
    stop_server(settings)
    assert ensure_server(settings) == url


def test_port_taken_at_the_last_moment_is_passed_over(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_server(settings)
    port = server_status(settings).port
    stop_server(settings)
    monkeypatch.setattr(server, "_is_free", lambda _: True)
    with socket.create_server(("127.0.0.1", port)):
        assert f":{port}/" not in ensure_server(settings)


def test_fixed_port_is_used_and_named_when_taken(homes: Homes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = homes(port=port)
        with pytest.raises(ClusterError, match=rf"port {port} .*taken by another program"):
            ensure_server(settings)
    assert f"@127.0.0.1:{port}/onrecord" in ensure_server(settings)


def test_data_of_another_major_version_are_refused_unopened(settings: Settings) -> None:
    ensure_server(settings)
    stop_server(settings)
    version = data_folder(settings) / "PG_VERSION"
    version.write_text("16\n")
    before = {path: path.stat().st_mtime_ns for path in data_folder(settings).rglob("*")}
    with pytest.raises(ClusterError, match=r"PostgreSQL 16.*dump it with those"):
        ensure_server(settings)
    assert {path: path.stat().st_mtime_ns for path in data_folder(settings).rglob("*")} == before


def test_lost_password_file_is_told(settings: Settings) -> None:
    ensure_server(settings)
    stop_server(settings)
    (data_folder(settings).parent / "server.json").unlink()
    with pytest.raises(ClusterError, match=r"server\.json"):
        ensure_server(settings)


def test_damaged_password_file_is_told(settings: Settings) -> None:
    ensure_server(settings)
    stop_server(settings)
    (data_folder(settings).parent / "server.json").write_text("{}")
    with pytest.raises(ClusterError, match=r"server\.json.*not the port and password"):
        ensure_server(settings)


def test_server_that_cannot_write_its_data_says_so(settings: Settings) -> None:
    ensure_server(settings)
    stop_server(settings)
    data_folder(settings).chmod(0o500)
    with pytest.raises(ClusterError, match="Permission denied"):
        ensure_server(settings)
    data_folder(settings).chmod(0o700)


def test_copied_home_is_a_database_of_its_own(settings: Settings, homes: Homes) -> None:
    original, copied = settings, homes("copied")
    ask(original, "CREATE TABLE kept AS SELECT 7 AS n")
    stop_server(original)
    url = ensure_server(original)
    subprocess.run(["cp", "-a", original.home, copied.home], check=True)
    assert not server_status(copied).is_running
    assert ensure_server(copied).rpartition(":")[2] != url.rpartition(":")[2]
    ask(copied, "DROP TABLE IF EXISTS kept")
    assert ask(original, "SELECT n FROM kept") == 7


def test_home_may_have_any_name(homes: Homes) -> None:
    settings = homes("a space, quote\"s 'n $dollars, `ticks` і київські літери")
    assert ask(settings, "SELECT 1") == 1


def test_home_reached_by_a_link_is_the_same_home(running: Settings, homes: Homes) -> None:
    url = ensure_server(running)
    link = running.home.with_name("link")
    link.symlink_to(running.home)
    assert ensure_server(homes(home=link)) == url


def test_home_deleted_while_running_is_made_anew(settings: Settings) -> None:
    ask(settings, "CREATE TABLE kept AS SELECT 7 AS n")
    pid = server_status(settings).pid
    shutil.rmtree(settings.home)
    try:
        assert ask(settings, "SELECT to_regclass('kept')") is None
    finally:
        os.kill(pid, signal.SIGQUIT)


def test_home_that_is_a_file_is_told(homes: Homes) -> None:
    settings = homes("file")
    settings.home.write_text("")
    with pytest.raises(ClusterError, match=r"cannot keep the embedded database in .*ONRECORD_HOME"):
        ensure_server(settings)
    settings.home.unlink()


def test_psql_reaches_the_database_and_shows_no_password(running: Settings) -> None:
    command = psql_command(running, "-At", "-c", "SELECT current_database()")
    completed = subprocess.run(
        command.argv, env={**os.environ, **command.environment}, capture_output=True, text=True, check=True
    )
    assert completed.stdout == "onrecord\n"
    assert command.environment["PGPASSWORD"] in ensure_server(running)
    assert command.environment["PGPASSWORD"] not in " ".join(command.argv)
