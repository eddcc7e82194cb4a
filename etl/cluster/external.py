"""A server of the user's own, named by ONRECORD_DATABASE_URL: normalised, and checked before use."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from etl.cluster.address import Address
from etl.cluster.binaries import OLDEST_MAJOR
from etl.errors import DatabaseError, UsageError

if TYPE_CHECKING:
    import psycopg

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


def read_address(text: str) -> Address:
    """The server that ONRECORD_DATABASE_URL names.

    Raises:
        UsageError: not a PostgreSQL URL with a database; never repeats what it may hold of a password.
    """
    try:
        address = Address.parse(text.strip())
    except ValueError:
        raise _wrong("it is not a URL") from None
    if address.scheme.partition("+")[0] not in DRIVERS:
        raise _wrong(f"{address.scheme} is not PostgreSQL")
    if not address.database:
        raise _wrong("it names no database")
    return address


def plain_url(url: str) -> str:
    """The URL as psql and BI tools take it: no driver in the scheme, password included."""
    return Address.parse(url).plain()


def connect_external(address: Address) -> psycopg.Connection[Any]:
    """A session of a server that has proved fit, each statement of which commits by itself.

    Raises:
        DatabaseError: no answer, older than PostgreSQL 15, or not UTF8.
    """
    import psycopg  # noqa: PLC0415  (slow to import, and `db status` of the embedded server does without)

    patient = address.with_default("connect_timeout", CONNECT_TIMEOUT_S)
    try:
        with ExitStack() as unfit:
            session = unfit.enter_context(psycopg.connect(patient.plain(), autocommit=True))
            encoding = session.execute("SHOW server_encoding").fetchone()
            _check_fitness(address.masked(), session.info.server_version, encoding[0] if encoding else "?")
            unfit.pop_all()
    except psycopg.Error as error:
        raise DatabaseError(f"cannot use the database {address.masked()}: {_reason(error)}") from None
    return session


def check_external(address: Address) -> int:
    """Major version of the server, once it has answered and proved fit.

    Raises:
        DatabaseError: as `connect_external`.
    """
    with connect_external(address) as session:
        return session.info.server_version // 10_000


def _check_fitness(shown: str, number: int, encoding: str) -> None:
    if number < OLDEST_MAJOR * 10_000:
        raise DatabaseError(
            f"{shown} is PostgreSQL {number // 10_000}, and {OLDEST_MAJOR} or newer is needed. Upgrade the server, "
            "or unset ONRECORD_DATABASE_URL to use the embedded one."
        )
    if encoding != "UTF8":
        raise DatabaseError(
            f"{shown} is encoded in {encoding}, and the texts need UTF8. "
            "Create a database with: createdb -E UTF8 -T template0 NAME"
        )


def _reason(error: psycopg.Error) -> str:
    message = str(error).partition("\n")[0].strip()  # what follows are libpq's own guesses
    advice = next((advice for part, advice in ADVICE.items() if part in message), "")
    return f"{message} {advice}".strip()


def _wrong(reason: str) -> UsageError:
    return UsageError(
        f"ONRECORD_DATABASE_URL: {reason}. It looks like postgresql://user:password@host:5432/database; "
        "in a password, characters such as @ / : % are written as %40 %2F %3A %25."
    )
