"""Whether a database has what this version brings; cheap enough to ask before each command."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

import psycopg

from etl.assets import asset_folder
from etl.lexicon import data_sha256

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from etl.sessions import Session

_MARK = "Saved views, the part of the database that people and BI tools read. Deployment "
#: What is seeded from the data files, beside the schema.
_SEEDED_FOLDERS = ("knowledge", "estimates", "topics")
_FOUND_DEPLOYMENT = "SELECT obj_description(to_regnamespace('report'), 'pg_namespace')"
_FOUND_SEED = "SELECT input_sha256 FROM batch WHERE command = 'seed' ORDER BY batch_id DESC LIMIT 1"
#: The settings of this database or of its analyst are missing, as where it was made from a template.
_LACKS_SETTINGS = """
SELECT
    NOT EXISTS (SELECT 1 FROM pg_db_role_setting WHERE setrole = 0 AND setdatabase = pg_database.oid)
    AND pg_has_role(current_user, datdba, 'MEMBER')
    OR to_regrole('onrecord_analyst') IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM pg_db_role_setting
        WHERE setrole = to_regrole('onrecord_analyst') AND setdatabase = pg_database.oid
    )
    -- Before PostgreSQL 16 who may create roles may set any; since then, only those that are theirs to administer.
    AND (
        SELECT rolsuper OR rolcreaterole AND (
            current_setting('server_version_num')::int < 160000
            OR pg_has_role(current_user, to_regrole('onrecord_analyst'), 'MEMBER WITH ADMIN OPTION')
        )
        FROM pg_roles WHERE rolname = current_user
    )
FROM pg_database WHERE datname = current_database()
"""
_STATE = f"""
SELECT ({_FOUND_DEPLOYMENT}), ({_FOUND_SEED}), ({_LACKS_SETTINGS}), EXISTS (SELECT 1 FROM set_aside)
"""


def is_current(session: Session) -> bool:
    """Whether nothing is to be done before a command: schema, views, rights and vocabulary are this version's.

    Asked in one statement. Where the answer is no, `etl.database.open_database` does what is to be done.
    """
    wanted = (_MARK + wanted_deployment(), wanted_seed(), False, False)
    try:
        with session.transaction(force_rollback=True):
            return session.execute(_STATE).fetchone() == wanted
    except psycopg.errors.UndefinedTable:  # nothing was deployed here, or a version from before one of these tables
        return False


def wanted_deployment() -> str:
    """One hash over the migrations, the saved views, the rights and the settings that this version brings."""
    digest = hashlib.sha256()
    parts: tuple[tuple[Literal["migrations", "sql"], str], ...]
    parts = (("migrations", "versions/*.py"), ("sql", "views/*/*.sql"), ("sql", "known_at/*.sql"), ("sql", "*.sql"))
    for folder, pattern in ((asset_folder(name), pattern) for name, pattern in parts):
        for path in sorted(folder.glob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def found_deployment(connection: Connection) -> str | None:
    """The hash of what a database has; ``None`` where nothing was deployed."""
    comment = connection.exec_driver_sql(_FOUND_DEPLOYMENT).scalar()
    return str(comment).removeprefix(_MARK) if comment else None


def mark_deployment(connection: Connection) -> None:
    """Write the hash beside the views, in the transaction that deployed them."""
    connection.exec_driver_sql(f"COMMENT ON SCHEMA report IS '{_MARK}{wanted_deployment()}'")


def wanted_seed() -> str:
    """One hash over the vocabulary, the knowledge base and the topics that this version brings."""
    return data_sha256(*_SEEDED_FOLDERS)


def found_seed(connection: Connection) -> str | None:
    """The hash of what a database was seeded with; ``None`` where it was not."""
    seed: str | None = connection.exec_driver_sql(_FOUND_SEED).scalar()
    return seed


def lacks_settings(connection: Connection) -> bool:
    """Whether the settings of this database or its analyst are missing, and this user may set them."""
    return bool(connection.exec_driver_sql(_LACKS_SETTINGS).scalar())
