"""Copies of one text are linked when a batch brings new texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Connection

from etl.load.duplicates import LinkRow, find_copies, load_links, load_runs, read_new_texts
from etl.resolve.duplicates import compare, runs_of_words, sample

#: Texts whose runs are held in memory at a time.
TEXTS_A_CHUNK = 200


def link_copies(connection: Connection, batch_id: int) -> None:
    """Store the runs of a batch's texts and link those that are copies; the caller owns the transaction."""
    after = 0
    while texts := read_new_texts(connection, batch_id, after, TEXTS_A_CHUNK):
        load_runs(connection, ((run, version) for version, text in texts for run in sample(runs_of_words(text))))
        load_links(connection, list(_links(connection)))
        after = texts[-1][0]


def _links(connection: Connection) -> Iterator[LinkRow]:
    runs = lru_cache(maxsize=TEXTS_A_CHUNK)(runs_of_words)
    for older, newer, older_text, newer_text in find_copies(connection):
        older_runs, newer_runs = runs(older_text), runs(newer_text)
        likeness = compare(older_runs, newer_runs)
        if likeness.kind:
            longer, copied = (older, newer) if len(older_runs) >= len(newer_runs) else (newer, older)
            yield longer, copied, likeness.kind, likeness.containment, likeness.resemblance
