"""Rows asked for ahead come to what they would come to if each chunk waited for the one before."""

import pyarrow as pa
import pytest
from sheets import good, versions_of, write
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs import asking
from etl.jobs.asking import WrittenChunks
from etl.jobs.spreadsheets import load_estimates
from etl.read import estimate_sheets
from etl.records import AnalystRows

QUIET = jobs.NoProgress()


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(estimate_sheets, "ROWS_TO_BEGIN_WITH", 2)
    monkeypatch.setattr(estimate_sheets, "ROWS_A_CHUNK", 2)


def keyed(*keys):
    return AnalystRows(pa.table({"row_key": list(keys)}))


def test_keys_written_since_are_met_and_those_written_before_are_not():
    written = WrittenChunks()
    for key in "abc":
        written.add(keyed(key, key * 2))
    assert written.have_since(2, keyed("x", "cc"))
    assert not written.have_since(2, keyed("a", "b"))
    assert written.have_since(1, keyed("b"))
    assert not written.have_since(3, keyed("a", "b", "c"))


def test_where_nobody_remembers_what_was_written_the_rows_are_asked_for_again():
    written = WrittenChunks()
    for n in range(10):
        written.add(keyed(f"k{n}"))
    assert written.have_since(0, keyed("new"))


@pytest.mark.usefixtures("small_chunks")
def test_a_key_of_the_chunk_before_is_found_whichever_was_asked_first(engine, tmp_path, monkeypatch):
    again = []
    real = asking.Asker.still

    def counted(self, connection, location, found):
        again.append(self.written.have_since(found.after, found.checked.rows))
        return real(self, connection, location, found)

    monkeypatch.setattr(asking.Asker, "still", counted)
    # Each chunk says again what the one before said, and contradicts another row of it.
    rows = []
    for n in range(1, 13):
        rows += [good(n, number="40"), good(n + 1, number="40" if n % 2 else "50")]
    report = load_estimates(engine, [write(tmp_path / "sheet.csv", rows)], QUIET)
    told = {}
    for row in rows:
        told.setdefault(row["id"], row["number"])
    same = sum(told[row["id"]] == row["number"] for row in rows)
    assert (report.articles.new, report.articles.unchanged, report.articles.rejected) == (
        len(told), same - len(told), len(rows) - same,
    )  # fmt: skip
    assert [versions_of(engine, n) for n in range(1, 14)] == [[(1, int(told[str(n)]), True)] for n in range(1, 14)]
    assert any(again)


@pytest.mark.usefixtures("small_chunks")
def test_many_sheets_of_a_load_know_of_each_other(engine, tmp_path):
    first = write(tmp_path / "a.csv", [good(n, number="40") for n in range(1, 8)])
    second = write(tmp_path / "b.csv", [good(n, number="40" if n < 12 else "41") for n in range(5, 15)])
    report = load_estimates(engine, [first, second, first], QUIET)
    assert (report.articles.new, report.articles.unchanged) == (14, 3 + 7)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM estimate WHERE analyst_row_key IS NOT NULL")) == 14


@pytest.mark.usefixtures("small_chunks")
def test_rows_that_changed_are_new_versions_in_whatever_chunk_they_stand(engine, tmp_path):
    path = write(tmp_path / "sheet.csv", [good(n, number="40") for n in range(1, 12)])
    load_estimates(engine, [path], QUIET)
    changed = [good(n, number="50" if n in (3, 4, 9) else "40") for n in range(11, 0, -1)]
    report = load_estimates(engine, [write(path, changed)], QUIET)
    assert (report.articles.new, report.articles.changed, report.articles.unchanged) == (0, 3, 8)
    assert versions_of(engine, 4) == [(1, 40, False), (2, 50, True)]
    assert versions_of(engine, 5) == [(1, 40, True)]


@pytest.mark.usefixtures("small_chunks")
def test_what_asking_raises_ends_the_load_with_what_was_written_before_kept(engine, tmp_path, monkeypatch):
    real = asking.ask_rows
    asked = []

    def failing(*arguments):
        asked.append(1)
        if len(asked) == 4:
            raise RuntimeError("in the middle")
        return real(*arguments)

    path = write(tmp_path / "sheet.csv", [good(n, number="40") for n in range(1, 12)])
    with monkeypatch.context() as patch:
        patch.setattr(asking, "ask_rows", failing)
        with pytest.raises(RuntimeError, match="in the middle"):
            load_estimates(engine, [path], QUIET)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM estimate WHERE analyst_row_key IS NOT NULL")) == 6
        assert connection.scalar(text("SELECT count(*) FROM report.evidence")) == 0
    report = load_estimates(engine, [path], QUIET)
    assert report.articles.new == 11
    assert [versions_of(engine, n) for n in (1, 6, 11)] == [[(1, 40, True)]] * 3
