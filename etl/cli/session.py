"""The database a command works on: started, upgraded and seeded where needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine


def open_engine() -> Engine:
    """An engine on the database that the environment names, or on the embedded one."""
    from etl.cluster import ensure_server
    from etl.database import open_database
    from etl.settings import read_settings

    return open_database(ensure_server(read_settings()))
