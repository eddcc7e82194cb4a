"""The account that the server runs under: PostgreSQL refuses root, so root drops to another one."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from etl.errors import ClusterError

# Accounts that exist on about every system; none is ever created.
FALLBACK_ACCOUNTS = ("postgres", "nobody")
SLOWEST_PROGRAM_S = 600
CANNOT_RUN = 126


@dataclass(frozen=True, slots=True)
class Account:
    """Whom a program of PostgreSQL runs as; ``is_dropped`` when that is not the caller."""

    name: str
    uid: int
    gid: int
    is_dropped: bool

    def run(self, argv: Sequence[str | Path], output: Path, data: Path) -> int:
        """Run to the end with the data folder ``data`` and return the exit code; what it says goes to ``output``.

        A file, not a pipe: a server started by ``argv`` inherits the stream and would never close a pipe.
        """
        with output.open("wb") as stream:
            return self._run(argv, stream, data.parent, {"PGDATA": str(data)})

    def can_enter(self, folder: Path) -> bool:
        """Whether this account passes every folder down to ``folder``, asked of the kernel (modes, ACLs, all)."""
        return self._run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder]) == 0

    def can_run(self, program: Path) -> bool:
        return self._run([program, "--version"]) == 0

    def own(self, path: Path) -> None:
        """Give ``path``, which the caller made, to this account."""
        if self.is_dropped:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)  # a link planted in a user's home gives nothing

    def _run(
        self,
        argv: Sequence[str | Path],
        output: IO[bytes] | int = subprocess.DEVNULL,
        folder: Path = Path("/"),
        variables: Mapping[str, str] | None = None,
    ) -> int:
        try:
            completed = subprocess.run(  # noqa: S603 - argument lists of our own, no shell
                argv,
                cwd=folder,
                env={**_neutral_environment(), **(variables or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C at the terminal must not reach a starting server
                timeout=SLOWEST_PROGRAM_S,
                check=False,
                user=self.uid if self.is_dropped else None,
                group=self.gid if self.is_dropped else None,
                extra_groups=[] if self.is_dropped else None,
            )
        except (FileNotFoundError, PermissionError):
            return CANNOT_RUN
        return completed.returncode


def server_account(data: Path | None = None) -> Account:
    """The caller; for root the owner of the data folder ``data``, else the first fallback account.

    Raises:
        ClusterError: the caller is root and the system has no account to drop to.
    """
    if os.geteuid() != 0:
        return Account(str(os.geteuid()), os.geteuid(), os.getegid(), is_dropped=False)
    if data is not None and data.exists() and (owner := data.stat().st_uid) != 0:
        return _dropped(_entry(owner) or pwd.struct_passwd((str(owner), "", owner, data.stat().st_gid, "", "", "")))
    for name in FALLBACK_ACCOUNTS:
        if entry := _entry(name):
            return _dropped(entry)
    raise ClusterError(
        f"PostgreSQL does not run as root, and this system has no account named {' or '.join(FALLBACK_ACCOUNTS)}. "
        "Run onrecord as an ordinary user, or set ONRECORD_DATABASE_URL to a server of your own."
    )


def _dropped(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, is_dropped=True)


def _entry(account: str | int) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(account) if isinstance(account, str) else pwd.getpwuid(account)
    except KeyError:
        return None


def _neutral_environment() -> dict[str, str]:
    """The caller's environment without what would bend PostgreSQL: its own variables and the language."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(("PG", "LC_", "ONRECORD_")) and name not in {"LANG", "LANGUAGE"}
    }
    return {**kept, "LC_ALL": "C.UTF-8"}  # English messages: the server's log is read for what went wrong
