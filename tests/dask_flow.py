"""A Dask cluster of local processes, and extractors that its workers can import (PYTHONPATH is this folder)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flow import ScriptedExtractor

SECONDS_TO_START = 90


class SlowExtractor(ScriptedExtractor):
    """Takes its time, so that something can happen meanwhile."""

    def extract(self, article):
        time.sleep(0.1)
        return super().extract(article)


class InstalledExtractor:
    """Is of the version that its process says is installed."""

    name = "installed"

    @property
    def version(self):
        return os.environ.get("INSTALLED_EXTRACTOR", "1")

    def extract(self, article):
        return ScriptedExtractor().extract(article)


class DaskProcesses:
    """A scheduler and workers, each a process; ``inside`` goes before a worker's command."""

    def __init__(self, folder: Path, stack: ExitStack, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.host = host
        self._stack = stack
        self.workers: list[subprocess.Popen] = []
        address = folder / "scheduler.json"
        # One death is enough for an article to be told from its neighbours.
        environment = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        self.scheduler = self._start(
            "dask_scheduler",
            "--host",
            host,
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            address,
            env=environment,
        )
        self._wait(lambda: address.exists() and '"tcp://' in address.read_text(), "the scheduler")
        self.address = "tcp://" + address.read_text().split('"tcp://')[1].split('"')[0]

    def add_worker(self, *options, inside=(), env=None):
        name = f"worker{len(self.workers)}"
        command = (self.address, "--nthreads", "1", "--no-dashboard", "--local-directory", self.folder / name, *options)
        self.workers.append(self._start("dask_worker", *command, inside=inside, env=env))

    def wait_for_workers(self, count):
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=SECONDS_TO_START)

    def kill(self, process):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _start(self, module, *arguments, inside=(), env=None):
        log = self._stack.enter_context((self.folder / f"{module}.log").open("a"))
        process = subprocess.Popen(
            [*inside, sys.executable, "-m", f"distributed.cli.{module}", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent), **(env or {})},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self._stack.callback(self._end, process)
        return process

    def _end(self, process):
        if process.poll() is None:
            self.kill(process)

    def _wait(self, is_there, what):
        deadline = time.monotonic() + SECONDS_TO_START
        while not is_there():
            assert time.monotonic() < deadline, f"{what} did not start: {self.folder}"
            time.sleep(0.05)


@contextmanager
def dask_processes(folder, host="127.0.0.1"):
    with ExitStack() as stack:
        yield DaskProcesses(folder, stack, host)
