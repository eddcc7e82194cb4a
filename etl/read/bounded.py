"""A reading that may take too long or die, in a process of its own, which is ended when its time is over.

Parsers of markup that people made can be led into hours of work or out of their stack; neither a thread nor a signal
stops them. The process is started at the first call, serves the calls that follow, and ends with the program.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from etl.read.reader import Unusable

#: A page that takes longer is no article: the longest of 10,000 real ones takes well under a second.
SECONDS = 20.0
#: The process imports the parser before it answers for the first time.
SECONDS_TO_START = 60.0


class BoundedCall:
    """A function of a module (so that it can be named to another process), called with a limit of time."""

    def __init__(self, function: Callable[..., Any], seconds: float = SECONDS) -> None:
        self._function = function
        self._seconds = seconds
        self._lock = Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection[Any, Any] | None = None

    def __call__(self, *arguments: Any) -> Any:
        """What the function returns.

        Raises:
            Unusable: as the function does; or it took too long, or its process died.
        """
        with self._lock:
            connection = self._connection or self._start()
            try:
                connection.send(arguments)
                if not connection.poll(self._seconds):
                    self._end()
                    raise Unusable(
                        "too_slow", f"reading it took more than {self._seconds:g} s and was ended: save its text"
                    )
                answer, problem = connection.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise Unusable("reader_died", "the parser died on it: save its text as a plain text file") from error
        if problem is not None:
            raise Unusable(*problem)
        return answer

    def _start(self) -> Connection[Any, Any]:
        # spawn: a fork would share the parent's database connection.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(self._function, theirs), name="onrecord-reader", daemon=True
        )
        self._process.start()
        theirs.close()
        self._connection = ours
        if not ours.poll(SECONDS_TO_START):
            self._end()
            raise Unusable("reader_died", f"the process that reads pages did not start in {SECONDS_TO_START:g} s")
        ours.recv()
        return ours

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _serve(function: Callable[..., Any], connection: Connection[Any, Any]) -> None:
    """Answer calls until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to both; the other end decides
    connection.send("ready")
    while True:
        try:
            arguments = connection.recv()
        except EOFError:
            return
        try:
            connection.send((function(*arguments), None))
        except Unusable as problem:
            connection.send((None, (problem.code, problem.reason, problem.field)))
        except Exception as error:  # noqa: BLE001  (a defect of the parser ends this record, not the load)
            told = f"the parser failed on it ({error!r:.150}): save its text as a plain text file"
            connection.send((None, ("reader_failed", told, None)))
