"""Indexes and foreign keys set aside for a large load, and built again after it.

What was set aside stands in a table, written in the transaction that drops it, so a load that is killed leaves the list
of what is to be built: the next command that opens the database does that before anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from etl.errors import DatabaseError
from etl.load.statements import statement

#: Indexes in which the loads themselves look rows up.
KEPT = (
    "ix_article_version_article_id_text_sha256", "ix_article_version_batch_id", "ix_article_version_text_sha256",
    "ix_estimate_batch_id", "ix_estimate_article_version_id",
)  # fmt: skip
#: How long a table may be in use by another session until the backfill is refused.
_LOCK_TIMEOUT = "2s"
#: Memory for sorting while indexes are built.
_BUILDING_MEMORY = "256MB"


def set_aside(connection: Connection, tables: Sequence[str]) -> int:
    """Drop the plain indexes and foreign keys of ``tables``, which nobody else may be using; returns how many.

    The caller owns the transaction; a lock that is not had in time raises, and leaves all as it was.
    """
    connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
    connection.execute(text(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE"))
    values = {"tables": list(tables), "kept": list(KEPT)}
    keys = connection.execute(statement("backfill", "foreign_keys"), values).all()
    indexes = connection.execute(statement("backfill", "plain_indexes"), values).all()
    for key in keys:
        definition = f"ALTER TABLE {key.table_name} ADD CONSTRAINT {key.name} {key.definition}"
        _remember(connection, key.table_name, key.name, "foreign_key", definition)
        connection.execute(text(f"ALTER TABLE {key.table_name} DROP CONSTRAINT {key.name}"))
    for index in indexes:
        # Of a divided table's index PostgreSQL tells how it was begun; built again it is wanted on each partition.
        definition = index.definition.replace(" ON ONLY ", " ON ", 1)
        _remember(connection, index.table_name, index.name, "index", definition)
        connection.execute(text(f"DROP INDEX {index.name}"))
    return len(keys) + len(indexes)


def _remember(connection: Connection, table: str, name: str, kind: str, definition: str) -> None:
    values = {"table_name": table, "name": name, "kind": kind, "definition": definition}
    connection.execute(statement("backfill", "remember"), values)


def build_again(connection: Connection) -> Iterable[str]:
    """Build what was set aside, each in a transaction of its own, indexes first; yields the names.

    A foreign key is checked against all rows as it is added.
    """
    with connection.begin():
        wanting = connection.execute(statement("backfill", "read_set_aside")).all()
    for item in wanting:
        with connection.begin():
            connection.execute(text(f"SET LOCAL maintenance_work_mem = '{_BUILDING_MEMORY}'"))
            connection.exec_driver_sql(item.definition)
            connection.execute(statement("backfill", "forget"), {"table_name": item.table_name, "name": item.name})
        yield item.name


def build_left(connection: Connection) -> None:
    """Build what a backfill that ended early left; the caller holds the lock of writers.

    Raises:
        DatabaseError: there is some, and only the tables' owner may build it.
    """
    with connection.begin():
        count = count_set_aside(connection)
        is_allowed = not count or may_build(connection)
    if not is_allowed:
        raise DatabaseError(
            f"a backfill that ended early left {count} indexes and keys to be built, which only the owner may do: "
            "run `onrecord db upgrade` with the owner's role"
        )
    for _ in build_again(connection) if count else ():
        pass


def may_build(connection: Connection) -> bool:
    """Whether this role may build what was set aside."""
    return bool(connection.scalar(statement("backfill", "may_build")))


def count_set_aside(connection: Connection) -> int:
    """How many indexes and keys are to be built; none where the database is older than backfills."""
    if not connection.scalar(statement("backfill", "knows_backfills")):
        return 0
    return len(connection.execute(statement("backfill", "read_set_aside")).all())
