"""The wheel holds all that the program reads, and works in an empty folder."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
BUNDLED = ("sql", "migrations", "sample")


def run(*command: str | Path, cwd: Path, text: str = "") -> str:
    parts = [str(part) for part in command]
    done = subprocess.run(parts, cwd=cwd, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, REPOSITORY, cwd=folder)
    (built,) = folder.glob("onrecord-*-py3-none-any.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The programs of an environment that has the wheel; what it depends on is borrowed from this one."""
    environment = tmp_path_factory.mktemp("an environment")
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment)
    python = environment / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=environment)
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=environment).strip()
    # A path file inside a borrowed folder is not read, so the editable install of the checkout stays out of sight.
    (Path(packages) / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return environment / "bin"


def files_below(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found if not path.name.startswith(".")}


def test_wheel_holds_every_file_the_program_reads(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"etl/data/{name}" for name in files_below(REPOSITORY / "etl" / "data")}
    for folder in BUNDLED:
        wanted |= {f"etl/_bundled/{folder}/{name}" for name in files_below(REPOSITORY / folder)}
    assert len(wanted) > 20
    assert wanted - held == set()


def test_wheel_holds_only_its_packages_and_the_licence(wheel):
    held = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} == {"etl", "models"}
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_installed_program_finds_its_folders(installed, tmp_path):
    source = (
        "from etl.assets import asset_folder\nfor name in ('sql', 'migrations', 'sample'): print(asset_folder(name))"
    )
    for name, folder in zip(BUNDLED, run(installed / "python", "-c", source, cwd=tmp_path).splitlines(), strict=True):
        assert Path(folder).is_relative_to(installed.parent)
        assert files_below(Path(folder)) == files_below(REPOSITORY / name)


def test_installed_command_works_in_an_empty_folder(installed, tmp_path):
    assert "annotate" in run(installed / "onrecord", "--help", cwd=tmp_path)
    article = {"id": "1", "text": "About 400 people left the town, the ministry said on Monday."}
    (line,) = run(installed / "onrecord", "annotate", cwd=tmp_path, text=json.dumps(article)).splitlines()
    assert json.loads(line) | article == json.loads(line)
    assert {"passages", "quotes", "estimates"} <= json.loads(line).keys()
    assert list(tmp_path.iterdir()) == []


def test_locks_pin_every_package_by_hash_and_name_no_index():
    for name in ("run.txt", "dev.txt"):
        lock = (REPOSITORY / "requirements" / name).read_text(encoding="utf-8")
        pins = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
        assert len(pins) > 50
        assert all("==" in pin and pin.endswith("\\") for pin in pins)
        assert "://" not in lock
        assert "--index" not in lock


def test_development_lock_holds_the_pins_of_the_run_time():
    def pins(name: str) -> set[str]:
        lock = (REPOSITORY / "requirements" / name).read_text(encoding="utf-8")
        return {line.split()[0] for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#"))}

    assert pins("run.txt") <= pins("dev.txt")
