"""The embedded server of a home: attach to it when it runs, else start it, under one lock a home."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.cluster.account import server_account
from etl.cluster.binaries import find_binaries
from etl.cluster.place import (
    Connection,
    Place,
    explaining_folder_errors,
    known_place,
    make_home_folder,
    read_connection,
    settle_place,
)
from etl.cluster.postmaster import Postmaster, await_ready, read_postmaster, stop_postmaster
from etl.cluster.server import SLOWEST_START_S, Server
from etl.errors import ClusterError
from etl.settings import Settings

if TYPE_CHECKING:
    import psycopg

DATABASE = "onrecord"
LONGEST_WAIT_S = 900
LONGEST_CHANGE_S = 15
STEADY_REFUSALS = 10  # a server that dies in mid-handshake says odd things once; a decision is repeated
# What a session is told by a server that is about to be there, or about to be gone.
COMING_OR_GOING = ("the database system is", "refused", "closed the connection", "reset by peer", "terminating")


@dataclass(frozen=True, slots=True)
class Running:
    """A live embedded server."""

    place: Place
    postmaster: Postmaster
    connection: Connection


def ensure_embedded(settings: Settings) -> str:
    """URL of the database of the settings' home, its server started and the database created when needed."""
    with explaining_folder_errors(settings.home):
        running = find_running(settings)
        if running and _refusal(running.connection) is None:
            return running.connection.url(DATABASE)
        with _locked(settings):
            return _reached(settings).url(DATABASE)


def connect_embedded(settings: Settings) -> psycopg.Connection[Any]:
    """A session of the database of the settings' home, each statement of which commits by itself."""
    with explaining_folder_errors(settings.home):
        running = find_running(settings)
        session = _session_or_refusal(running.connection) if running else "nothing runs"
        if isinstance(session, str):
            with _locked(settings):
                session = _session_or_refusal(_reached(settings))
    if isinstance(session, str):
        raise ClusterError(f"the embedded database was there and does not let onrecord in: {session}")
    return session


def find_running(settings: Settings) -> Running | None:
    """The live, ready server of the settings' home; takes no lock and changes nothing."""
    place = known_place(settings)
    if place is None:
        return None
    connection = read_connection(place)
    postmaster = read_postmaster(place)
    if connection is None or postmaster is None or not postmaster.is_ready:
        return None
    return Running(place, postmaster, Connection(postmaster.port, connection.password))


def stop_embedded(settings: Settings) -> bool:
    """Stop the server of the settings' home; False when none runs."""
    with explaining_folder_errors(settings.home):
        if known_place(settings) is None:
            return False
        with _locked(settings):
            place = known_place(settings)
            return place is not None and stop_postmaster(place)


def _reached(settings: Settings) -> Connection:
    """Connection to the server with its database there; waits for one that is just ending or beginning."""
    for attempt in range(LONGEST_CHANGE_S * 10):
        connection = _running_or_started(settings)
        refusal = _refusal(connection)
        if refusal is None:
            return connection
        if f'database "{DATABASE}" does not exist' in refusal:
            _create_database(connection)
            return connection
        if attempt >= STEADY_REFUSALS and not any(sign in refusal for sign in COMING_OR_GOING):
            break
        time.sleep(0.1)
    raise ClusterError(
        f"the embedded database on port {connection.port} does not let onrecord in: {refusal}. "
        "Is one of the environment variables PGSSLMODE, PGHOSTADDR, PGSERVICE set? They bend every connection."
    )


def _running_or_started(settings: Settings) -> Connection:
    place = known_place(settings)
    if place and await_ready(place, SLOWEST_START_S) and (running := find_running(settings)):
        return running.connection  # another process started it while this one waited for the lock
    account = server_account(place.data if place else None)
    place = settle_place(settings, account)
    server = Server(place, account, find_binaries(settings, account))
    server.create()
    return server.start(settings.port)


def _refusal(connection: Connection) -> str | None:
    """Why a session cannot be opened; None when one was."""
    session = _session_or_refusal(connection)
    if isinstance(session, str):
        return session
    session.close()
    return None


def _session_or_refusal(connection: Connection) -> psycopg.Connection[Any] | str:
    import psycopg  # noqa: PLC0415  (slow to import, and `db status` does without)

    try:
        return psycopg.connect(_conninfo(connection, DATABASE), autocommit=True)
    except psycopg.OperationalError as error:
        return " ".join(str(error).split())


def _create_database(connection: Connection) -> None:
    import psycopg  # noqa: PLC0415  (as `_session_or_refusal`)

    with psycopg.connect(_conninfo(connection, "postgres"), autocommit=True) as session:
        session.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")


def _conninfo(connection: Connection, database: str) -> str:
    return connection.url(database).replace("+psycopg", "", 1)


@contextmanager
def _locked(settings: Settings) -> Iterator[Path]:
    # Imported here: attaching, which every command does, needs no lock.
    from filelock import FileLock, Timeout  # noqa: PLC0415

    file = make_home_folder(settings) / "lock"
    try:
        with FileLock(file, timeout=LONGEST_WAIT_S, mode=0o600):
            yield file
    except Timeout:
        raise ClusterError(f"another process has held {file} for {LONGEST_WAIT_S} s: is one stuck?") from None
