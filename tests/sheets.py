"""Sheets of estimates, and what came of their rows."""

import csv

from sqlalchemy import text


def write(path, rows):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def good(row_id, **cells):
    return {
        "id": str(row_id),
        "source": "NATO",
        "number": f"{row_id},000",
        "measure": "troops",
        "status": "present",
    } | cells


def versions_of(engine, row_id):
    with engine.connect() as connection:
        query = "SELECT row_version, best, superseded_at IS NULL FROM estimate WHERE analyst_row_key = :key ORDER BY 1"
        return [tuple(row) for row in connection.execute(text(query), {"key": f"id:{row_id}"})]
