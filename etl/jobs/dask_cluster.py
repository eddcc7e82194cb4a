"""Reading by the workers of a Dask cluster: the same pure function as :mod:`etl.jobs.pool`, sent to other machines.

Chunks come back in the order in which they were asked for. Two a thread are under way at most. What a lost worker
had is read by another; an article that takes its workers down is a reject. A lost scheduler ends the job.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from etl.errors import OnrecordError, UsageError
from etl.extract.extractor import Extractor
from etl.jobs.pool import Chunk, Outcome, StoredText, read_stored, worker_died

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNKS_A_THREAD = 2
CONNECT_SECONDS = 10
#: A cluster may be starting, or replacing machines; longer than this without one worker nobody waits.
SECONDS_WITHOUT_WORKERS = 60
SECONDS_A_LOOK = 2


class SchedulerLostError(OnrecordError):
    """A scheduler that does not answer, or no longer."""


class NoWorkersError(OnrecordError):
    """A scheduler without a worker."""


class ForeignWorkerError(OnrecordError):
    """A worker that would find something else than this command would, or cannot read at all."""

    def __init__(self, worker: str, finding: str, wanted: str) -> None:
        super().__init__(
            f"worker {worker} {finding}; this command extracts with {wanted}. Install the same version of onrecord, "
            "with the same model, on every worker and here, and restart the workers."
        )


@contextmanager
def dask_cluster(address: str, extractor: Extractor) -> Iterator[DaskCluster]:
    """The cluster of the scheduler at an address, once every worker it has is known to extract as we do.

    Raises:
        UsageError: Dask is not installed.
        SchedulerLostError: nobody answers there.
        NoWorkersError: it has no worker.
        ForeignWorkerError: a worker has another version.
    """
    try:
        from distributed import Client  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as missing:
        raise UsageError("--scheduler needs Dask: pip install 'onrecord[dask]'") from missing
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise SchedulerLostError(f"no Dask scheduler answers at {address}: {reason}") from error
    with client:
        cluster = DaskCluster(client, address, extractor)
        cluster.check_workers()
        yield cluster


class DaskCluster:
    """Reads chunks by the workers of one scheduler."""

    def __init__(self, client: Client, address: str, extractor: Extractor) -> None:
        self._client = client
        self._address = address
        self._extractor = extractor
        self._version = extractor.version

    def check_workers(self) -> None:
        """Refuse workers of another version before anything is sent to them."""
        self._wait_for_workers()
        try:
            versions = self._client.run(version_of, self._extractor, on_error="return")
        except (OSError, CancelledError) as error:
            raise self._lost() from error
        for worker, version in versions.items():
            if isinstance(version, BaseException):
                raise ForeignWorkerError(worker, f"cannot extract ({version!r})", self._version)
            if version != self._version:
                raise ForeignWorkerError(worker, f"extracts with {version}", self._version)

    def read(self, chunks: Iterable[Chunk]) -> Iterator[list[tuple[StoredText, Outcome]]]:
        """Read chunks of stored articles, in order; the next is asked for when there is a place for it."""
        under_way: deque[tuple[Future[Any], Chunk]] = deque()
        for chunk in chunks:
            under_way.append((self._submit(chunk), chunk))
            while len(under_way) >= CHUNKS_A_THREAD * max(1, self._threads()):
                yield self._result(*under_way.popleft())
        while under_way:
            yield self._result(*under_way.popleft())

    def _threads(self) -> int:
        try:
            return sum(self._client.ncores().values())  # type: ignore[no-untyped-call]
        except (OSError, CancelledError) as error:
            raise self._lost() from error

    def _wait_for_workers(self) -> None:
        deadline = time.monotonic() + SECONDS_WITHOUT_WORKERS
        while not self._threads():
            if time.monotonic() > deadline:
                raise NoWorkersError(
                    f"the Dask scheduler at {self._address} has had no worker for {SECONDS_WITHOUT_WORKERS} seconds: "
                    f"start some (dask worker {self._address} --nthreads 1), then run the same command again"
                )
            time.sleep(SECONDS_A_LOOK / 4)

    def _submit(self, chunk: Chunk) -> Future[Any]:
        return self._client.submit(read_chunk_as, self._extractor, self._version, list(chunk), pure=False)

    def _result(self, future: Future[Any], chunk: Chunk) -> list[tuple[StoredText, Outcome]]:
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            outcomes = self._wait(future)
        except KilledWorker:
            outcomes = [self._read_alone(stored) for stored in chunk]
        return list(zip(chunk, outcomes, strict=True))

    def _read_alone(self, stored: StoredText) -> Outcome:
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            return self._wait(self._submit([stored]))[0]
        except KilledWorker:
            return worker_died(stored)

    def _wait(self, future: Future[Any]) -> list[Outcome]:
        while True:
            try:
                worker, version, outcomes = future.result(timeout=SECONDS_A_LOOK)
            except TimeoutError:
                self._wait_for_workers()
            except (OSError, CancelledError) as error:
                raise self._lost() from error
            except (ImportError, AttributeError) as error:
                raise ForeignWorkerError("of the cluster", f"cannot extract ({error!r})", self._version) from error
            else:
                if outcomes is None:
                    raise ForeignWorkerError(worker, f"extracts with {version}", self._version)
                return outcomes  # type: ignore[no-any-return]

    def _lost(self) -> SchedulerLostError:
        return SchedulerLostError(
            f"the Dask scheduler at {self._address} is gone. What came back from it is kept but not shown; run the "
            "same command again to complete it, with a scheduler or without"
        )


def version_of(extractor: Extractor) -> str:
    """The version under which this worker would extract."""
    return extractor.version


def read_chunk_as(extractor: Extractor, version: str, chunk: Chunk) -> tuple[str, str, list[Outcome] | None]:
    """On a worker: its address, its version, and what it reads in a chunk, unless its version is another."""
    from distributed import get_worker  # noqa: PLC0415

    found = extractor.version
    outcomes = [read_stored(extractor, stored) for stored in chunk] if found == version else None
    return get_worker().address, found, outcomes
