"""The rows that an export as at a moment holds: of each table those whose every reference was there too."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Table

from etl.exchange.tables import stored_columns, travelling_tables
from etl.known_at import SETTING, changing_tables

#: Tables that no view of `public_at` stands for, and which of their rows were there.
_CONDITIONS = {
    "article": "EXISTS (SELECT 1 FROM public_at.article_version WHERE article_version.article_id = given.article_id)",
    "claim": "given.created_at <= (SELECT public_at.known_at())",
    "claim_former_member": "given.left_at <= (SELECT public_at.known_at())",
    "claim_former_related": "given.left_at <= (SELECT public_at.known_at())",
}


def select_moment(session: psycopg.Connection[Any], moment: str) -> None:
    """Make, in this transaction, a temporary table of keys for each table; the transaction may not be read only."""
    session.execute("SELECT set_config(%s, %s, true)", [SETTING, moment])
    for table in travelling_tables():
        keys = sql.SQL(", ").join(sql.Identifier("given", column.name) for column in table.primary_key.columns)
        session.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} AS given WHERE {}").format(
                _keys_of(table), keys, _given(table), _was_there(table)
            )
        )
        session.execute(sql.SQL("ANALYZE {}").format(_keys_of(table)))


def selection_at(table: Table) -> sql.Composed:
    """The rows of a table as at the moment of `select_moment`, in the order of their keys."""
    key = [column.name for column in table.primary_key.columns]
    alone = {
        element.parent.name for fk in table.foreign_key_constraints if _is_own(table, fk) for element in fk.elements
    }
    columns = [
        _own_reference(table, column.name) if column.name in alone - set(key) and len(key) == 1 and column.nullable
        else sql.Identifier("given", column.name)
        for column in stored_columns(table)
    ]  # fmt: skip
    order = sql.SQL(", ").join(sql.Identifier("given", name) for name in key)
    return sql.SQL("SELECT {} FROM {} AS given INNER JOIN {} AS kept USING ({}) ORDER BY {}").format(
        sql.SQL(", ").join(columns), _given(table), _keys_of(table),
        sql.SQL(", ").join(map(sql.Identifier, key)), order,
    )  # fmt: skip


def _given(table: Table) -> sql.Identifier:
    return sql.Identifier("public_at" if table.name in changing_tables() else "public", table.name)


def _keys_of(table: Table) -> sql.Identifier:
    return sql.Identifier("pg_temp", f"kept_{table.name}")


def _is_own(table: Table, key: Any) -> bool:
    return key.referred_table is table and len(key.elements) == 1


def _was_there(table: Table) -> sql.Composable:
    """The table's own condition, and that whatever a row refers to in other tables was there."""
    conditions: list[sql.Composable] = [sql.SQL(_CONDITIONS.get(table.name, "TRUE"))]
    for key in table.foreign_key_constraints:
        if key.referred_table is table or len(key.elements) != 1:
            continue
        (element,) = key.elements
        here, there = sql.Identifier("given", element.parent.name), sql.Identifier(element.column.name)
        known = sql.SQL("EXISTS (SELECT 1 FROM {} AS kept WHERE kept.{} = {})").format(
            _keys_of(key.referred_table), there, here
        )
        conditions.append(sql.SQL("({} IS NULL OR {})").format(here, known))
    return sql.SQL(" AND ").join(conditions)


def _own_reference(table: Table, column: str) -> sql.Composed:
    """A reference to another row of the table, empty where that was not there."""
    (key,) = table.primary_key.columns
    return sql.SQL("CASE WHEN EXISTS (SELECT 1 FROM {} AS other WHERE other.{} = {}) THEN {} END AS {}").format(
        _keys_of(table), sql.Identifier(key.name), sql.Identifier("given", column),
        sql.Identifier("given", column), sql.Identifier(column),
    )  # fmt: skip
