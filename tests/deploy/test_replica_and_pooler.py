"""Analysts read the views on a replica, through pgbouncer, and through pgbouncer from a replica."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from etl.cluster import plain_url

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
READERS = 40
LONGEST_WAIT_S = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_answer(port: int) -> None:
    deadline = time.monotonic() + LONGEST_WAIT_S
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nothing listens on {port}")


@pytest.fixture(scope="module")
def primary(session_server, server_url, template_url, tmp_path_factory):
    """A database of the module's own with a BI login: (database URL, run the command, the reader's URL)."""
    from conftest import TEMPLATE, _command, _database

    with _database(session_server, server_url, TEMPLATE) as url:
        onrecord = _command(tmp_path_factory.mktemp("primary"), url)
        granted = onrecord("db", "grant", "bi", "pooled_reader")
        assert granted.returncode == 0, granted.stderr
        reader = next(word for word in granted.stdout.split() if word.startswith("postgresql://"))
        yield plain_url(url), onrecord, make_url(reader)
    with psycopg.connect(plain_url(server_url), autocommit=True) as admin:
        admin.execute("DROP OWNED BY pooled_reader")
        admin.execute("DROP ROLE pooled_reader")


@pytest.fixture(scope="module")
def replica(primary, session_server, server_url, open_folder):
    """Port of a replica that the script made."""
    programs = session_server.binaries.folder
    if not (programs / "pg_basebackup").exists():
        pytest.skip(f"needs pg_basebackup in {programs}")
    account, folder, port = session_server.account, open_folder / "replica", free_port()
    folder.mkdir(mode=0o700)
    account.own(folder)
    as_account = {"user": account.uid, "group": account.gid, "extra_groups": []} if account.is_dropped else {}
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder)}
    log = open_folder / "replica-output"
    script = shutil.copy(DEPLOY / "replica" / "make-replica", open_folder)
    with log.open("wb") as output:
        made = subprocess.run(
            [script, plain_url(server_url), folder, str(port)],
            env=environment, stdout=output, stderr=output, cwd=open_folder, check=False, timeout=300, **as_account,
        )  # fmt: skip
    assert made.returncode == 0, log.read_text()
    yield port
    stop = [programs / "pg_ctl", f"--pgdata={folder}", "--mode=immediate", "stop"]
    subprocess.run(stop, cwd=open_folder, check=True, stdout=subprocess.DEVNULL, **as_account)
    with psycopg.connect(plain_url(server_url), autocommit=True) as admin:
        admin.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active")


@pytest.fixture(scope="module")
def pooled(primary, session_server, server_url, open_folder):
    """Start pgbouncer in front of a port: ``pooled(port)`` gives the port to connect to."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        pytest.skip("needs pgbouncer (Debian's package of that name)")
    url, running = primary[0], []
    with psycopg.connect(url) as admin:
        statement = (DEPLOY / "pgbouncer" / "userlist.sql").read_text(encoding="utf-8")
        users = "\n".join(line for (line,) in admin.execute(statement))
    assert "pooled_reader" in users

    def start(server_port: int) -> int:
        port, account = free_port(), session_server.account
        folder = open_folder / f"pgbouncer-{port}"
        folder.mkdir()
        folder.chmod(0o755)
        (folder / "userlist.txt").write_text(users + "\n")
        settings = (DEPLOY / "pgbouncer" / "pgbouncer.ini").read_text(encoding="utf-8")
        database = make_url(url).database
        settings = settings.replace("port=5432 dbname=onrecord", f"port={server_port} dbname={database}")
        settings = settings.replace("listen_port = 6432", f"listen_port = {port}\nunix_socket_dir =")
        settings = settings.replace("/etc/pgbouncer/userlist.txt", str(folder / "userlist.txt"))
        (folder / "pgbouncer.ini").write_text(settings)
        as_account = {"user": account.uid, "group": account.gid, "extra_groups": []} if account.is_dropped else {}
        with (folder / "log").open("wb") as log:
            running.append(
                subprocess.Popen(
                    [program, str(folder / "pgbouncer.ini")], stdout=log, stderr=log, cwd=open_folder, **as_account
                )
            )
        await_answer(port)
        return port

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=30)


def reader_of(primary, port, database=None):
    reader = primary[2].set(port=port, **({"database": database} if database else {}))
    # A prepared statement lives in one connection of the server; the pooler gives another each time.
    return psycopg.connect(reader.render_as_string(hide_password=False), autocommit=True, prepare_threshold=None)


def test_a_replica_shows_what_a_load_brought_and_takes_no_writes(primary, replica, tmp_path):
    url, onrecord, _ = primary
    with reader_of(primary, replica) as session:
        assert session.execute("SELECT pg_is_in_recovery(), count(*) > 2 FROM topics").fetchone() == (True, True)
        assert session.execute("SELECT count(*) FROM articles").fetchone() == (0,)
        (tmp_path / "one.txt").write_text("About 40 soldiers arrived in Kyiv on Monday, General Ann Lee said.")
        assert onrecord("run", tmp_path / "one.txt").returncode == 0
        loaded = time.monotonic()
        while session.execute("SELECT count(*) FROM articles").fetchone() == (0,):
            assert time.monotonic() - loaded < LONGEST_WAIT_S, "the replica does not follow"
            time.sleep(0.01)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("SELECT count(*) FROM public.article")
    owner = make_url(url).set(port=replica).render_as_string(hide_password=False)
    with psycopg.connect(owner) as session, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        session.execute("DELETE FROM public.topic")


def test_the_command_reads_a_replica_and_says_where_loads_belong(primary, replica, tmp_path):
    url, onrecord, _ = primary
    there = {"ONRECORD_DATABASE_URL": make_url(url).set(port=replica).render_as_string(hide_password=False)}
    for reading in (("view", "show", "topics"), ("search", "soldiers"), ("report", "-o", tmp_path / "report.html")):
        assert onrecord(*reading, env=there).returncode == 0, reading
    (tmp_path / "two.txt").write_text("About 50 soldiers arrived in Kyiv on Monday, General Ann Lee said.")
    for arguments in (("run", tmp_path / "two.txt"), ("sql", "SELECT 1 AS n")):
        done = onrecord(*arguments, env=there)
        assert done.returncode == 1
        assert re.search(r"read.only", done.stderr)
        assert "primary" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("is_replica", [False, True], ids=["primary", "replica"])
def test_many_readers_share_a_few_connections(primary, pooled, is_replica, request):
    server_port = request.getfixturevalue("replica") if is_replica else make_url(primary[0]).port
    port = pooled(server_port)

    def read(_number: int) -> tuple[object, ...] | None:
        with reader_of(primary, port, "onrecord") as session:
            session.execute("SELECT topic FROM report.topics WHERE topic = %s", ["x"])
            return session.execute("SELECT pg_is_in_recovery(), count(*) > 2, pg_backend_pid() FROM topics").fetchone()

    with ThreadPoolExecutor(READERS) as threads:
        found = list(threads.map(read, range(READERS)))
    assert {row[:2] for row in found if row} == {(is_replica, True)}
    assert len({row[2] for row in found if row}) <= 15


def test_what_one_client_sets_does_not_reach_the_next(primary, pooled):
    port = pooled(make_url(primary[0]).port)
    with reader_of(primary, port, "onrecord") as first, reader_of(primary, port, "onrecord") as second:
        first.execute("SET search_path = pg_catalog; SET default_transaction_read_only = off")
        assert second.execute("SHOW default_transaction_read_only").fetchone() == ("on",)
        assert second.execute("SELECT count(*) > 2 FROM topics").fetchone() == (True,)
        assert second.execute("SHOW statement_timeout").fetchone() == ("1min",)
