"""Files larger than memory should be: read piece by piece, with the same outcome as at once."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from etl.read import estimate_sheets, workbook
from etl.read.charset import decode, tell_encoding
from etl.read.estimate_sheets import open_sheet
from etl.read.parquet import ParquetReader
from etl.read.reader import Unusable
from etl.read.separated import SeparatedReader
from etl.read.source import Source
from etl.read.workbook import WorkbookReader, read_sheet
from etl.records import Article

ROWS = [
    {"id": f"r{n}", "title": f"Küche {n}", "text": f"Zoë said {n} soldiers came.\nTwo “lines”, é.\n" * 3}
    for n in range(60)
]


def written(encoding: str) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, ["id", "title", "text"])
    writer.writeheader()
    writer.writerows(ROWS)
    return stream.getvalue().encode(encoding)


def told(records):
    return [(r.key, r.title, r.text, r.source.encoding, r.source.replaced_characters) for r in records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "damaged"])
def test_a_long_csv_is_read_as_a_short_one(encoding):
    content = written("utf-8" if encoding == "damaged" else encoding)
    if encoding == "damaged":
        content = content.replace("Küche 7".encode(), b"K\xffche 7")
    source = Source.from_bytes("long.csv", content)
    whole = list(SeparatedReader().read(source))
    pieces = list(SeparatedReader(size_limit=2_000).read(source))
    assert len(content) > 2_000
    assert len(pieces) == len(ROWS)
    assert told(pieces) == told(whole)
    assert pieces[0].source.replaced_characters == (encoding == "damaged")


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 900, b"\xef\xbb\xbf" + b"\xff\xfe\xfd" * 900])
def test_a_long_file_of_no_text_is_refused_as_a_short_one(content):
    with pytest.raises(Unusable) as short:
        decode(content)
    with pytest.raises(Unusable) as long:
        tell_encoding(Source.from_bytes("x", content).open)
    assert (long.value.code, str(long.value)) == (short.value.code, str(short.value))


def test_a_long_csv_with_a_line_beyond_the_limit_gives_what_stands_before_it():
    content = written("utf-8") + b"x" * 5_000 + b",t,text\n"
    *taken, refused = SeparatedReader(size_limit=4_000).read(Source.from_bytes("long.csv", content))
    assert len(taken) == len(ROWS)
    assert refused.code == "too_large"


@pytest.fixture
def book():
    made = openpyxl.Workbook()
    made.active.append(["id", "title", "text"])
    for row in ROWS:
        made.active.append(list(row.values()))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_workbook_above_the_limit_of_a_record_is_read(book):
    found = list(WorkbookReader(size_limit=500).read(Source.from_bytes("long.xlsx", book)))
    assert len(book) > 500
    assert [article.supplied_id for article in found] == [row["id"] for row in ROWS]


def test_a_workbook_whose_shared_texts_are_too_many_is_refused(book, monkeypatch):
    stream = io.BytesIO(book)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/sharedStrings.xml", "<sst>" + "<si><t>one of many</t></si>" * 50 + "</sst>")
    assert len(list(read_sheet(stream.getvalue()))) == 61
    monkeypatch.setattr(workbook, "MOST_SHARED_BYTES", 1_000)
    with pytest.raises(Unusable, match="save it as CSV"):
        next(read_sheet(stream.getvalue()))


def test_long_rows_of_parquet_are_unpacked_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr("etl.read.parquet._UNPACKED_BYTES", 1_000)
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(ROWS), stream, use_dictionary=False)
    sizes = []
    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", counting(parquet.ParquetFile.iter_batches, sizes))
    found = list(ParquetReader().read(Source.from_bytes("long.parquet", stream.getvalue())))
    assert all(isinstance(article, Article) for article in found)
    assert [article.supplied_id for article in found] == [row["id"] for row in ROWS]
    assert 1 <= sizes[0] < 20


def counting(method, sizes):
    def iter_batches(self, batch_size):
        sizes.append(batch_size)
        return method(self, batch_size=batch_size)

    return iter_batches


ESTIMATES = [
    {"id": f"e{n}", "source": "NATO", "number": str(n + 1), "words": f"{n} " + "long " * 40} for n in range(50)
]


def write_estimates(path):
    if path.suffix == ".parquet":
        parquet.write_table(pa.Table.from_pylist(ESTIMATES), path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ESTIMATES))
    elif path.suffix == ".xlsx":
        made = openpyxl.Workbook()
        for row in [list(ESTIMATES[0]), *(row.values() for row in ESTIMATES)]:
            made.active.append(list(row))
        made.save(path)
    else:
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(ESTIMATES[0]))
            writer.writeheader()
            writer.writerows(ESTIMATES)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".xlsx", ".parquet"])
def test_chunks_of_a_sheet_are_bounded_by_characters(suffix, tmp_path, monkeypatch):
    path = tmp_path / f"sheet{suffix}"
    write_estimates(path)
    monkeypatch.setattr(estimate_sheets, "_ROWS_UNPACKED", 5)
    whole = list(open_sheet(path).chunks)
    monkeypatch.setattr(estimate_sheets, "CHARACTERS_A_CHUNK", 3_000)
    chunks = list(open_sheet(path).chunks)
    assert len(whole) == 1
    assert max(len(chunk.lines) for chunk in chunks) <= 20
    assert [row for chunk in chunks for row in chunk.cells.to_pylist()] == ESTIMATES == whole[0].cells.to_pylist()
    assert [line for chunk in chunks for line in chunk.lines.to_pylist()] == whole[0].lines.to_pylist()
