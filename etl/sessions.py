"""Sessions of psycopg's own. Reading needs no more, and SQLAlchemy takes 0.2 s of each command's start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import psycopg

from etl.errors import DatabaseError, OnrecordError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

Session: TypeAlias = psycopg.Connection[Any]

#: What an administrator does about an SQLSTATE that no program mends.
_ADVICE = {
    "42501": "The user of ONRECORD_DATABASE_URL lacks that right: use the owner's or the loader's role.",
    "25006": "The session is read only: name the primary server, not a replica.",
    "55P03": "Somebody else has been at work on it for half a minute: try again when they have ended.",
    "53100": "The server's disk is full: make room, then run the same command again to complete it.",
    "53200": "The server is out of memory: try again later, or give it more.",
    "53300": "The server takes no more connections: try again later.",
}


class DatabaseLostError(OnrecordError):
    """The server went away or refused in the middle of a command."""


def as_told(error: BaseException | None, is_lost: bool) -> OnrecordError | None:
    """What a person is told of a driver's error: that the server is gone, or what an administrator mends."""
    if advice := _ADVICE.get(getattr(error, "sqlstate", None) or ""):
        return DatabaseError(f"the database refuses: {str(error).splitlines()[0]}. {advice}")
    if not is_lost:
        return None
    return DatabaseLostError(
        "the database server went away in the middle of the command. Whole chunks that were committed are kept "
        "but not shown; run the same command again to complete it."
    )


@contextmanager
def lost_session_told(session: Session) -> Iterator[None]:
    """Turn the loss of a session, and what only an administrator can mend, into an error that says what to do.

    Raises:
        DatabaseLostError: the session broke.
        DatabaseError: a right is missing, a disk is full. Other database errors pass.
    """
    try:
        yield
    except psycopg.Error as error:
        if told := as_told(error, is_lost=session.closed):
            raise told from error
        raise


def driver_session(connection: Connection) -> Session:
    """The session below a connection of SQLAlchemy's; they share their transaction."""
    session = connection.connection.driver_connection
    assert isinstance(session, psycopg.Connection)  # noqa: S101  (the only driver in use)
    return session


@contextmanager
def session_on(database: Engine | Session) -> Iterator[Session]:
    """The session that is given, or one of an engine's for the time being."""
    if isinstance(database, psycopg.Connection):
        yield database
        return
    with database.connect() as connection:
        yield driver_session(connection)
