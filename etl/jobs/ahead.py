"""Reading ahead: one chunk is read while the database writes the one before."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def read_ahead(chunks: Generator[T, None, None]) -> Iterator[T]:
    """The same chunks in the same order; a second thread makes the next one, and at most that one, meanwhile.

    What making a chunk raises is raised here in its turn.
    """
    made: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()
    wanted = threading.Semaphore(2)
    stopped = threading.Event()
    # A daemon: a command that is interrupted does not wait for a file or a pipe that gives nothing.
    threading.Thread(target=_make, args=(chunks, made, wanted, stopped), name="read-ahead", daemon=True).start()
    try:
        while True:
            chunk, error = made.get()
            if error:
                raise error
            if chunk is None:
                return
            yield chunk
            wanted.release()
    finally:
        stopped.set()
        wanted.release()


def _make(
    chunks: Generator[T, None, None],
    made: SimpleQueue[tuple[T | None, BaseException | None]],
    wanted: threading.Semaphore,
    stopped: threading.Event,
) -> None:
    try:
        while wanted.acquire() and not stopped.is_set():
            chunk = next(chunks, None)
            made.put((chunk, None))
            if chunk is None:
                break
        chunks.close()
    except BaseException as error:  # noqa: BLE001  (raised again by the thread that waits for the chunk)
        made.put((None, error))
