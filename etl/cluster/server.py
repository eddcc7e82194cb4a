"""Create, start and stop the server of a place. The caller holds the home's lock."""

from __future__ import annotations

import os
import platform
import secrets
import shlex
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.cluster.account import Account
from etl.cluster.binaries import Binaries
from etl.cluster.place import Connection, Place, read_connection, write_connection
from etl.cluster.postmaster import retire_pid_file, stop_postmaster
from etl.errors import ClusterError

SLOWEST_START_S = 300  # recovery after a crash may have much log to replay
LARGEST_LOG_BYTES = 10_000_000
#: Memory in which a new cluster keeps pages: a share of the machine's, not less than PostgreSQL's own default. What the
#: counting views read of a million figures is 350 MB (`docs/scaling.md`).
LEAST_PAGES_MB, MOST_PAGES_MB, SHARE_OF_MEMORY = 128, 512, 16
FIRST_PORT, PORTS = 20_000, 12_000  # below the ports that systems lend to outgoing connections
PORT_ATTEMPTS = 50
# macOS knows no C.UTF-8; its ctype named UTF-8 with the C order sorts and classifies the same.
LOCALE = ("--locale=C", "--lc-ctype=UTF-8") if platform.system() == "Darwin" else ("--locale=C.UTF-8",)


@dataclass(frozen=True, slots=True)
class Server:
    """A cluster and the programs that run it; ``options`` are configuration parameters of each start."""

    place: Place
    account: Account
    binaries: Binaries
    options: Mapping[str, str] = field(default_factory=dict)
    initdb_options: tuple[str, ...] = ()

    def create(self) -> None:
        """Make the data folder where there is none: whole or not at all, an interrupted one is begun anew."""
        if self.place.data.exists():
            return
        connection = read_connection(self.place) or Connection(None, secrets.token_hex(24))
        write_connection(self.place, connection)
        draft = self.place.folder / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.own(draft)
        self._initdb(draft, connection.password)
        draft.rename(self.place.data)

    def start(self, fixed_port: int | None = None) -> Connection:
        """Start on the port of last time, or another where that is taken; returns how to connect.

        Raises:
            ClusterError: the data are of another major version, ``fixed_port`` is taken, or PostgreSQL refuses.
        """
        self._check_version()
        connection = read_connection(self.place)
        if connection is None:
            raise ClusterError(
                f"{self.place.folder}: the data are there, the file server.json with their password is not. "
                "Restore it from a backup."
            )
        last_port = fixed_port or connection.port
        if retire_pid_file(self.place) and last_port:
            _await_free(last_port)
        self._rotate_log()
        for port in _free_ports(fixed_port, connection.port, self.place.label):
            if self._start_on(port):
                started = Connection(port, connection.password)
                write_connection(self.place, started)
                return started
        raise ClusterError(
            f"port {fixed_port} of 127.0.0.1, set in ONRECORD_PORT, is taken by another program. "
            "Stop that program, set another port, or unset ONRECORD_PORT to have a free one chosen."
            if fixed_port
            else f"found no free port between {FIRST_PORT} and {FIRST_PORT + PORTS}; set ONRECORD_PORT to one."
        )

    def stop(self) -> bool:
        return stop_postmaster(self.place)

    def _initdb(self, data: Path, password: str) -> None:
        password_file = self.place.folder / "password"
        password_file.unlink(missing_ok=True)
        with os.fdopen(os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(password + "\n")
        self.account.own(password_file)
        report = self.place.folder / "initdb.log"
        argv: list[str | Path] = [
            *(self.binaries.folder / "initdb", "--username=postgres", f"--pwfile={password_file}"),
            *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--encoding=UTF8", *LOCALE),
            *("--data-checksums", *self.initdb_options),
        ]
        code = self.account.run(argv, report, data)
        password_file.unlink()
        if code != 0:
            shutil.rmtree(data, ignore_errors=True)
            raise ClusterError(
                f"cannot create the embedded database in {self.place.folder}:\n{_tail(report)}"
                "Set ONRECORD_HOME to another folder, or ONRECORD_DATABASE_URL to a server of your own."
            )
        # Written where a person finds and changes it, not given at each start.
        with (data / "postgresql.conf").open("a", encoding="utf-8") as stream:
            stream.write(
                f"\n# Chosen by onrecord when it made this cluster.\nshared_buffers = {_megabytes_of_pages()}MB\n"
            )

    def _start_on(self, port: int) -> bool:
        """Whether the server now runs on ``port``; False when another program was quicker to take it."""
        report = self.place.folder / "start.log"
        before = self.place.log.stat().st_size if self.place.log.exists() else 0
        for _ in range(10):
            # The data folder travels in PGDATA and the log as a relative path: pg_ctl hands both to a shell.
            argv: list[str | Path] = [
                *(self.binaries.folder / "pg_ctl", "start", "-s", "-w", "-t", str(SLOWEST_START_S)),
                *("-l", str(self.place.log.relative_to(self.place.folder)), "-o", self._options(port)),
            ]
            if self.account.run(argv, report, self.place.data) == 0:
                return True
            said = _read_from(self.place.log, before)
            if "could not bind" in said:
                return False
            if "pre-existing shared memory block" not in said:  # sessions of a killed server end within a moment
                break
            before = self.place.log.stat().st_size
            time.sleep(1)
        raise ClusterError(
            f"the embedded database in {self.place.data} does not start:\n{_tail(report)}{_tail(self.place.log)}"
        )

    def _options(self, port: int) -> str:
        options = {
            "cluster_name": self.place.label,
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            **self.options,
        }
        return " ".join(f"-c {shlex.quote(f'{name}={setting}')}" for name, setting in options.items())

    def _check_version(self) -> None:
        file = self.place.data / "PG_VERSION"
        written_by = file.read_text(encoding="ascii").strip() if file.exists() else "an unknown version"
        if written_by != str(self.binaries.major):
            raise ClusterError(
                f"{self.place.data} was written by PostgreSQL {written_by}, and the programs in "
                f"{self.binaries.folder} are PostgreSQL {self.binaries.major}: a data folder is never opened by "
                f"another major version, and this one was left as it is. To go on with it, set PG_BIN to the folder "
                f"of the programs of PostgreSQL {written_by}; to move to {self.binaries.major}, dump it with those "
                "(`onrecord db backup`) and restore it into a new ONRECORD_HOME (`onrecord db restore`)."
            )

    def _rotate_log(self) -> None:
        if self.place.log.exists() and self.place.log.stat().st_size > LARGEST_LOG_BYTES:
            self.place.log.replace(self.place.log.with_suffix(".log.1"))


def _megabytes_of_pages() -> int:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return max(LEAST_PAGES_MB, min(MOST_PAGES_MB, memory // SHARE_OF_MEMORY))


def _free_ports(fixed: int | None, last: int | None, label: str) -> Iterator[int]:
    """Ports to try: the fixed one alone, else last time's, then a row that begins at a place of the label's own."""
    if fixed is not None:
        yield from filter(_is_free, (fixed,))
        return
    offset = int(label[-8:], 16)
    row = [FIRST_PORT + (offset + step) % PORTS for step in range(PORT_ATTEMPTS)]
    yield from filter(_is_free, ([last] if last else []) + row)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as PostgreSQL does: closing sessions do not count
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _await_free(port: int, seconds: float = 2) -> None:
    deadline = time.monotonic() + seconds
    while not _is_free(port) and time.monotonic() < deadline:
        time.sleep(0.05)


def _read_from(file: Path, position: int) -> str:
    if not file.exists():
        return ""
    with file.open(encoding="utf-8", errors="replace") as stream:
        stream.seek(position)
        return stream.read()


def _tail(file: Path, lines: int = 12) -> str:
    text = _read_from(file, 0)[-20_000:] if file.exists() else ""
    return "".join(f"  {line}\n" for line in text.splitlines()[-lines:])
