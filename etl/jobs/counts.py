"""The kept rows of the mentions that count: are they what they should be, and told anew."""

from __future__ import annotations

from sqlalchemy import create_engine, pool

from etl.database import writing
from etl.load.counts import count_differences, recount_everything


def differing_counts(url: str) -> int:
    """How many kept rows differ from what the view tells: none, unless triggers slept."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        return count_differences(connection)


def recount(url: str) -> None:
    """Tell all of them anew; waits for a load to end."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with writing(engine) as connection, connection.begin():
        recount_everything(connection)
