"""The running server of a place: what `postmaster.pid` says, and whether it is true."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from etl.cluster.place import Place
from etl.errors import ClusterError

POLL_S = 0.02
SLOWEST_STOP_S = 60


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A live server process of ours; ``is_ready`` once it takes connections."""

    pid: int
    port: int
    is_ready: bool


def read_postmaster(place: Place) -> Postmaster | None:
    """The live server of ``place``; None when there is none, whatever a file left behind says."""
    lines = _pid_file_lines(place)
    if len(lines) < 4 or not lines[0].isdigit() or not _is_ours(int(lines[0]), place):
        return None
    return Postmaster(int(lines[0]), int(lines[3]), is_ready=len(lines) > 7 and lines[7].strip() == "ready")


def await_ready(place: Place, seconds: float) -> Postmaster | None:
    """The server of ``place`` once it is ready; None as soon as there is none, or not in time."""
    for _ in range(int(seconds / POLL_S)):
        postmaster = read_postmaster(place)
        if postmaster is None or postmaster.is_ready:
            return postmaster
        time.sleep(POLL_S)
    return None


def stop_postmaster(place: Place) -> bool:
    """Stop the server of ``place``, ending its sessions; False when none runs.

    Raises:
        ClusterError: it is still there after a fast and an immediate shutdown, each with its time.
    """
    postmaster = read_postmaster(place)
    if postmaster is None:
        return False
    for shutdown in (signal.SIGINT, signal.SIGQUIT):  # fast; then immediate: the log is replayed at the next start
        os.kill(postmaster.pid, shutdown)
        if _await_end(postmaster.pid, place):
            return True
    raise ClusterError(f"the server of {place.data} (process {postmaster.pid}) does not stop; see {place.log}")


def retire_pid_file(place: Place) -> bool:
    """Make a `postmaster.pid` whose server is gone say so; True when there was one.

    PostgreSQL believes such a file while *any* process of the account has that number: a killed server nobody
    has reaped yet, or another program after a restart of the machine. Removing the file would also remove
    PostgreSQL's own check for surviving sessions (the shared memory named in it), so only the number changes:
    to that of a child which has just ended.
    """
    lines = _pid_file_lines(place)
    if not lines or read_postmaster(place) is not None:
        return False
    with subprocess.Popen(["/bin/sh", "-c", ":"]) as ended:
        ended.wait()
    text = "\n".join([str(ended.pid), *lines[1:]]) + "\n"
    with os.fdopen(os.open(_pid_file(place), os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW), "w") as stream:
        stream.write(text)
    return True


def _await_end(pid: int, place: Place) -> bool:
    for _ in range(int(SLOWEST_STOP_S / POLL_S)):
        if not _is_ours(pid, place):
            return True
        time.sleep(POLL_S)
    return False


def _is_ours(pid: int, place: Place) -> bool:
    """Whether process ``pid`` is the server of ``place``: alive, no zombie, started under the place's label."""
    return f"cluster_name={place.label}" in _command_line(pid)


def _command_line(pid: int) -> str:
    """Arguments of a process; empty for a zombie and where there is none."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S603
    return listed.stdout.decode("utf-8", "replace")


def _pid_file(place: Place) -> Path:
    return place.data / "postmaster.pid"


def _pid_file_lines(place: Place) -> list[str]:
    try:
        return _pid_file(place).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except FileNotFoundError:
        return []
