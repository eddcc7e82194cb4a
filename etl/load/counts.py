"""The kept rows of the mentions that count. The database keeps them in step by itself; this tells all of them anew."""

from __future__ import annotations

from sqlalchemy import Connection

from etl.load.statements import statement


def recount_everything(connection: Connection) -> None:
    """Tell every mention that counts anew: after rows were brought past the triggers that note what is touched."""
    connection.execute(statement("counts", "mark_everything"))
    connection.execute(statement("counts", "recount"))


def count_differences(connection: Connection) -> int:
    """How many kept rows differ from what they should be."""
    return int(connection.execute(statement("counts", "count_differences")).scalar_one())
