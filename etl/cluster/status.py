"""What `onrecord db status` tells; asking starts nothing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from etl.cluster.embedded import DATABASE, Running, find_running
from etl.cluster.external import check_external, read_address
from etl.cluster.place import explaining_folder_errors, known_place
from etl.errors import DatabaseError
from etl.settings import Settings

_END_OF_LOG_BYTES = 8192
#: A server that cannot make its next segment of the write-ahead log (16 MB) ends.
_ROOM_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """``major`` is the PostgreSQL version, ``problem`` why an external server does not serve."""

    is_embedded: bool
    is_running: bool
    host: str | None
    port: int | None
    database: str | None
    major: int | None
    pid: int | None = None
    data_folder: Path | None = None
    log_file: Path | None = None
    problem: str | None = None


def server_status(settings: Settings) -> ServerStatus:
    """State of the server in use, embedded or not."""
    if settings.database_url is not None:
        return _external_status(settings.database_url)
    with explaining_folder_errors(settings.home):
        return _embedded_status(settings, find_running(settings))


def full_disk(settings: Settings) -> str | None:
    """What to do where the embedded server ended for want of room: its log says so, and there still is none."""
    place = known_place(settings) if settings.database_url is None else None
    if place is None or not place.log.exists():
        return None
    with place.log.open("rb") as log:
        log.seek(max(0, place.log.stat().st_size - _END_OF_LOG_BYTES))
        ended_full = b"No space left on device" in log.read()
    if not ended_full or shutil.disk_usage(place.data).free > _ROOM_BYTES:
        return None
    return (
        f"The disk that holds {place.data} is full: make room there, then run the same command again; "
        "what was committed is kept."
    )


def _embedded_status(settings: Settings, running: Running | None) -> ServerStatus:
    place = running.place if running else known_place(settings)
    version = place.data / "PG_VERSION" if place else None
    return ServerStatus(
        is_embedded=True,
        is_running=running is not None,
        host="127.0.0.1",
        port=running.postmaster.port if running else None,
        database=DATABASE,
        major=int(version.read_text(encoding="ascii")) if version and version.is_file() else None,
        pid=running.postmaster.pid if running else None,
        data_folder=place.data if place else None,
        log_file=place.log if place else None,
    )


def _external_status(text: str) -> ServerStatus:
    address = read_address(text)
    try:
        major, problem = check_external(address), None
    except DatabaseError as error:
        major, problem = None, str(error)
    return ServerStatus(
        is_embedded=False,
        is_running=problem is None,
        host=address.host,
        port=address.port,
        database=address.database,
        major=major,
        problem=problem,
    )
