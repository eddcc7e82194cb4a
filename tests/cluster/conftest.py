"""Homes with servers of their own, stopped at the end of the test."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from etl.cluster import ensure_server, stop_server
from etl.cluster.account import server_account
from etl.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = os.pathsep.join((str(REPOSITORY), str(Path(psycopg.__file__).parents[1])))
_numbers = itertools.count()


@pytest.fixture
def homes(request: pytest.FixtureRequest, open_folder: Path) -> Iterator[Callable[..., Settings]]:
    """Make settings of a new home: ``homes()``, ``homes("a name")``, ``homes(home=path, port=N)``."""
    made = []
    own = open_folder / f"homes-{next(_numbers)}"
    own.mkdir()
    own.chmod(0o755)

    def settings(name: str = "home", **fields: object) -> Settings:
        values = {
            "home": own / name,
            "system_home": own / "system",
            "pg_bin": request.config.getoption("postgres_bin"),
            "database_url": None,
            "port": None,
        }
        made.append(Settings(**{**values, **fields}))
        return made[-1]

    yield settings
    for each in made:
        stop_server(each)
    shutil.rmtree(own)


@pytest.fixture(scope="session")
def prototype(request: pytest.FixtureRequest, open_folder: Path) -> Path:
    """A home with a created, stopped server; copied, it saves a test the second that creation takes."""
    settings = Settings(
        home=open_folder / "prototype",
        system_home=open_folder / "prototype-system",
        pg_bin=request.config.getoption("postgres_bin"),
        database_url=None,
        port=None,
    )
    ensure_server(settings)
    stop_server(settings)
    with (settings.home / "postgresql" / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write("fsync = off\n")
    return settings.home


@pytest.fixture(scope="module")
def running(prototype: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings of a home whose server runs, for tests that only look."""
    home = prototype.with_name("running")
    subprocess.run(["cp", "-a", prototype, home], check=True)
    settings = Settings(home=home, pg_bin=request.config.getoption("postgres_bin"), database_url=None, port=None)
    ensure_server(settings)
    yield settings
    stop_server(settings)


@pytest.fixture
def settings(homes: Callable[..., Settings], prototype: Path) -> Settings:
    """Settings of a home whose server was created earlier and is stopped."""
    copied = homes()
    subprocess.run(["cp", "-a", prototype, copied.home], check=True)
    return copied


@pytest.fixture
def in_child() -> Callable[..., subprocess.Popen[str]]:
    """Start a Python statement in a process of its own, with the home of the settings given.

    ``account="nobody"`` runs it as that ordinary user; skips where no interpreter is open to it.
    """

    def start(settings: Settings, statement: str, account: str | None = None) -> subprocess.Popen[str]:
        source = (
            "from etl.settings import read_settings\n"
            "from etl.cluster import *\n"
            "from etl.errors import OnrecordError\n"
            "settings = read_settings()\n"
            f"try: {statement}\n"
            "except OnrecordError as error: print('refused:', error)\n"
        )
        return subprocess.Popen(
            [_interpreter(account), "-c", source],
            env=_environment(settings),
            cwd="/",
            stdout=subprocess.PIPE,
            text=True,
            user=account,
            group=server_account().gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,
        )

    return start


def _environment(settings: Settings) -> dict[str, str]:
    own = {
        "ONRECORD_HOME": str(settings.home),
        "ONRECORD_SYSTEM_HOME": str(settings.system_home),
        "ONRECORD_PORT": str(settings.port or ""),
        "PG_BIN": str(settings.pg_bin or ""),
        "PYTHONPATH": PACKAGES,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return {"PATH": os.environ["PATH"], **own}


def _interpreter(account: str | None) -> str:
    if account is None:
        return sys.executable
    system = f"/usr/bin/python3.{sys.version_info.minor}"
    for interpreter in (sys.executable, system):
        try:
            # The packages are compiled for one version of Python, and must be open to the account too.
            subprocess.run(
                [interpreter, "-c", "import etl.cluster"],
                env={"PYTHONPATH": PACKAGES},
                cwd="/",
                user=account,
                capture_output=True,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return interpreter
    return pytest.skip(f"no Python {sys.version_info.major}.{sys.version_info.minor} is open to {account}")
