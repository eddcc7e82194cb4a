"""Which PostgreSQL runs: the order of the search, and why a set of programs is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.cluster import binaries
from etl.cluster.account import server_account
from etl.cluster.binaries import find_binaries, program_major
from etl.errors import ClusterError
from etl.settings import Settings


def fake_programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "postgres").write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
    (folder / "postgres").chmod(0o755)
    return folder


def settings_with(folder: Path | None) -> Settings:
    return Settings(pg_bin=folder, database_url=None, port=None)


def test_the_package_comes_before_the_system(monkeypatch: pytest.MonkeyPatch, open_folder: Path) -> None:
    packaged = fake_programs(open_folder / "packaged", "18.1")
    monkeypatch.setattr(binaries, "_packaged_folder", lambda: packaged)
    assert find_binaries(settings_with(None), server_account()).folder == packaged


def test_without_the_package_the_newest_of_the_system_is_taken(
    monkeypatch: pytest.MonkeyPatch, open_folder: Path
) -> None:
    root = open_folder / "installed"
    for major in (9, 15, 17, 14):
        fake_programs(root / "postgresql" / str(major) / "bin", f"{major}.3")
    monkeypatch.setattr(binaries, "_packaged_folder", lambda: None)
    pattern = str((root / "postgresql" / "*" / "bin").relative_to("/"))
    monkeypatch.setattr(binaries, "SYSTEM_FOLDERS", (pattern,))
    found = find_binaries(settings_with(None), server_account())
    assert (found.folder.parent.name, found.major) == ("17", 17)


def test_pg_bin_is_taken_before_all(open_folder: Path) -> None:
    chosen = fake_programs(open_folder / "chosen", "16.4 (Debian 16.4-1)")
    found = find_binaries(settings_with(chosen), server_account())
    assert (found.folder, found.major) == (chosen, 16)


def test_pg_bin_too_old_is_refused_and_nothing_else_tried(open_folder: Path) -> None:
    chosen = fake_programs(open_folder / "old", "14.9")
    with pytest.raises(ClusterError, match="PostgreSQL 14, and 15 or newer") as caught:
        find_binaries(settings_with(chosen), server_account())
    assert str(caught.value).count("\n  ") == 1


def test_pg_bin_without_programs_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="no program named postgres that runs"):
        find_binaries(settings_with(tmp_path), server_account())


def test_what_is_not_postgresql_has_no_version(tmp_path: Path) -> None:
    program = tmp_path / "postgres"
    program.write_text("#!/bin/sh\necho hello\n")
    program.chmod(0o755)
    assert program_major(program) is None
