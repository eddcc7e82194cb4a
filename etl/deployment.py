"""Whether a database has this version's tables and saved views; cheap enough to ask before each command."""

from __future__ import annotations

import hashlib
from typing import Literal

from sqlalchemy import Connection, text

from etl.assets import asset_folder

_MARK = "Saved views, the part of the database that people and BI tools read. Deployment "


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
    comment = connection.scalar(text("SELECT obj_description(to_regnamespace('report'), 'pg_namespace')"))
    return str(comment).removeprefix(_MARK) if comment else None


def mark_deployment(connection: Connection) -> None:
    """Write the hash beside the views, in the transaction that deployed them."""
    connection.exec_driver_sql(f"COMMENT ON SCHEMA report IS '{_MARK}{wanted_deployment()}'")
