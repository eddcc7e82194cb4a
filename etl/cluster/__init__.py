"""The database server: the embedded PostgreSQL's life, or a server of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from etl.cluster.client import ClientCommand, client_command
from etl.cluster.embedded import connect_embedded, ensure_embedded, stop_embedded
from etl.cluster.external import check_external, connect_external, plain_url, read_address
from etl.cluster.status import ServerStatus, full_disk, server_status
from etl.errors import UsageError
from etl.settings import Settings

if TYPE_CHECKING:
    import psycopg

__all__ = [
    "ClientCommand",
    "ServerStatus",
    "client_command",
    "ensure_server",
    "full_disk",
    "open_session",
    "plain_url",
    "psql_command",
    "server_status",
    "stop_server",
]


def ensure_server(settings: Settings) -> str:
    """SQLAlchemy URL (``postgresql+psycopg://``) of the database in use, which answers.

    Raises:
        OnrecordError: it cannot be reached or started; says why and what to do.
    """
    if settings.database_url is None:
        return ensure_embedded(settings)
    address = read_address(settings.database_url)
    check_external(address)
    return address.for_sqlalchemy()


def open_session(settings: Settings) -> psycopg.Connection[Any]:
    """A session of the database in use, each statement of which commits by itself.

    It is `ensure_server` and the session in one: a connection costs the server a process and both sides the proof of
    the password.

    Raises:
        OnrecordError: as `ensure_server`.
    """
    if settings.database_url is None:
        return connect_embedded(settings)
    return connect_external(read_address(settings.database_url))


def stop_server(settings: Settings) -> bool:
    """Stop the embedded server; False when it was not running.

    Raises:
        UsageError: ONRECORD_DATABASE_URL names a server, which is not ours to stop.
    """
    if settings.database_url is not None:
        raise UsageError(
            "ONRECORD_DATABASE_URL names a server that onrecord did not start, so it does not stop it. "
            "Unset it to stop the embedded one."
        )
    return stop_embedded(settings)


def psql_command(settings: Settings, *arguments: str) -> ClientCommand:
    """`psql` on the database in use, started when needed."""
    return client_command(settings, ensure_server(settings), "psql", *arguments)
