"""Estimates that people enter: found again by key and hash, references resolved, what is new written.

What a chunk of rows comes to is asked first, which writes nothing; then its new and changed rows are staged by COPY and
merged by statements over all of them. A changed row is a new version; the old one is kept, and shown until the load is
published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from etl.load.batches import Counts, load_rejects
from etl.load.entered import REPEATED, RowKeys, find_wanted
from etl.load.keys import insert_with_keys
from etl.load.references import Meaning, References, reasons
from etl.load.staging import array_literal, as_csv, create_stages, stage_csv
from etl.load.statements import statement
from etl.records import AnalystRows, RejectedRecord

_STAGES = {
    "staged_row": {
        "ordinal": "bigint", "row_version": "bigint", "is_change": "boolean", "pending_id": "bigint", "row_key": "text",
        "row_sha256": "text", "source_file": "text", "source_line": "bigint",
        "article_version_id": "bigint", "words": "text", "low": "numeric", "best": "numeric", "high": "numeric",
        "qualifier": "text", "hedge": "text", "polarity": "text", "measure": "text", "status": "text",
        "population": "text", "population_entity_id": "bigint", "unit": "text", "place": "text",
        "place_entity_id": "bigint", "origin_entity_id": "bigint", "as_of": "date", "said_on": "date",
    },
    "placed_row": {
        "ordinal": "bigint", "passage_id": "bigint", "start_offset": "bigint", "end_offset": "bigint",
        "surface": "text", "number_start": "bigint", "number_end": "bigint", "sentence": "text",
        "sentence_start": "bigint",
    },
}  # fmt: skip
_AS_READ = (
    "row_key", "row_sha256", "words", "low", "best", "high", "qualifier", "hedge", "polarity", "measure", "status",
    "population", "unit", "place", "as_of", "said_on",
)  # fmt: skip
_POINTING = {
    "source": "origin_entity_id", "article": "article_version_id", "place": "place_entity_id",
    "population": "population_entity_id",
}  # fmt: skip
#: Columns whose wordings must mean something; a place or population may be nobody's name.
_REQUIRED = ("source", "measure", "status", "article")


@dataclass(frozen=True)
class OrderedKeys:
    """Keys of rows as parameters, and the indices of the rows in that order (a pyarrow array)."""

    asked: RowKeys
    order: Any


def keys_of(rows: AnalystRows) -> OrderedKeys:
    """What is asked first of rows: made by the thread that reads them."""
    import pyarrow.compute as pc  # noqa: PLC0415  (0.1 s, for tables alone)

    # In the order of their keys, so that neighbours are found on the same pages of the index.
    order = pc.sort_indices(rows.columns, [("row_key", "ascending")])
    return OrderedKeys(_keys(rows.columns, order), order)


def _keys(table: Any, indices: Any) -> RowKeys:
    return RowKeys(
        array_literal(table.column("row_key").take(indices)),
        array_literal(table.column("row_sha256").take(indices), is_plain=True),
    )


@dataclass(frozen=True)
class AskedRows:
    """What a chunk of rows comes to: the new and changed ones as columns of ``staged_row``, to be written.

    ``unchanged`` rows are there as they are; ``lost`` are (line, fault) of those whose references mean nothing.
    """

    unchanged: int
    lost: Sequence[tuple[int, str]]
    columns: Sequence[str] = ()
    written: Any = None
    name_articles: bool = False
    take_over: bool = False


def ask_rows(
    connection: Connection,
    batch_id: int,
    file: str,
    rows: AnalystRows,
    keys: OrderedKeys,
    references: References,
) -> AskedRows:
    """Find what is to be written of checked rows of a file, of which `keys_of` made ``keys``. Writes nothing.

    It holds as long as nobody writes rows of the same keys.
    """
    import pyarrow as pa  # noqa: PLC0415

    def some(places: Sequence[int]) -> tuple[RowKeys, str]:
        indices = keys.order.take(pa.array(places, pa.int64()))
        return _keys(rows.columns, indices), array_literal(indices)

    wanted = find_wanted(connection, "estimate", batch_id, keys.asked, some)
    unchanged = len(rows.columns) - len(wanted)
    if not wanted:
        return AskedRows(unchanged, ())
    table = rows.columns.take([row.ordinal for row in wanted])
    meanings = _meanings(connection, table, references)
    faults, doubled = _faults(table, [row.is_repeated for row in wanted], meanings)
    kept = [index for index in range(len(table)) if index not in faults and index not in doubled]
    staged = _resolved(table, wanted, file, meanings).take(pa.array(kept, pa.int64()))
    lines = table.column("line").to_pylist()
    return AskedRows(
        unchanged + len(doubled),
        [(lines[index], "; ".join(told)) for index, told in sorted(faults.items())],
        staged.column_names,
        as_csv(staged) if kept else None,
        name_articles=staged.column("article_version_id").null_count < len(staged),
        take_over=staged.column("pending_id").null_count < len(staged),
    )


def write_rows(connection: Connection, batch_id: int, asked: AskedRows) -> Counts:
    """Write what `ask_rows` found, each row at its place in an article where it has one."""
    counts = Counts(unchanged=asked.unchanged)
    if asked.written is None:
        return counts
    create_stages(connection, _STAGES)
    stage_csv(connection, "staged_row", asked.columns, asked.written)
    if asked.name_articles:
        connection.execute(statement("planning", "look_up_by_index"))
        connection.execute(statement("estimates", "find_places"))
    if asked.take_over:
        connection.execute(statement("planning", "plan_freely"))
        connection.execute(statement("estimates", "take_over_rows"), {"batch_id": batch_id})
    connection.execute(statement("planning", "join_by_hash"))
    insert_with_keys(
        connection,
        statement("estimates", "insert_rows"),
        {"batch_id": batch_id},
        ("estimate", "estimate_attribution"),
        "estimate_id",
    )
    written = connection.execute(statement("estimates", "count_rows")).one()
    counts.add(Counts(new=written.new, changed=written.changed))
    return counts


def _faults(
    table: Any, repeated: Sequence[bool], meanings: Mapping[str, Mapping[str, Meaning]]
) -> tuple[dict[int, list[str]], set[int]]:
    """Faults by index of the row, and rows that say again what another of these rows says."""
    faults: dict[int, list[str]] = {index: [REPEATED] for index, is_repeated in enumerate(repeated) if is_repeated}
    doubled = _find_doubled(table, faults)
    for column in _REQUIRED:
        if any(isinstance(meaning, str) for meaning in meanings[column].values()):
            for index, fault in reasons(column, meanings[column], _texts(table, column)):
                faults.setdefault(index, []).append(fault)
    return faults, doubled


def _find_doubled(table: Any, faults: dict[int, list[str]]) -> set[int]:
    """Rows that say again what another of these rows says; those that say something else under its key are faults."""
    if len(table.column("row_key").unique()) == len(table):
        return set()
    doubled: set[int] = set()
    said: dict[str, str] = {}
    for index, (key, sha256) in enumerate(zip(*(_texts(table, n) for n in ("row_key", "row_sha256")), strict=True)):
        known = said.setdefault(key, sha256)
        if known is not sha256:
            doubled.add(index) if known == sha256 else faults.setdefault(index, [REPEATED])
    return doubled


def _meanings(connection: Connection, table: Any, references: References) -> dict[str, Mapping[str, Meaning]]:
    """What the wordings of each column mean."""
    found: dict[str, Mapping[str, Meaning]] = {
        column: references.entities(connection, _distinct(table, column))
        for column in ("source", "place", "population")
    }
    for column in ("measure", "status"):
        found[column] = references.unknown_words(connection, column, _distinct(table, column))
    pairs = table.select(["article", "article_key"]).filter(table.column("article").is_valid())
    found["article"] = references.articles(
        connection, dict(zip(_texts(pairs, "article"), _texts(pairs, "article_key"), strict=True))
    )
    return found


def _resolved(table: Any, wanted: Sequence[Row[Any]], file: str, meanings: Mapping[str, Mapping[str, Meaning]]) -> Any:
    """The columns of ``staged_row``."""
    import pyarrow as pa  # noqa: PLC0415

    ordinals, versions, changes, pending, _ = zip(*wanted, strict=True)
    columns = {
        "ordinal": pa.array(ordinals, pa.int64()),
        "row_version": pa.array(versions, pa.int64()),
        "is_change": pa.array(changes, pa.bool_()),
        "pending_id": pa.array(pending, pa.int64()),
        "source_line": table.column("line"),
    }
    columns |= {name: table.column(name) for name in _AS_READ}
    columns["source_file"] = pa.repeat(pa.scalar(file), len(table))
    for column, name in _POINTING.items():
        columns[name] = _ids(table, column, meanings[column])
    return pa.table(columns)


def _ids(table: Any, column: str, meanings: Mapping[str, Meaning]) -> Any:
    """Ids of a column's wordings; empty where they mean nothing."""
    import pyarrow as pa  # noqa: PLC0415

    encoded = table.column(column).combine_chunks().dictionary_encode()
    found = [meanings.get(wording) for wording in encoded.dictionary.to_pylist()]
    ids = pa.array([meaning if isinstance(meaning, int) else None for meaning in found], pa.int64())
    return ids.take(encoded.indices)


def _distinct(table: Any, column: str) -> list[str]:
    return [wording for wording in table.column(column).unique().to_pylist() if wording is not None]


def _texts(table: Any, column: str) -> list[Any]:
    found: list[Any] = table.column(column).to_pylist()
    return found


def forget_met(connection: Connection) -> None:
    """Begin another file: none of its bad rows has been met."""
    connection.execute(statement("estimates", "forget_met"))


def keep_bad_rows(
    connection: Connection, batch_id: int, location: str, rejects: Sequence[tuple[RejectedRecord, int | None]]
) -> list[int]:
    """Keep bad rows of a file; returns the id of each one's reject.

    A row that names an open reject is that one's mended form, still bad: no other is kept for it.
    """
    named = [reject_id for _, reject_id in rejects if reject_id is not None]
    known = set(connection.execute(statement("estimates", "open_among"), {"ids": named}).scalars()) if named else set()
    fresh = [record for record, reject_id in rejects if reject_id not in known]
    load_rejects(connection, batch_id, fresh)
    hashes = [hashlib.sha256(record.record).hexdigest() for record, _ in rejects]
    values = {"location": location, "hashes": hashes}
    connection.execute(statement("estimates", "reopen_rejects"), values)
    connection.execute(statement("estimates", "create_met"))
    connection.execute(statement("estimates", "remember_met"), values)
    ids = {
        row.record_sha256: row.reject_id
        for row in connection.execute(statement("estimates", "read_reject_ids"), values)
    }
    return [
        reject_id if reject_id is not None and reject_id in known else ids[sha256]
        for (_, reject_id), sha256 in zip(rejects, hashes, strict=True)
    ]


def settle_mended(connection: Connection, batch_id: int, reject_ids: Sequence[int]) -> None:
    """Settle the rejects whose mended rows were loaded."""
    connection.execute(statement("estimates", "settle_mended"), {"batch_id": batch_id, "ids": list(reject_ids)})


def settle_gone(connection: Connection, batch_id: int, location: str) -> None:
    """Settle the rejects of a file that was read to its end and has them no more."""
    values = {"batch_id": batch_id, "location": location}
    if connection.execute(statement("estimates", "has_open"), values).scalar_one():
        connection.execute(statement("estimates", "create_met"))
        connection.execute(statement("estimates", "settle_gone"), values)
