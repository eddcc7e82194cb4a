"""The database a command works on: started, upgraded and seeded where needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from etl.sessions import Session


def open_engine() -> Engine:
    """An engine on the database that the environment names, or on the embedded one."""
    from etl.cluster import ensure_server
    from etl.database import open_database
    from etl.settings import read_settings

    return open_database(ensure_server(read_settings()))


@contextmanager
def open_session() -> Iterator[Session]:
    """A session on the same database for a command that only reads: one connection, and no SQLAlchemy to import."""
    from etl import cluster
    from etl.deployment import is_current
    from etl.sessions import lost_session_told
    from etl.settings import read_settings

    session = cluster.open_session(read_settings())
    with session, lost_session_told(session):
        has_all = is_current(session)
        if has_all:
            yield session
            return
    open_engine().dispose()
    with cluster.open_session(read_settings()) as session:  # what was deployed has settings for new sessions
        yield session
