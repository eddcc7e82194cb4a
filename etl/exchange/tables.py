"""The tables that travel, in an order in which each finds what it refers to, and their description."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, LargeBinary, Numeric, Table
from sqlalchemy.types import TypeEngine

from models import Model

Form = Literal["csv", "parquet"]
#: Written by the deployment of views, by a job while it runs or by the database itself, so that they never travel.
STAYS = {"saved_view", "extraction_lease", "counted_mention", "stale_mark", "recount_due"}

_FIELD_TYPES: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (BigInteger, "integer"), (Numeric, "number"), (Boolean, "boolean"), (Date, "date"), (DateTime, "datetime"),
    (LargeBinary, "string"),
)  # fmt: skip


def travelling_tables() -> list[Table]:
    """All tables but those that are made where they are; what is referred to comes first."""
    return [table for table in Model.metadata.sorted_tables if table.name not in STAYS]


def staying_references() -> list[Table]:
    """Tables that do not travel and refer to some that do: an import empties them too."""
    return [table for table in Model.metadata.sorted_tables if table.name in STAYS and table.foreign_keys]


def stored_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that are not computed from others."""
    return [column for column in table.columns if column.computed is None]


def describe(table: Table) -> dict[str, Any]:
    """A table's schema as Data Package (frictionless table schema) has it."""
    return {
        "fields": [
            {
                "name": column.name, "type": field_type(column), "description": column.comment,
                "constraints": {"required": not column.nullable},
            }
            for column in stored_columns(table)
        ],
        "primaryKey": [column.name for column in table.primary_key.columns],
        "foreignKeys": [
            {
                "fields": [element.parent.name for element in key.elements],
                "reference": {
                    "resource": "" if key.referred_table is table else key.referred_table.name,
                    "fields": [element.column.name for element in key.elements],
                },
            }
            for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
        ],
        "missingValues": [""],
    }  # fmt: skip


def field_type(column: Column[Any]) -> str:
    """The Data Package type of a column; bytes travel as hexadecimal text."""
    return next((name for kind, name in _FIELD_TYPES if isinstance(column.type, kind)), "string")
