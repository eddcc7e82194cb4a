"""The shipped vocabulary: measures and statuses. Rows that people add or change stay theirs."""

from __future__ import annotations

from sqlalchemy import Connection, text

from etl.lexicon import read_table


def load_vocabulary(connection: Connection) -> None:
    """Insert the measures and statuses that are not there yet; statuses keep their order, people's own among them."""
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
    _load_statuses(connection)


def _load_statuses(connection: Connection) -> None:
    """Put each status that is not there yet behind the one that it follows in the shipped order."""
    shipped = {row["code"]: row["description"] for row in read_table("estimates/statuses.csv")}
    ordered = list(connection.execute(text("SELECT status FROM status ORDER BY ordinal")).scalars())
    if new := [status for status in shipped if status not in ordered]:
        before = dict(zip(list(shipped)[1:], shipped, strict=False))
        for status in new:
            ordered.insert(ordered.index(before[status]) + 1 if status in before else 0, status)
        # No two have one place at any moment: those that are there make room first.
        connection.execute(text("UPDATE status SET ordinal = -1 - ordinal"))
        connection.execute(
            text(
                "INSERT INTO status (status, ordinal, description) VALUES (:status, :ordinal, :description)"
                " ON CONFLICT (status) DO UPDATE SET ordinal = excluded.ordinal"
            ),
            [
                {"status": status, "ordinal": ordinal, "description": shipped.get(status, "")}
                for ordinal, status in enumerate(ordered)
            ],
        )
