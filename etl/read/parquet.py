"""Parquet: an article a row, columns by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from etl.read.fields import Columns
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable, reader_label, reject_source
from etl.read.rows import check_header, read_row
from etl.read.source import Source
from etl.records import Article, RejectedRecord, SourceFile

_MAGIC = b"PAR1"
_ROWS_AT_ONCE = 500
#: Bytes of a column that are read at a time, however large its row group is.
_BUFFER_BYTES = 1 << 20
#: Bytes of rows that are unpacked at a time, by what the file says of them.
_UNPACKED_BYTES = 16_000_000


class ParquetReader:
    """Rows come in batches: a file of millions is never in memory as a whole."""

    name = "parquet"
    version = "1"

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT, columns: Columns | None = None) -> None:
        self.size_limit = size_limit
        self.columns = columns or {}

    def accepts(self, head: bytes, name: str) -> bool:
        return head.startswith(_MAGIC) or name.lower().endswith(".parquet")

    def read(self, source: Source) -> Iterator[Article | RejectedRecord]:
        from pyarrow import ArrowException  # noqa: PLC0415  (0.2 s, for Parquet alone)

        try:
            with source.open() as stream:
                yield from self._read_rows(stream, source)
        except Unusable as problem:
            yield reject_source(source, problem, self.size_limit)
        except (ArrowException, OSError, UnicodeDecodeError) as error:
            reason = f"not a whole Parquet file ({str(error).splitlines()[0][:200]}): was it cut off? Copy it again"
            yield reject_source(source, Unusable("damaged", reason), self.size_limit)

    def _read_rows(self, stream: BinaryIO, source: Source) -> Iterator[Article | RejectedRecord]:
        from pyarrow import parquet  # noqa: PLC0415

        table: Any = parquet.ParquetFile(stream, buffer_size=_BUFFER_BYTES, pre_buffer=False)
        check_header(table.schema_arrow.names, self.columns)
        file = SourceFile(source.location, source.sha256, source.size_bytes, "utf-8", 0, reader_label(self))
        number = 0
        for batch in table.iter_batches(batch_size=_rows_at_once(table.metadata)):
            for cells in batch.to_pylist():
                number += 1
                yield read_row(cells, number, source, file, self.columns)


def _rows_at_once(metadata: Any) -> int:
    """Fewer where rows are long."""
    size: int = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    rows: int = metadata.num_rows
    return max(1, min(_ROWS_AT_ONCE, _UNPACKED_BYTES * max(1, rows) // max(1, size)))
