"""Dates that an article leaves open, filled from its dated copies."""

from __future__ import annotations

from sqlalchemy import Connection

from etl.load.statements import statement


def date_by_copies(connection: Connection) -> None:
    """Fill, or take back, what the copies tell of undated readings that this transaction opened or closed.

    Copies are those that are linked as exact or near; a text that merely contains another may be of any day.
    """
    connection.execute(statement("dates", "forget_redated"))
    if connection.execute(statement("dates", "gather_undated")).rowcount:
        for step in ("gather_dated_copies", "date_readings", "gather_dated_estimates", "date_as_of", "date_said"):
            connection.execute(statement("dates", step))
