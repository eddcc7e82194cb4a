"""The environment, read once. Plain code, since every command waits for it: a library for settings takes 0.2 s."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from platformdirs import user_data_path

from etl.errors import UsageError

SYSTEM_HOME = Path("/var/lib/onrecord")
LOWEST_PORT, HIGHEST_PORT = 1024, 65535

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; every field has a default that works without configuration."""

    home: Path = field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    """Folder of the embedded database, ``ONRECORD_HOME``."""

    database_url: str | None = field(default=None, repr=False)
    """Another PostgreSQL server to use instead of the embedded one, ``ONRECORD_DATABASE_URL``; holds a password."""

    port: int | None = None
    """Port of the embedded server, ``ONRECORD_PORT``; chosen and kept when unset."""

    pg_bin: Path | None = None
    """Folder of the PostgreSQL programs to use before any other, ``PG_BIN``."""

    system_home: Path = SYSTEM_HOME
    """Where root keeps what the server's account could not reach elsewhere, ``ONRECORD_SYSTEM_HOME``."""


@cache
def read_settings() -> Settings:
    """Settings of this process; an empty variable counts as unset.

    Raises:
        UsageError: a variable does not hold what its field takes; names the variable, never a secret.
    """
    try:
        home = _variable("ONRECORD_HOME", _folder) or user_data_path("onrecord", appauthor=False).absolute()
        return Settings(
            home=home,
            database_url=_variable("ONRECORD_DATABASE_URL", str),
            port=_variable("ONRECORD_PORT", _port),
            pg_bin=_variable("PG_BIN", _folder),
            system_home=_variable("ONRECORD_SYSTEM_HOME", _folder) or SYSTEM_HOME,
        )
    except RuntimeError as error:  # no HOME, and no entry of the user to take one from
        raise UsageError(f"{error}. Set ONRECORD_HOME to the folder that is to hold the database.") from None


def _variable(name: str, read: Callable[[str], T]) -> T | None:
    written = os.environ.get(name, "")
    try:
        return read(written) if written else None
    except ValueError as error:
        raise UsageError(f"environment variable {name}: {error}") from None


def _folder(written: str) -> Path:
    if any(ord(character) < 32 for character in written):
        raise ValueError("a path with control characters cannot hold a PostgreSQL data folder")
    return Path(written).expanduser().absolute()


def _port(written: str) -> int:
    if not (written.isascii() and written.isdecimal()) or not LOWEST_PORT <= int(written) <= HIGHEST_PORT:
        raise ValueError(f"a port is a number from {LOWEST_PORT} to {HIGHEST_PORT}, not {written!r}")
    return int(written)
