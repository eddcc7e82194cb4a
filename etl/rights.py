"""The rights of roles and the settings of a database, from `sql/`; logins created for people and BI tools."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import psycopg
from psycopg import sql
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from etl.assets import asset_folder
from etl.errors import DatabaseError, UsageError
from etl.sessions import driver_session

Kind = Literal["owner", "loader", "analyst", "bi"]
GRANT_LOCK = 7_230_112
#: Connections that one BI login may hold; a dashboard opens several at once and must not take them all.
BI_CONNECTIONS = 20


def apply_grants(connection: Connection) -> None:
    """Grant the roles what they may do in this database, where the server has such roles, and set how it plans.

    Two at once would change the same rows of the catalogue, which PostgreSQL refuses: they wait for each other.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": GRANT_LOCK})
    with _warnings_told(connection):
        for file in ("ownership.sql", "grants.sql", "settings.sql"):
            statements = (asset_folder("sql") / file).read_text(encoding="utf-8")
            connection.exec_driver_sql(statements, execution_options={"no_parameters": True})


@contextmanager
def _warnings_told(connection: Connection) -> Iterator[None]:
    """Log the server's warnings: what could not be granted is said, and the rest goes on."""
    session = driver_session(connection)
    session.add_notice_handler(_tell_warning)
    try:
        yield
    finally:
        session.remove_notice_handler(_tell_warning)


def _tell_warning(diagnostic: psycopg.errors.Diagnostic) -> None:
    if diagnostic.severity_nonlocalized == "WARNING":
        logging.getLogger("onrecord").warning("%s", diagnostic.message_primary)


def grant_role(connection: Connection, kind: Kind, login: str, password: str | None) -> str | None:
    """Make ``login`` a member of a role, creating it where it is not there; returns a password made for a new login.

    Raises:
        UsageError: ``login`` is one of the roles themselves, or may already do more than the role allows.
        DatabaseError: the server has no such role, or this user may grant none.
    """
    _check_login(connection, kind, login)
    role, name = sql.Identifier(f"onrecord_{kind}"), sql.Identifier(login)
    made = None
    try:
        if not _exists(connection, login):
            made = password or secrets.token_urlsafe(24)
            _run(connection, sql.SQL("CREATE ROLE {} LOGIN").format(name))
        if made or password:
            _run(connection, sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(made or password)))
        _run(connection, sql.SQL("GRANT {} TO {}").format(role, name))
        if kind == "bi":
            _run(connection, sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}").format(name, sql.Literal(BI_CONNECTIONS)))
        apply_grants(connection)
    except ProgrammingError as error:
        raise DatabaseError(f"the server does not grant that: {str(error.orig).splitlines()[0]}") from error
    return None if password else made


def _check_login(connection: Connection, kind: Kind, login: str) -> None:
    if not _exists(connection, f"onrecord_{kind}"):
        raise DatabaseError(
            f"the server has no role onrecord_{kind}: the user that onrecord connects as may create none. "
            "Let an administrator create it and run `onrecord db upgrade`."
        )
    if login.startswith("onrecord_"):
        raise UsageError(f"{login!r}: names that begin with onrecord_ are those of the roles themselves")
    powers = "SELECT rolsuper OR rolcreaterole OR rolname = current_user FROM pg_roles WHERE rolname = :login"
    if kind in {"analyst", "bi"} and connection.scalar(text(powers), {"login": login}):
        raise UsageError(f"{login!r} may do more than read already; choose a login of its own for that")


def _exists(connection: Connection, role: str) -> bool:
    return bool(connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}))


def _run(connection: Connection, statement: sql.Composed) -> None:
    connection.exec_driver_sql(statement.as_string(), execution_options={"no_parameters": True})
