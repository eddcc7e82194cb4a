"""A server of the bench's own: as safe as a user's (fsync on), made for one run and removed after it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.cluster import place as places
from etl.cluster.account import server_account
from etl.cluster.binaries import find_binaries
from etl.cluster.server import Server
from etl.settings import Settings


@contextmanager
def bench_server(parent: Path | None) -> Iterator[str]:
    """URL of a new database on a new server whose data lie below ``parent`` (default: the system's temporary)."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-", dir=parent) as name:
        folder = Path(name)
        folder.chmod(0o755)  # a server started by root runs as another account
        settings = Settings(home=folder / "home", system_home=folder / "system", pg_bin=None)
        account = server_account()
        places.make_home_folder(settings)
        place = places.settle_place(settings, account)
        server = Server(place, account, find_binaries(settings, account))
        server.create()
        connection = server.start()
        try:
            yield connection.url("postgres")
        finally:
            server.stop()
