"""Client programs of PostgreSQL (psql, pg_dump, pg_restore) aimed at the database in use."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from etl.cluster.address import Address
from etl.cluster.binaries import find_program, program_major
from etl.errors import ClusterError
from etl.settings import Settings


@dataclass(frozen=True, slots=True)
class ClientCommand:
    """Arguments and the environment variables to add; the password is in the environment, where `ps` shows none."""

    argv: tuple[str, ...]
    environment: dict[str, str]


def client_command(settings: Settings, url: str, program: str, *arguments: str) -> ClientCommand:
    """``program`` on the database of ``url``, with the connection as ``--dbname``.

    Raises:
        ClusterError: no such program is installed.
    """
    target = Address.parse(url)
    return ClientCommand(
        (str(_choose(settings, program)), *arguments, f"--dbname={target.without_password().plain()}"),
        {"PGPASSWORD": target.password} if target.password is not None else {},
    )


def _choose(settings: Settings, program: str) -> Path:
    """The program of the embedded set, or the system's where that is of the same version or newer.

    The system's reads lines with history and speaks TLS, which the embedded build does not; an older one
    refuses to dump a newer server.
    """
    packaged = find_program(settings, program)
    installed = shutil.which(program)
    if packaged is None and installed is None:
        raise ClusterError(f"{program} is not installed; install the PostgreSQL client, or set PG_BIN to its folder.")
    if packaged is None or (installed and (program_major(Path(installed)) or 0) >= (program_major(packaged) or 0)):
        return Path(installed or program)
    return packaged
