"""A large load into tables without their secondary indexes and foreign keys, which are built and checked after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import OperationalError

from etl.errors import AlreadyRunning
from etl.load.backfill import build_again, count_set_aside, set_aside

if TYPE_CHECKING:
    from etl.jobs.articles import Progress

ARTICLE_TABLES = ("article", "article_version", "article_source")
ESTIMATE_TABLES = ("estimate", "estimate_attribution")
_LOCK_NOT_AVAILABLE = "55P03"


@contextmanager
def backfilling(connection: Connection, tables: Sequence[str], progress: Progress, *, wanted: bool) -> Iterator[None]:
    """Within it, ``tables`` have no plain indexes and foreign keys, if ``wanted``; at its end they are built again.

    Raises:
        AlreadyRunning: somebody else uses the tables.
    """
    if not wanted:
        yield
        return
    try:
        with connection.begin():
            set_aside(connection, tables)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
            raise
        message = f"a backfill needs {', '.join(tables)} for itself, and another session uses them: try again later"
        raise AlreadyRunning(message) from error
    try:
        yield
    finally:
        # A connection that is gone leaves the list: the next command builds what is on it.
        if not connection.invalidated and not connection.closed:
            connection.rollback()
            build_what_was_set_aside(connection, progress)


def build_what_was_set_aside(connection: Connection, progress: Progress) -> None:
    """Build indexes and foreign keys again; does nothing where none was set aside."""
    with connection.begin():
        count = count_set_aside(connection)
    if count:
        progress.begin("indexes and keys", count)
        for _ in build_again(connection):
            progress.advance(1)


def count_left(url: str) -> int:
    """How many indexes and keys of a database a backfill, at work or killed, has set aside."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return count_set_aside(connection)
