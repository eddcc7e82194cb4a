"""A database session that may read the saved views and nothing else, for SQL that people type.

It is a login of its own, made for this database. SET ROLE would be no boundary: RESET ROLE undoes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from etl.errors import DatabaseError
from etl.sessions import Session

#: Held while the login has a password that somebody is about to use.
LOGIN_LOCK = 7_230_112
MAY_CREATE = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
REPLICA = (
    "onrecord sql makes the password of its login anew each time, which a read-only replica cannot: name the primary "
    "server, or read the replica with psql as a login of `onrecord db grant analyst NAME`."
)
SETTINGS = {"default_transaction_read_only": "on", "statement_timeout": "60s", "search_path": "report"}


@contextmanager
def analyst_session(owner: Session) -> Iterator[Session]:
    """A session of the analyst's login beside the ``owner``'s; what it does is rolled back.

    The login's password is made anew for each session and valid for a minute, so that none is kept anywhere.

    Raises:
        DatabaseError: the user that onrecord connects as may create no login, or the server is a replica.
    """
    with owner.transaction():
        if owner.execute("SELECT pg_is_in_recovery()").fetchone() == (True,):
            raise DatabaseError(REPLICA)
    with _login_held(owner):
        with owner.transaction():
            login, password = _login(owner), secrets.token_urlsafe(24)
            _run(
                owner,
                "ALTER ROLE {} PASSWORD {} VALID UNTIL {}",
                sql.Identifier(login), sql.Literal(password), sql.Literal(_in_a_minute(owner)),
            )  # fmt: skip
        # The owner's host, port and options; its password is not among them.
        where = {**owner.info.get_parameters(), "user": login, "password": password}
        session = psycopg.connect(make_conninfo(**where))
    with session:
        yield session
        session.rollback()


@contextmanager
def _login_held(owner: Session) -> Iterator[None]:
    """Nobody else gives the login another password meanwhile."""
    with owner.transaction():
        owner.execute("SELECT pg_advisory_lock(%s)", [LOGIN_LOCK])
    try:
        yield
    finally:
        with owner.transaction():
            owner.execute("SELECT pg_advisory_unlock(%s)", [LOGIN_LOCK])


def _in_a_minute(owner: Session) -> str:
    (until,) = owner.execute("SELECT CAST(clock_timestamp() + INTERVAL '1 minute' AS text)").fetchall()
    return str(until[0])


def _login(owner: Session) -> str:
    """Name of this database's login, created where it is not there."""
    database = owner.execute("SELECT oid, datname FROM pg_database WHERE datname = current_database()").fetchone()
    assert database is not None  # noqa: S101  (a session is in a database)
    login = f"onrecord_sql_{database[0]}_analyst"
    if owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
        return login
    if owner.execute(MAY_CREATE).fetchone() != (True,):
        raise DatabaseError(
            "onrecord sql reads as a login of its own, and the user that onrecord connects as may create none. "
            "Use onrecord view show --where, or connect as a login with CREATEROLE."
        )
    name = sql.Identifier(login)
    _run(owner, "CREATE ROLE {} LOGIN CONNECTION LIMIT 20", name)
    _run(owner, "GRANT onrecord_analyst TO {}", name)
    for setting, value in SETTINGS.items():
        _run(
            owner,
            "ALTER ROLE {} IN DATABASE {} SET {} = {}",
            name, sql.Identifier(database[1]), sql.Identifier(setting), sql.Literal(value),
        )  # fmt: skip
    return login


def _run(owner: Session, statement: LiteralString, *parts: sql.Composable) -> None:
    owner.execute(sql.SQL(statement).format(*parts))
