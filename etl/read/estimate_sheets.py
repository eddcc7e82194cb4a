"""Files of estimates as chunks of columns: whatever the format, every cell is the text that a person sees."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from etl.errors import UsageError
from etl.read.reader import Unusable

T = TypeVar("T")
#: Rows that are read, checked and committed at a time: what bounds the memory of a load.
ROWS_A_CHUNK = 20_000
#: Rows of a file's first chunk: so few, that the server has something to do soon while the next ones are read.
ROWS_TO_BEGIN_WITH = 4_000
#: Or as soon as they have so many characters, where rows are long.
CHARACTERS_A_CHUNK = 8_000_000
#: Rows of Parquet that are unpacked at a time: a column's values may be far larger than what the file holds of them.
_ROWS_UNPACKED = 2_000
#: Bytes of a column of Parquet that are read at a time, however large its row group is.
_BUFFER_BYTES = 1 << 20
_FORMATS = "give CSV, TSV, XLSX, JSON lines or Parquet"
#: Cells that a person does not see, told apart from those that hold something.
BLANK = (None, "")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its line in the file (the header is line 1), as its file names the cells."""

    line: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SheetChunk:
    """Rows as a pyarrow RecordBatch of text columns, their lines, and rows that could not be divided into cells.

    ``has_header``: every row has every column; otherwise an empty cell is a column that the row does not have.
    """

    lines: Any
    cells: Any
    faults: Sequence[tuple[SheetRow, str]] = ()
    has_header: bool = True

    def rows(self, indices: Any) -> Iterator[SheetRow]:
        """Some rows with their cells as they came."""
        if not len(indices):
            return
        lines = self.lines.take(indices).to_pylist()
        for line, cells in zip(lines, self.cells.take(indices).to_pylist(), strict=True):
            if not self.has_header:
                cells = {name: value for name, value in cells.items() if value is not None}  # noqa: PLW2901
            yield SheetRow(line, cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose beginning has been read: its chunks, and its rows where the file says how many."""

    path: Path
    chunks: Generator[SheetChunk, None, None]
    count: int | None = None


def open_sheet(path: Path) -> Sheet:
    """A CSV, TSV, XLSX, JSON lines or Parquet file, told by its name.

    Raises:
        UsageError: no such file, another format, or a damaged one; damage further down is raised by the chunks.
    """
    readers: dict[str, Callable[[Path], Sheet]] = {
        ".csv": _open_separated, ".tsv": _open_separated, ".txt": _open_separated, ".xlsx": _open_workbook,
        ".jsonl": _open_json_lines, ".ndjson": _open_json_lines, ".parquet": _open_parquet,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path}: no table that is read: {_FORMATS}, not {path.suffix.lower() or 'this'}")
    with _telling(path):
        return reader(path)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Turn what goes wrong with a file into an error that names it.

    Raises:
        UsageError: in place of what the format's library raises, of which there are many kinds.
    """
    try:
        yield
    except (UsageError, GeneratorExit):
        raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be read as a table: {str(error)[:300]}") from error
    except Unusable as error:
        raise UsageError(f"{path}: {error}") from error
    except Exception as error:
        raise UsageError(f"{path}: not a whole file of its format: {error!r:.300}") from error


def _open_separated(path: Path) -> Sheet:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header = stream.readline()
    return Sheet(path, _separated_chunks(path, _separator(path, header)))


def _separator(path: Path, header: str) -> str:
    return "\t" if path.suffix.lower() == ".tsv" else max(",;\t|", key=header.count)


def _separated_chunks(path: Path, separator: str) -> Generator[SheetChunk, None, None]:
    with _telling(path), path.open(encoding="utf-8-sig", newline="") as stream:
        lines = _Measured(stream)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        names = check_names(path, next(reader, []))
        ends = reader.line_num

        def numbered() -> Iterator[tuple[int, list[str]]]:
            nonlocal ends
            for cells in reader:
                yield ends + 1, cells
                ends = reader.line_num

        for chunk in _divided(numbered(), lines.taken):
            yield _chunk_of_rows(names, chunk)


class _Measured:
    """Lines of a file, counting their characters."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._characters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._characters += len(line)
        return line

    def taken(self) -> int:
        """Characters since the beginning."""
        return self._characters


def _divided(rows: Iterator[T], taken: Callable[[], int]) -> Iterator[list[T]]:
    """Rows in lists as long as a chunk may be; ``taken`` tells how many characters have been read for them."""
    chunk: list[T] = []
    before, most = taken(), ROWS_TO_BEGIN_WITH
    for row in rows:
        chunk.append(row)
        if len(chunk) == most or taken() - before >= CHARACTERS_A_CHUNK:
            yield chunk
            chunk, before, most = [], taken(), ROWS_A_CHUNK
    if chunk:
        yield chunk


def check_names(path: Path, header: Sequence[Any]) -> list[str]:
    """The names of a header, none of them twice; columns without one at the end are left out."""
    names = ["" if name is None else str(name).strip() for name in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UsageError(f"{path}: the first line names no columns; `onrecord load estimates --template` shows some")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise UsageError(f"{path}: column {twice[0]!r} stands twice in the header; rename one")
    return names


def _chunk_of_rows(names: Sequence[str], numbered: Sequence[tuple[int, Sequence[Any]]]) -> SheetChunk:
    """Columns of rows of cells; a short row lacks its last cells, one that is too long cannot be divided."""
    width = len(names)
    kept, lines, faults = [], [], []
    for line, cells in numbered:
        if len(cells) == width:
            kept.append(cells)
        elif not any(cell not in BLANK for cell in cells[width:]):
            kept.append([*cells[:width], *[None] * (width - len(cells))])
        else:
            row = SheetRow(line, dict(zip(names, cells, strict=False)) | {"cells_beyond_the_header": cells[width:]})
            faults.append((row, f"{len(cells)} cells where the header has {width}: is one not in quotation marks?"))
            continue
        lines.append(line)
    columns = list(zip(*kept, strict=True)) if kept else [()] * width
    return _chunk_of_columns(dict(zip(names, columns, strict=True)), lines, faults)


def _chunk_of_columns(
    columns: dict[str, Sequence[Any]],
    lines: Sequence[int],
    faults: Sequence[tuple[SheetRow, str]],
    *,
    has_header: bool = True,
) -> SheetChunk:
    import pyarrow as pa  # noqa: PLC0415  (0.1 s, for tables alone)

    cells = pa.record_batch({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return SheetChunk(pa.array(lines, pa.int64()), cells, faults, has_header)


def _open_workbook(path: Path) -> Sheet:
    from etl.read.workbook import read_sheet  # noqa: PLC0415  (0.3 s, for spreadsheets alone)

    rows = read_sheet(path)
    names = check_names(path, next(rows, ()))
    return Sheet(path, _workbook_chunks(path, names, rows))


def _workbook_chunks(
    path: Path, names: Sequence[str], rows: Iterator[tuple[Any, ...]]
) -> Generator[SheetChunk, None, None]:
    characters = 0

    def numbered() -> Iterator[tuple[int, list[str | None]]]:
        nonlocal characters
        for line, values in enumerate(rows, 2):
            cells = [shown(value) for value in values]
            characters += sum(len(cell) for cell in cells if cell)
            yield line, cells

    with _telling(path):
        for chunk in _divided(numbered(), lambda: characters):
            yield _chunk_of_rows(names, chunk)


def _open_json_lines(path: Path) -> Sheet:
    path.open("rb").close()
    return Sheet(path, _json_chunks(path))


def _json_chunks(path: Path) -> Generator[SheetChunk, None, None]:
    with _telling(path), path.open(encoding="utf-8-sig") as stream:
        lines = _Measured(stream)
        numbered = ((line, text) for line, text in enumerate(lines, 1) if text.strip())
        for chunk in _divided(numbered, lines.taken):
            yield _chunk_of_records(chunk)


def _chunk_of_records(numbered: Sequence[tuple[int, str]]) -> SheetChunk:
    records, lines, faults = [], [], []
    for line, written in numbered:
        try:
            record = _record(written)
        except ValueError as error:
            faults.append((SheetRow(line, {"text": written.strip()}), f"not JSON: {error}"))
            continue
        records.append({name.strip(): shown(value) for name, value in record.items()})
        lines.append(line)
    names: dict[str, None] = dict.fromkeys(name for record in records for name in record)
    columns: dict[str, Sequence[Any]] = {name: [record.get(name) for record in records] for name in names}
    return _chunk_of_columns(columns, lines, faults, has_header=False)


def _record(written: str) -> dict[str, Any]:
    record = json.loads(written)
    if not isinstance(record, dict):
        raise ValueError("no object with named fields")  # noqa: TRY004  (told as the other faults of a line)
    if "\\u" in written:
        json.dumps(record, ensure_ascii=False).encode()  # half of a pair of surrogates is no character
    return record


def _open_parquet(path: Path) -> Sheet:
    from pyarrow import parquet  # noqa: PLC0415  (0.2 s, for Parquet alone)

    file = parquet.ParquetFile(path, buffer_size=_BUFFER_BYTES, pre_buffer=False)
    check_names(path, file.schema_arrow.names)
    return Sheet(path, _parquet_chunks(path, file), file.metadata.num_rows)


def _parquet_chunks(path: Path, file: Any) -> Generator[SheetChunk, None, None]:
    import pyarrow as pa  # noqa: PLC0415

    names = [name.strip() for name in file.schema_arrow.names]
    line = 2
    with _telling(path):
        for batch in _unpacked(file):
            columns = [_as_shown(column) for column in batch.columns]
            lines = pa.array(range(line, line + batch.num_rows), pa.int64())
            line += batch.num_rows
            yield SheetChunk(lines, pa.record_batch(columns, names))


def _unpacked(file: Any) -> Iterator[Any]:
    """RecordBatches as long as a chunk may be."""
    import pyarrow as pa  # noqa: PLC0415

    pending: list[Any] = []
    most = ROWS_TO_BEGIN_WITH
    for batch in file.iter_batches(batch_size=min(_ROWS_UNPACKED, ROWS_A_CHUNK)):
        pending.append(batch)
        rows, size = sum(some.num_rows for some in pending), sum(some.nbytes for some in pending)
        if rows + _ROWS_UNPACKED > most or size >= CHARACTERS_A_CHUNK:
            yield pa.concat_batches(pending)
            pending, most = [], ROWS_A_CHUNK
    if pending:
        yield pa.concat_batches(pending)


def _as_shown(column: Any) -> Any:
    """A column of any type as text, each distinct value converted once."""
    import pyarrow as pa  # noqa: PLC0415

    kind = column.type
    if pa.types.is_dictionary(kind):
        return _as_shown(column.cast(kind.value_type))
    if pa.types.is_string(kind):
        return column
    if pa.types.is_integer(kind) or pa.types.is_date32(kind) or pa.types.is_large_string(kind):
        return column.cast(pa.string())
    if pa.types.is_nested(kind):
        return pa.array([shown(value) for value in column.to_pylist()], pa.string())
    encoded = column.dictionary_encode()
    texts = pa.array([shown(value) for value in encoded.dictionary.to_pylist()], pa.string())
    return texts.take(encoded.indices)


def shown(value: Any) -> str | None:
    """A cell as people see it: a whole number without a fraction, a day without its midnight."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return None if value != value else str(int(value)) if value.is_integer() else str(value)  # noqa: PLR0124
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
