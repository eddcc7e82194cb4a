"""The database server: the embedded PostgreSQL's life, or a server of the user's own."""

from __future__ import annotations

from etl.cluster.client import ClientCommand, client_command
from etl.cluster.embedded import ensure_embedded, stop_embedded
from etl.cluster.external import check_external, normalised_url, plain_url
from etl.cluster.status import ServerStatus, full_disk, server_status
from etl.errors import UsageError
from etl.settings import Settings

__all__ = [
    "ClientCommand",
    "ServerStatus",
    "client_command",
    "ensure_server",
    "full_disk",
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
    url = normalised_url(settings.database_url)
    check_external(url)
    return url.render_as_string(hide_password=False)


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
