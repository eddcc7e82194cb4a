"""Rows of estimates checked by whole columns: each distinct cell once, and only what looks wrong row by row.

A row passes here only where `check_row` would take it and read the same from it; any other goes through `check_row`,
which tells its faults.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter, ValidationError

from etl.read.estimate_rows import (
    BEYOND_COUNTING,
    FIELDS,
    LONGEST_ID,
    LONGEST_NAME,
    Day,
    Number,
    canonical_article,
    check_row,
    plain_number,
    unknown_columns,
)
from etl.read.estimate_sheets import SheetChunk, SheetRow
from etl.read.written_numbers import read_number
from etl.records import AnalystRows

#: Distinct cells whose reading is remembered between chunks.
CACHED_CELLS = 50_000
_TEXTS = ("id", "source", "article", "qualifier", "population", "place", "unit", "hedge", "words")
_BOUNDS = ("low", "best", "high")
_POLARITIES = ("asserted", "denied", "hypothetical")
#: What a row says, in the order of its hash.
_SAID = (
    "source", "article_key", *_BOUNDS, "qualifier", "hedge", "polarity", "measure", "status", "population", "place",
    "unit", "as_of", "said_on", "words",
)  # fmt: skip
_SEPARATOR = "\x1f"
_COLUMNS = ("line", *(field for field in FIELDS if field != "number"), "article_key", "reject_id")
#: An address that is its own canonical form.
_CANONICAL = r'^https://[a-z0-9.-]*[a-z0-9-](/[^\s?#"<>\x00-\x20\x7f]*[^\s?#"<>\x00-\x20\x7f/])?$'
#: A number that is its own plain form.
_DIGITS = "^(0|[1-9][0-9]{0,14})$"
_day = TypeAdapter(Day)
_bound = TypeAdapter(Number)


def check_rows(chunk: SheetChunk, columns: Mapping[str, str]) -> tuple[AnalystRows, list[tuple[SheetRow, str]]]:
    """The rows of a chunk that can be taken, in order, and the others with their faults."""
    cells = {name: _trimmed(chunk.cells.column(name)) for name in chunk.cells.schema.names}
    nothing = pa.nulls(len(chunk.lines), pa.string())
    written = {field: cells.get(columns.get(field, field), nothing) for field in FIELDS}
    read, doubts = _read_columns(written)
    doubts += _unknown(chunk, columns)
    none = pa.array([False] * len(chunk.lines), pa.bool_())  # of a file whose rows have no cells
    filled = _any([none, *map(pc.is_valid, cells.values())])
    doubtful = _any(doubts)
    read |= {"line": chunk.lines, "reject_id": cells.get("reject_id", nothing)}
    taken = pa.table({name: read[name] for name in _COLUMNS}).filter(pc.and_not(filled, doubtful))
    mended, bad = [], list(chunk.faults)
    for row in chunk.rows(pc.indices_nonzero(pc.and_(filled, doubtful))):
        try:
            said = check_row(row, columns).to_columns()
            mended.append({"line": row.line, "reject_id": row.cells.get("reject_id"), **said})
        except ValueError as error:
            bad.append((row, str(error)))
    if mended:
        taken = pa.concat_tables([taken, pa.Table.from_pylist(mended, taken.schema)]).sort_by("line")
    bad.sort(key=lambda fault: fault[0].line)
    return AnalystRows(_with_key(taken)), bad


def _trimmed(cells: Any) -> Any:
    """The cells of a column without white space around them, blank ones empty."""
    cells = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(cells, ""), None, cells)


def _read_columns(written: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Our columns as `EstimateRow.to_columns` has them, and masks of the rows about which there is a doubt."""
    read = {name: written[name] for name in _TEXTS}
    read |= {name: pc.utf8_lower(written[name]) for name in ("measure", "status")}
    read["polarity"] = pc.fill_null(written["polarity"], "asserted")
    read |= {name: _by_distinct(written[name], _read_day) for name in ("as_of", "said_on")}
    read["article_key"] = _but_for(_CANONICAL, written["article"], canonical_article)
    doubts = [pc.match_substring(written[name], "\x00") for name in (*_TEXTS, "measure", "status")]
    doubts += [_lost(written[name], read[name]) for name in ("as_of", "said_on")]
    doubts.append(pc.greater(pc.utf8_length(written["id"]), LONGEST_ID))
    doubts += [pc.greater(pc.utf8_length(written[name]), LONGEST_NAME) for name in ("population", "place", "unit")]
    doubts += [pc.is_null(written["source"]), pc.invert(pc.is_in(read["polarity"], pa.array(_POLARITIES)))]
    return read, doubts + _read_bounds(written, read)


def _read_bounds(written: Mapping[str, Any], read: dict[str, Any]) -> list[Any]:
    """Add the bounds, from cells of their own or from the number as written; returns doubts."""
    numbers, qualifiers = _read_numbers(written["number"])
    bounds = {name: _but_for(_DIGITS, written[name], _read_bound) for name in _BOUNDS}
    doubts = [_lost(written[name], bounds[name]) for name in _BOUNDS]
    doubts.append(_lost(written["number"], pc.coalesce(*numbers.values())))
    doubts.append(pc.equal(_any(pc.is_valid(bound) for bound in bounds.values()), pc.is_valid(written["number"])))
    for lower, upper in (("low", "best"), ("low", "high"), ("best", "high")):
        doubts.append(_out_of_order(bounds[lower], bounds[upper]))
    read |= {name: pc.coalesce(bounds[name], numbers[name]) for name in _BOUNDS}
    read["qualifier"] = pc.coalesce(written["qualifier"], qualifiers)
    return doubts


def _out_of_order(lower: Any, upper: Any) -> Any:
    """Where one is above the other, or too near to it for floating point to tell."""
    near = pc.equal(pc.cast(lower, pa.float64()), pc.cast(upper, pa.float64()))
    above = pc.greater(pc.cast(lower, pa.float64()), pc.cast(upper, pa.float64()))
    return pc.or_(above, pc.and_(near, pc.not_equal(lower, upper)))


def _read_numbers(cells: Any) -> tuple[dict[str, Any], Any]:
    """The bounds and the qualifier of numbers as people write them; empty where one cannot be read."""
    encoded = cells.dictionary_encode()
    found = [_read_number(cell) for cell in encoded.dictionary.to_pylist()]
    columns = [pa.array([one[n] for one in found], pa.string()).take(encoded.indices) for n in range(4)]
    return dict(zip(_BOUNDS, columns, strict=False)), columns[3]


@lru_cache(maxsize=CACHED_CELLS)
def _read_number(cell: str) -> tuple[str | None, ...]:
    try:
        stated = read_number(cell)
    except ValueError:
        return None, None, None, None
    bounds = [_plain(value) for value in (stated.low, stated.best, stated.high)]
    return (*bounds, stated.qualifier)


@lru_cache(maxsize=CACHED_CELLS)
def _read_bound(cell: str) -> str | None:
    try:
        return _plain(_bound.validate_python(cell))
    except ValidationError:
        return None


def _plain(value: Decimal | None) -> str | None:
    return None if value is None or abs(value) >= BEYOND_COUNTING else plain_number(value)


@lru_cache(maxsize=CACHED_CELLS)
def _read_day(cell: str) -> str | None:
    try:
        day = _day.validate_python(cell)
    except ValidationError:
        return None
    return None if day is None else day.isoformat()


def _by_distinct(cells: Any, read: Callable[[str], str | None]) -> Any:
    encoded = cells.dictionary_encode()
    return pa.array([read(cell) for cell in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)


def _but_for(pattern: str, cells: Any, read: Callable[[str], str | None]) -> Any:
    """Cells read, but for those whose form shows that they are their own reading: most are, and cost little."""
    plain = pc.fill_null(pc.match_substring_regex(cells, pattern), False)
    return pc.if_else(plain, cells, _by_distinct(pc.if_else(plain, None, cells), read))


def _lost(written: Any, read: Any) -> Any:
    return pc.and_(pc.is_valid(written), pc.is_null(read))


def _unknown(chunk: SheetChunk, columns: Mapping[str, str]) -> Iterator[Any]:
    """Rows that have a column which means nothing here."""
    for name in unknown_columns(chunk.cells.schema.names, columns):
        every = pa.array([True] * len(chunk.lines), pa.bool_())
        yield every if chunk.has_header else pc.is_valid(chunk.cells.column(name))


def _any(masks: Any) -> Any:
    return reduce(pc.or_, (pc.fill_null(mask, False) for mask in masks))


def _with_key(table: Any) -> Any:
    """Add the hash of what each row says, and its natural key: its id, else that hash."""
    columns = [table.column(name) for name in _SAID]
    said = pc.binary_join_element_wise(*columns, _SEPARATOR, null_handling="replace", null_replacement="")
    hashes = pa.array([hashlib.sha256(row).hexdigest() for row in said.cast(pa.binary()).to_pylist()], pa.string())
    by_id = pc.binary_join_element_wise("id", table.column("id"), ":")
    by_hash = pc.binary_join_element_wise("sha256", hashes, ":")
    return table.append_column("row_key", pc.coalesce(by_id, by_hash)).append_column("row_sha256", hashes)
