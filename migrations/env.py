"""Alembic's environment: one transaction drops the saved views, migrates, and creates the views again."""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text

from etl.deployment import mark_deployment
from etl.known_at import create_known_at, drop_known_at
from etl.partitions import is_partition
from etl.rights import apply_grants
from etl.views import create_views, drop_views, read_views
from models import Model

#: Any number that nobody else uses: two upgrades at once wait for each other.
UPGRADE_LOCK = 7_230_110


def database_url() -> str:
    """The address given by the program, else ONRECORD_DATABASE_URL."""
    url = context.config.attributes.get("url") or os.environ.get("ONRECORD_DATABASE_URL")
    if not url:
        raise SystemExit('Which database? Set ONRECORD_DATABASE_URL, for example to "$(onrecord db url)".')
    return str(url).replace("postgresql://", "postgresql+psycopg://", 1)


def moves_the_schema() -> bool:
    """True for upgrade and downgrade, false for check, revision, history and the like."""
    options = context.config.cmd_opts
    typed = options is not None and options.cmd[0].__name__ in {"upgrade", "downgrade"}
    return typed or bool(context.config.attributes.get("deploy_views"))


def is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    """Compare tables of `public` only, each as one with its partitions; views are files."""
    return not (kind == "table" and (name in {"alembic_version", "spatial_ref_sys"} or is_partition(name)))


def migrate(connection: Connection) -> None:
    """Run the migrations with the views out of their way; the views come back when the newest is reached."""
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        compare_server_default=True,
        compare_type=True,
        include_object=is_ours,
    )
    if not moves_the_schema():
        with context.begin_transaction():
            context.run_migrations()
        return
    with connection.begin():
        connection.execute(text("SET LOCAL lock_timeout = '30s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        drop_known_at(connection)
        drop_views(connection)
        context.run_migrations()
        if set(context.get_context().get_current_heads()) == set(context.script.get_heads()):
            views = read_views()
            create_views(connection, views)
            create_known_at(connection, views)
            # What migrations touched, and what a migration wants told anew, before tables may change owner.
            connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
            connection.exec_driver_sql("SELECT recount_mentions()")
            apply_grants(connection)
            mark_deployment(connection)


if context.is_offline_mode():
    raise SystemExit("Offline SQL is not offered: views and data move in the same transaction as the tables.")
engine = create_engine(database_url(), poolclass=pool.NullPool)
with engine.connect() as connection:
    migrate(connection)
