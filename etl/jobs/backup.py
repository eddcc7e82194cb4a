"""Backup to a file and restore from it, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

import psycopg
from sqlalchemy import NullPool, create_engine

from etl.cluster import client_command, ensure_server, plain_url
from etl.errors import DatabaseError, UsageError
from etl.jobs.forgetting import forget_again, forgotten_articles
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

    What was erased here since the backup was made is erased again.

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
    engine = create_engine(url, poolclass=NullPool)
    forgotten = forgotten_articles(engine)
    _restore(settings, url, path)
    upgrade(url)
    forget_again(engine, forgotten)
    return _count_articles(url)


def _restore(settings: Settings, url: str, path: Path) -> None:
    """Feed the backup's SQL to psql in one transaction.

    A newer pg_restore sets ``transaction_timeout``, which PostgreSQL 16 and older do not know: that line is left out.
    """
    to_sql = client_command(
        settings, url, "pg_restore", "--file=-", "--clean", "--if-exists", "--no-owner", "--no-privileges"
    )
    psql = client_command(
        settings, url, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"
    )
    # With a file to write, pg_restore takes no database; the archive stands in its place.
    reading = [argument for argument in to_sql.argv if not argument.startswith("--dbname=")]
    with tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as answers:
        source = subprocess.Popen([*reading, str(path)], stdout=subprocess.PIPE, stderr=complaints)  # noqa: S603
        target = subprocess.Popen(  # noqa: S603
            psql.argv, env=os.environ | psql.environment, stdin=subprocess.PIPE, stdout=answers, stderr=complaints
        )
        with suppress(BrokenPipeError), cast("IO[bytes]", target.stdin) as sink:
            in_head = True  # before the first row: what is dropped there cannot be data
            for line in cast("IO[bytes]", source.stdout):
                in_head = in_head and not line.startswith(b"COPY ")
                if not (in_head and line == b"SET transaction_timeout = 0;\n"):
                    sink.write(line)
        cast("IO[bytes]", source.stdout).close()
        failed = target.wait() or source.wait()
        complaints.seek(0)
        said = " ".join(complaints.read().decode(errors="replace").split())
    if failed:
        raise DatabaseError(f"the backup could not be restored, nothing was changed: {said[:1000]}")


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
