"""Foreign keys of many new rows, asked for a set at a time.

PostgreSQL asks for the key of each row by itself, which is two thirds of what a row that a person enters costs
(`docs/scaling.md`). Where the session may leave these checks out (a superuser, as on the embedded server, or who was
granted ``SET ON PARAMETER session_replication_role``), all keys of a chunk are asked for at once, in the same
transaction and with the same locks, before anything else happens. Elsewhere each row is checked by itself. What is
stored, and what is refused, is the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, TextClause

from etl.load.statements import statement


def insert_with_keys(
    connection: Connection, insertion: TextClause, values: dict[str, object], tables: Sequence[str], key: str
) -> None:
    """Run an insertion into ``tables``; it returns the first and the last ``key`` that it gave.

    Raises:
        IntegrityError: a row refers to what is not there.
    """
    by_set = bool(connection.scalar(statement("keys", "may_ask_by_set")))
    if by_set:
        connection.execute(statement("keys", "leave_out_single_checks"))
    first, last = connection.execute(insertion, values).one()
    if by_set:
        connection.execute(statement("keys", "check_single_rows_again"))
        for table in tables if first is not None else ():
            connection.execute(
                statement("keys", "require_references"),
                {"child": table, "key_column": key, "first": first, "last": last},
            )
