"""The database as jobs see it: reachable, at this version's schema, with its vocabulary and knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from etl import __version__
from etl.deployment import (
    found_deployment,
    found_seed,
    is_current,
    lacks_settings,
    wanted_deployment,
    wanted_seed,
)
from etl.errors import AlreadyRunning
from etl.rights import apply_grants
from etl.sessions import as_told, driver_session, lost_session_told

#: Held by whoever writes: two loads of overlapping input give the same content as one after the other.
WRITE_LOCK = 7_230_111


def open_database(url: str) -> Engine:
    """An engine on a database whose schema, vocabulary and knowledge base are this version's."""
    # Without the type that no table has, each connection asks the catalogue one thing less.
    engine = create_engine(url, pool_pre_ping=True, use_native_hstore=False)
    with lost_server_told(), engine.connect() as connection:
        session = driver_session(connection)
        with lost_session_told(session):
            has_all = is_current(session)
        if not has_all:
            _bring_up_to_date(connection, url)
    return engine


def _bring_up_to_date(connection: Connection, url: str) -> None:
    _finish_backfill(connection)
    if found_deployment(connection) != wanted_deployment():
        from etl.schema import upgrade  # noqa: PLC0415  (Alembic is slow to import and seldom needed)

        connection.rollback()
        upgrade(url)
    elif lacks_settings(connection):
        apply_grants(connection)
        connection.commit()
    seed = wanted_seed()
    if found_seed(connection) != seed:
        connection.rollback()
        with connection.begin():
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
            _seed(connection)
            _remember_seed(connection, seed)


def _finish_backfill(connection: Connection) -> None:
    """Build what a backfill that was killed had set aside, unless one is at work now or this role only reads."""
    from etl.load.backfill import build_left, count_set_aside, may_build  # noqa: PLC0415  (as `_seed`)

    wanted = count_set_aside(connection) > 0 and may_build(connection)
    connection.rollback()
    if wanted and connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": WRITE_LOCK}):
        connection.commit()
        build_left(connection)
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": WRITE_LOCK})
    connection.rollback()


def _seed(connection: Connection) -> None:
    """Bring the shipped vocabulary, knowledge base and topics; imported here, since most commands need none of it."""
    from etl.load.entities import load_knowledge_base  # noqa: PLC0415
    from etl.load.topics import load_new_topic  # noqa: PLC0415
    from etl.load.vocabulary import load_vocabulary  # noqa: PLC0415
    from etl.read.topics import read_shipped_topics  # noqa: PLC0415

    load_vocabulary(connection)
    load_knowledge_base(connection)
    for topic in read_shipped_topics():
        load_new_topic(connection, topic)


def _remember_seed(connection: Connection, seed: str) -> None:
    connection.execute(
        text(
            "INSERT INTO batch (command, source, onrecord_version, input_sha256, state, finished_at, published_at)"
            " VALUES ('seed', 'etl/data', :version, :seed, 'published', clock_timestamp(), now())"
        ),
        {"version": __version__, "seed": seed},
    )


@contextmanager
def writing(engine: Engine, *, wait: bool = True) -> Iterator[Connection]:
    """A connection that alone may write; waits for another load to finish. Its caller owns the transactions.

    Raises:
        AlreadyRunning: another load runs and ``wait`` is false.
    """
    from etl.load.backfill import build_left  # noqa: PLC0415  (as `_seed`)

    with lost_server_told(), engine.connect() as connection:
        if wait:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": WRITE_LOCK})
        elif not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": WRITE_LOCK}):
            raise AlreadyRunning("another load is running; --wait waits for it to end")
        connection.commit()
        try:
            # What was killed may have held the lock while the database was opened: its session ends a little later.
            build_left(connection)
            yield connection
        finally:
            if not connection.invalidated and not connection.closed:
                connection.rollback()
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": WRITE_LOCK})
                connection.commit()


@contextmanager
def lost_server_told() -> Iterator[None]:
    """Turn a lost connection, and what only an administrator can mend, into an error that says what to do.

    Raises:
        DatabaseLostError: the connection broke.
        DatabaseError: the disk is full, or a right is missing. Other database errors pass.
    """
    try:
        yield
    except DBAPIError as error:
        if told := as_told(error.orig, is_lost=error.connection_invalidated):
            raise told from error
        raise
