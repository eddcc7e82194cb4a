"""A server of the user's own, named by ONRECORD_DATABASE_URL: normalised, and checked before use."""

from __future__ import annotations

import psycopg
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from etl.cluster.binaries import OLDEST_MAJOR
from etl.errors import DatabaseError, UsageError

DRIVERS = ("postgres", "postgresql")
CONNECT_TIMEOUT_S = "10"
# A part of libpq's message -> what to do about it.
ADVICE = {
    "refused": "Is the server running, and are host and port right?",
    "password": "Check user and password in ONRECORD_DATABASE_URL.",
    "no pg_hba.conf entry": "The server admits no such user from this host: its pg_hba.conf decides.",
    "database": "Create the database (createdb -E UTF8 NAME), or name another in ONRECORD_DATABASE_URL.",
    "role": "Create the role, or name another user in ONRECORD_DATABASE_URL.",
    "resolve host": "Check the host name in ONRECORD_DATABASE_URL.",
    "translate host": "Check the host name in ONRECORD_DATABASE_URL.",
    "SSL": "Check sslmode in ONRECORD_DATABASE_URL against what the server offers.",
    "timeout": "The host does not answer: a firewall, or the wrong address.",
}


def normalised_url(text: str) -> URL:
    """``text`` as SQLAlchemy takes it with psycopg.

    Raises:
        UsageError: not a PostgreSQL URL with a database; never repeats what it may hold of a password.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise _wrong("it is not a URL") from None
    if url.drivername.partition("+")[0] not in DRIVERS:
        raise _wrong(f"{url.drivername} is not PostgreSQL")
    if not url.database:
        raise _wrong("it names no database")
    return url.set(drivername="postgresql+psycopg")


def plain_url(url: str) -> str:
    """The URL as psql and BI tools take it: no driver in the scheme, password included."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def check_external(url: URL) -> int:
    """Major version of the server, once it has answered and proved fit.

    Raises:
        DatabaseError: no answer, older than PostgreSQL 15, or not UTF8.
    """
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    patient = url.set(query={"connect_timeout": CONNECT_TIMEOUT_S, **url.query})
    try:
        with psycopg.connect(plain_url(patient.render_as_string(hide_password=False))) as connection:
            number = connection.info.server_version
            encoding = connection.execute("SHOW server_encoding").fetchone()
    except psycopg.Error as error:
        raise DatabaseError(f"cannot use the database {shown}: {_reason(error)}") from None
    if number < OLDEST_MAJOR * 10_000:
        raise DatabaseError(
            f"{shown} is PostgreSQL {number // 10_000}, and {OLDEST_MAJOR} or newer is needed. Upgrade the server, "
            "or unset ONRECORD_DATABASE_URL to use the embedded one."
        )
    if encoding != ("UTF8",):
        raise DatabaseError(
            f"{shown} is encoded in {encoding[0] if encoding else '?'}, and the texts need UTF8. "
            "Create a database with: createdb -E UTF8 -T template0 NAME"
        )
    return number // 10_000


def _reason(error: psycopg.Error) -> str:
    message = str(error).partition("\n")[0].strip()  # what follows are libpq's own guesses
    advice = next((advice for part, advice in ADVICE.items() if part in message), "")
    return f"{message} {advice}".strip()


def _wrong(reason: str) -> UsageError:
    return UsageError(
        f"ONRECORD_DATABASE_URL: {reason}. It looks like postgresql://user:password@host:5432/database; "
        "in a password, characters such as @ / : % are written as %40 %2F %3A %25."
    )
