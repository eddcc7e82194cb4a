"""Extraction by several processes: the model is loaded once a worker, results come back in order.

What is read does not depend on how many read it: each article is read alone, and the chunks are written in
the order in which they were asked for. At most two chunks a worker are under way, so memory is bounded.
"""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from etl.extract.extractor import Extractor
from etl.records import ArticleText, RejectedRecord, ResolvedExtraction
from etl.resolve.annotations import resolve_annotation

#: With fewer articles than this a worker would load the model for longer than it reads.
FEWEST_ARTICLES = 40
CHUNKS_UNDER_WAY = 2
#: What a worker is given at a time: little, so that none is left with much to do when the others have ended.
ARTICLES_A_TASK = 4


@dataclass(frozen=True, slots=True)
class StoredText:
    """An article version as the database keeps it, to be read."""

    article_version_id: int
    article_key: str
    article: ArticleText


Outcome = ResolvedExtraction | RejectedRecord
Chunk = Sequence[StoredText]


def default_workers() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_chunks(
    chunks: Iterable[Chunk], extractor: Extractor, workers: int
) -> Iterator[list[tuple[StoredText, Outcome]]]:
    """Read chunks of stored articles, in order, by ``workers`` processes (1: in this process)."""
    if workers <= 1:
        for chunk in chunks:
            yield list(zip(chunk, _read_chunk(extractor, chunk), strict=True))
    else:
        yield from _Pool(extractor, workers).read(chunks)


def read_stored(extractor: Extractor, stored: StoredText) -> Outcome:
    """Extract and resolve one article; what a rule trips over becomes a reject that keeps the text and the trace."""
    try:
        annotation = extractor.extract(stored.article)
        return resolve_annotation(stored.article.text, annotation, stored.article_key, stored.article.outlet)
    except Exception as error:  # noqa: BLE001  (the article is kept as a reject and the load goes on)
        trace = "".join(traceback.format_exception(error)[-3:])
        reason = f"the extractor failed: {error!r}. Report it with this trace: {trace}"
        return _reject(stored, "extractor_failed", reason)


def _reject(stored: StoredText, code: str, reason: str) -> RejectedRecord:
    text = f"{reason} The article stays loaded."
    return RejectedRecord("extract", stored.article_key, None, None, code, text, stored.article.text.encode())


def worker_died(stored: StoredText) -> RejectedRecord:
    """The reject of an article that took down each process that read it."""
    return _reject(stored, "worker_died", "the process that read it died, twice; it may have run out of memory.")


def _read_chunk(extractor: Extractor, chunk: Chunk) -> list[Outcome]:
    return [read_stored(extractor, stored) for stored in chunk]


class _Pool:
    """Workers that are replaced when one of them dies; the article it died on is tried once more, alone."""

    def __init__(self, extractor: Extractor, workers: int) -> None:
        self._extractor = extractor
        self._workers = workers
        self._processes = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # spawn: a fork would share the parent's database connection.
        return ProcessPoolExecutor(self._workers, mp_context=multiprocessing.get_context("spawn"))

    def read(self, chunks: Iterable[Chunk]) -> Iterator[list[tuple[StoredText, Outcome]]]:
        under_way: deque[tuple[Future[list[Outcome]], Chunk]] = deque()
        tasks: deque[int] = deque()  # of each chunk that is under way
        try:
            for chunk in chunks:
                pieces = [chunk[first : first + ARTICLES_A_TASK] for first in range(0, len(chunk), ARTICLES_A_TASK)]
                under_way.extend((self._submit(piece), piece) for piece in pieces)
                tasks.append(len(pieces))
                if len(tasks) >= CHUNKS_UNDER_WAY * self._workers:
                    yield self._chunk(under_way, tasks.popleft())
            while tasks:
                yield self._chunk(under_way, tasks.popleft())
        finally:
            self._processes.shutdown(cancel_futures=True)

    def _chunk(
        self, under_way: deque[tuple[Future[list[Outcome]], Chunk]], tasks: int
    ) -> list[tuple[StoredText, Outcome]]:
        return [outcome for _ in range(tasks) for outcome in self._result(under_way)]

    def _submit(self, chunk: Chunk) -> Future[list[Outcome]]:
        try:
            return self._processes.submit(_read_chunk, self._extractor, chunk)
        except BrokenProcessPool as error:
            failed: Future[list[Outcome]] = Future()
            failed.set_exception(error)
            return failed

    def _result(self, under_way: deque[tuple[Future[list[Outcome]], Chunk]]) -> list[tuple[StoredText, Outcome]]:
        future, chunk = under_way.popleft()
        try:
            return list(zip(chunk, future.result(), strict=True))
        except BrokenProcessPool:
            self._restart()
            outcomes = [(stored, self._read_alone(stored)) for stored in chunk]
            resubmitted = [(self._submit(later), later) for _, later in under_way]
            under_way.clear()
            under_way.extend(resubmitted)
            return outcomes

    def _read_alone(self, stored: StoredText) -> Outcome:
        try:
            return self._submit([stored]).result()[0]
        except BrokenProcessPool:
            self._restart()
            return worker_died(stored)

    def _restart(self) -> None:
        self._processes.shutdown(cancel_futures=True)
        self._processes = self._start()
