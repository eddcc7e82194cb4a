"""A disk that is full: a clear message, exit 1, nothing lost, and the next run completes."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("onrecord")
ARTICLES = 2_000


def mount(folder, size, *options):
    command = ["mount", "-t", "tmpfs", "-o", ",".join([*options, f"size={size}", "mode=755"]), "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(open_folder):
    folder = open_folder / "small-disk"
    folder.mkdir()
    if os.geteuid() or not mount(folder, "130m"):
        folder.rmdir()
        pytest.skip("needs the right to mount a small disk")
    yield folder
    run(folder, "db", "stop")
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def run(folder, *arguments, **options):
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("ONRECORD_", "PG"))}
    return subprocess.run(
        [PROGRAM, *arguments],
        env={**kept, "ONRECORD_HOME": str(folder / "home"), **options.pop("env", {})},
        capture_output=True,
        encoding="utf-8",
        timeout=280,
        check=False,
        **options,
    )


def test_the_servers_disk_is_full(small_disk, tmp_path):
    chance = random.Random(1)  # noqa: S311 - words, not secrets
    path = tmp_path / "articles.jsonl"
    with path.open("w") as file:
        for number in range(ARTICLES):
            words = chance.randbytes(8_000).hex()  # nothing that could be compressed
            file.write(json.dumps({"id": f"a{number}", "text": f"Report {number}. {words}"}) + "\n")
    full = run(small_disk, "load", "articles", str(path))
    assert full.returncode == 1, full.stderr
    assert "disk" in full.stderr
    assert "full" in full.stderr
    assert "Traceback" not in full.stderr
    assert mount(small_disk, "1g", "remount")
    again = run(small_disk, "load", "articles", str(path), "--json")
    assert again.returncode == 0, again.stderr
    told = json.loads(again.stdout)
    assert (told["new"], told["unchanged"], told["rejected"]) == (ARTICLES, 0, 0)
    batches = json.loads(run(small_disk, "batch", "list", "--json").stdout)
    assert [batch["state"] for batch in batches if batch["command"] == "load articles"] == ["published", "failed"]


def test_the_readers_disk_is_full(onrecord, open_folder, tmp_path):
    folder = open_folder / "small-temporary"
    folder.mkdir()
    if os.geteuid() or not mount(folder, "2m"):
        folder.rmdir()
        pytest.skip("needs the right to mount a small disk")
    try:
        lines = "".join(json.dumps({"id": str(n), "text": "word " * 2_000}) + "\n" for n in range(500))
        done = onrecord("load", "articles", "-", stdin=lines, env={"TMPDIR": str(folder)})
        assert done.returncode == 1, done.stderr
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr
        written = onrecord("view", "show", "load_health", "-o", folder / "a.csv", "--format", "csv")
        assert written.returncode == 0
        (folder / "rest").write_bytes(b"x" * (os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize))
        written = onrecord("view", "show", "topics", "-o", folder / "b.csv", "--format", "csv")
        assert (written.returncode, "No space left" in written.stderr) == (2, True)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()
