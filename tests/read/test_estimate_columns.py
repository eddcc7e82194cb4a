"""Checking whole columns takes and refuses the same rows, and reads the same from them, as checking row by row."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read.estimate_columns import check_rows
from etl.read.estimate_rows import FIELDS, check_row
from etl.read.estimate_sheets import SheetChunk, SheetRow

TEXTS = st.sampled_from([None, "", "  ", "NATO", " NATO ", "a\x00b", "é", "troops", "Troops", "x" * 200, "x" * 201])
NUMBERS = st.sampled_from(
    [None, "", "1,500", "~1.5k", "at least 3 million", "10-12k", "12-10", "many", "9" * 16, "9" * 15, "5+", " 7 ", "-5"]
)
BOUNDS = st.sampled_from([None, "", "1", "1.0", "2", "2.50", "1e3", "-4", "x", "NaN", "1" * 17, "1,000"])
DAYS = st.sampled_from([None, "", "2024-10-28", "2024-10-28 00:00:00", "2024-10-28T12:30", "2024-02-30", "soon", "0"])
ARTICLES = st.sampled_from(
    [
        None,
        "one",
        "http://Example.org/a/",
        "https://example.org/a",
        "https://example.org/a?utm_source=x&b=1",
        "https://",
    ]
)
KINDS = {
    "number": NUMBERS, "low": BOUNDS, "best": BOUNDS, "high": BOUNDS, "as_of": DAYS, "said_on": DAYS,
    "article": ARTICLES, "polarity": st.sampled_from([None, "", "denied", "Denied", "asserted"]),
    "id": st.sampled_from([None, "7", "x" * 700]),
}  # fmt: skip
ROWS = st.lists(st.fixed_dictionaries({field: KINDS.get(field, TEXTS) for field in FIELDS}), min_size=1, max_size=6)


def by_row(rows):
    taken, refused = {}, {}
    for line, cells in enumerate(rows, 2):
        if not any((cell or "").strip() for cell in cells.values()):
            continue
        try:
            taken[line] = check_row(SheetRow(line, cells), {}).to_columns()
        except ValueError as error:
            refused[line] = str(error)
    return taken, refused


@settings(deadline=None)
@given(ROWS)
def test_columns_and_rows_agree(rows):
    cells = pa.record_batch({field: pa.array([row[field] for row in rows], pa.string()) for field in FIELDS})
    lines = pa.array(range(2, len(rows) + 2), pa.int64())
    checked, faults = check_rows(SheetChunk(lines, cells), {})
    taken, refused = by_row(rows)
    assert {row.line: reason for row, reason in faults} == refused
    found = {row["line"]: row for row in checked.columns.to_pylist()}
    assert list(found) == list(taken)
    for line, said in taken.items():
        assert {name: found[line][name] for name in said} == said


@settings(deadline=None)
@given(ROWS)
def test_the_hash_is_that_of_what_a_row_says(rows):
    for row in rows:
        row.update({"source": "NATO", "number": "1500", "low": None, "best": None, "high": None, "polarity": None})
        row.update(
            {"as_of": None, "said_on": None, "article": None, "id": None, "unit": None, "words": None, "place": None}
        )
        row.update(dict.fromkeys(("qualifier", "measure", "status", "population", "hedge")))
    written = [*rows, rows[0] | {"number": "1,500"}, rows[0] | {"number": "1.5k"}, rows[0] | {"number": "1501"}]
    cells = pa.record_batch({field: pa.array([row[field] for row in written], pa.string()) for field in FIELDS})
    checked, faults = check_rows(SheetChunk(pa.array(range(len(written)), pa.int64()), cells), {})
    hashes = checked.columns.column("row_sha256").to_pylist()
    assert not faults
    assert len(set(hashes[:-1])) == 1
    assert hashes[-1] != hashes[0]
