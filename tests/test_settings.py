"""The environment, read once; what is wrong in it is named by variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.errors import UsageError
from etl.settings import read_settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "DATABASE_URL", "PORT", "SYSTEM_HOME"):
        monkeypatch.delenv(f"ONRECORD_{name}", raising=False)
    monkeypatch.delenv("PG_BIN", raising=False)


def test_defaults_need_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data/of/user")
    settings = read_settings()
    assert settings.home == Path("/data/of/user/onrecord")
    assert settings.database_url is settings.port is settings.pg_bin is None


def test_every_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_HOME", "~/kept")
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv("ONRECORD_DATABASE_URL", "postgresql://ann:hidden@db.example/claims")
    monkeypatch.setenv("ONRECORD_PORT", "6543")
    monkeypatch.setenv("PG_BIN", "/opt/pg/bin")
    settings = read_settings()
    assert settings.home == Path("/home/ann/kept")
    assert settings.port == 6543
    assert settings.pg_bin == Path("/opt/pg/bin")
    assert settings.database_url.endswith("/claims")
    assert "hidden" not in repr(settings)


def test_empty_variables_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ONRECORD_DATABASE_URL", "ONRECORD_PORT", "PG_BIN"):
        monkeypatch.setenv(name, "")
    settings = read_settings()
    assert settings.database_url is settings.port is settings.pg_bin is None


def test_a_relative_home_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_HOME", "here")
    assert read_settings().home == tmp_path / "here"


@pytest.mark.parametrize("port", ["many", "80", "70000"])
def test_a_port_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("ONRECORD_PORT", port)
    with pytest.raises(UsageError, match="ONRECORD_PORT") as caught:
        read_settings()
    assert caught.value.exit_code == 2


def test_a_home_with_a_line_break_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_HOME", "/home/ann\n/kept")
    with pytest.raises(UsageError, match=r"ONRECORD_HOME.*control characters"):
        read_settings()


def test_the_environment_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_settings()
    monkeypatch.setenv("ONRECORD_PORT", "6543")
    assert read_settings() is before
