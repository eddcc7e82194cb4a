"""Backup to a file and restore from it, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psycopg

from etl.cluster import client_command, ensure_server, plain_url
from etl.errors import DatabaseError, UsageError
from etl.schema import upgrade
from etl.settings import Settings

_MAGIC = b"PGDMP"


def back_up(settings: Settings, path: Path) -> int:
    """Write the whole database to ``path`` (custom format of pg_dump); returns its size in bytes.

    The file appears under its name once it is whole.

    Raises:
        DatabaseError: pg_dump fails; with what it says.
    """
    draft = path.with_name(f"{path.name}.part")
    try:
        _run(settings, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def restore(settings: Settings, path: Path, *, replace: bool = False) -> int:
    """Fill the database from a backup and bring it to this version's schema; returns the number of articles.

    Raises:
        UsageError: ``path`` is no backup, or the database has articles and ``replace`` is false.
        DatabaseError: pg_restore fails; nothing is changed then.
    """
    try:
        with path.open("rb") as file:
            begins = file.read(len(_MAGIC))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    if begins != _MAGIC:
        raise UsageError(f"{path}: not a file of `onrecord db backup`")
    url = ensure_server(settings)
    if not replace and (there := _count_articles(url)):
        raise UsageError(
            f"the database holds {there:,} articles: --replace puts the backup in their place, "
            "or name an empty home (ONRECORD_HOME) or database (ONRECORD_DATABASE_URL)"
        )
    _run(
        settings, "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
        "--exit-on-error", str(path),
    )  # fmt: skip
    upgrade(url)
    return _count_articles(url)


def _count_articles(url: str) -> int:
    with psycopg.connect(plain_url(url)) as session:
        if session.execute("SELECT to_regclass('public.article')").fetchone() == (None,):
            return 0
        row = session.execute("SELECT count(*) FROM public.article").fetchone()
    return int(row[0]) if row else 0


def _run(settings: Settings, program: str, *arguments: str) -> None:
    command = client_command(settings, ensure_server(settings), program, *arguments)
    done = subprocess.run(  # noqa: S603  (our own argv)
        command.argv, env=os.environ | command.environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split()) or f"ended with {done.returncode}"
        raise DatabaseError(f"{program}: {said[:1000]}")
