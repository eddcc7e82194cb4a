"""The shipped vocabulary: measures and statuses. Rows that people add or change stay theirs."""

from __future__ import annotations

from sqlalchemy import Connection, text

from etl.lexicon import read_table


def load_vocabulary(connection: Connection) -> None:
    """Insert the measures and statuses that are not there yet."""
    for row in read_table("estimates/measures.csv"):
        connection.execute(
            text(
                "INSERT INTO measure (measure, title, description, unit) VALUES (:measure, :title, :description, :unit)"
                " ON CONFLICT (measure) DO NOTHING"
            ),
            {
                "measure": row["code"],
                "title": row["name"],
                "description": row["description"],
                "unit": row["unit"] or None,
            },
        )
    for ordinal, row in enumerate(read_table("estimates/statuses.csv")):
        connection.execute(
            text(
                "INSERT INTO status (status, ordinal, description) VALUES (:status, :ordinal, :description)"
                " ON CONFLICT (status) DO NOTHING"
            ),
            {"status": row["code"], "ordinal": ordinal, "description": row["description"]},
        )
