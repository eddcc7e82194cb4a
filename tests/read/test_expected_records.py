"""What a progress bar expects before anything is read."""

import gzip

import pytest

from etl.read.expected import expected_records

LINES = b'{"text": "a"}\n{"text": "b"}\n{"text": "c"}'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lines.jsonl").write_bytes(LINES)
    (tmp_path / "ended.ndjson").write_bytes(LINES + b"\n")
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(LINES))
    (tmp_path / "one.txt").write_bytes(b"a\nb\n")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "count"),
    [("lines.jsonl", 3), ("ended.ndjson", 3), ("packed.jsonl.gz", 3), ("one.txt", 1), ("", 10), ("*.gz", 3)],
)
def test_lines_and_files_are_counted(folder, name, count):
    assert expected_records([str(folder / name)]) == count


def test_several_paths_are_added(folder):
    assert expected_records([str(folder / "one.txt"), str(folder / "lines.jsonl")]) == 4


@pytest.mark.parametrize("path", ["-", "https://example.org/feed"])
def test_what_only_reading_tells_is_left_open(path):
    assert expected_records([path]) is None


def test_a_table_a_damaged_file_and_a_folder_with_one_are_left_open(folder):
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(LINES)[:20])
    assert expected_records([str(folder / "cut.jsonl.gz")]) is None
    assert expected_records([str(folder)]) is None
    (folder / "cut.jsonl.gz").rename(folder / "table.csv")
    assert expected_records([str(folder / "table.csv")]) is None
