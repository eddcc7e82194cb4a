"""An analyst's spreadsheet: good rows loaded, bad rows given back with reasons, mended, loaded again."""

import csv

import pandas as pd
import pytest
from flow import ScriptedExtractor

from etl import jobs
from etl.database import open_database
from etl.errors import UsageError
from etl.jobs.spreadsheets import load_estimates
from etl.read.estimate_rows import FIELDS, template_lines
from etl.reading import show_view

QUIET = jobs.NoProgress()
COLUMNS = ["origin", "low", "best", "high", "qualifier", "status"]


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def write(path, rows):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def rows_of(engine):
    return sorted(show_view(engine, "troop_estimates_by_source", columns=COLUMNS).rows, key=repr)


def good(row_id, **cells):
    return {
        "id": str(row_id),
        "source": "NATO",
        "number": f"{row_id},000",
        "measure": "troops",
        "status": "present",
    } | cells


def test_twenty_bad_rows_come_back_with_reasons_and_load_once_mended(engine, tmp_path):
    faults = [{"source": "Nato of the Moon"}, {"number": "many"}, {"measure": "trops"}, {"said_on": "31/02/2024"}, {"article": "nowhere"}]  # fmt: skip
    bad = [good(n + 20) | faults[n % 5] for n in range(20)]
    blank = dict.fromkeys(("said_on", "article"), "")
    path = write(tmp_path / "sheet.csv", [blank | row for row in [good(1), *bad, good(2)]])
    returned = tmp_path / "bad.csv"
    report = load_estimates(engine, [path], QUIET, rejected_file=returned)
    assert (report.articles.new, report.articles.rejected) == (2, 20)
    given_back = list(csv.DictReader(returned.read_text().splitlines()))
    assert [row["line"] for row in given_back] == [str(line) for line in range(3, 23)]
    reasons = [row["reason"] for row in given_back[:5]]
    for reason, words in zip(
        reasons, ["'source': nobody", "no number", "did you mean 'troops'", "'said_on'", "no article"], strict=True
    ):
        assert words in reason
    mended = [{**row, "source": "NATO", "number": "5k", "measure": "troops", "said_on": "2024-10-28", "article": ""} for row in given_back]  # fmt: skip
    again = load_estimates(engine, [write(returned, mended)], QUIET)
    assert (again.articles.new, again.articles.rejected) == (20, 0)
    assert len(rows_of(engine)) == 22


def test_loading_again_changes_nothing_and_a_changed_row_is_changed(engine, tmp_path):
    path = write(tmp_path / "sheet.csv", [good(1), good(2)])
    load_estimates(engine, [path], QUIET)
    before = rows_of(engine)
    report = load_estimates(engine, [path], QUIET)
    assert (report.articles.unchanged, rows_of(engine)) == (2, before)
    report = load_estimates(engine, [write(path, [good(1), good(2, number="at least 3k")])], QUIET)
    assert (report.articles.changed, report.articles.unchanged) == (1, 1)
    assert ("NATO", 3000, None, None, "at least", "present") in rows_of(engine)


def test_an_analysts_row_at_the_number_of_an_extracted_one_is_one_mention_and_wins(engine, tmp_path):
    (tmp_path / "feed.jsonl").write_text('{"id": "one", "text": "Ann Lee said 40 soldiers."}')
    jobs.run(engine, [str(tmp_path / "feed.jsonl")], QUIET, extractor=ScriptedExtractor())
    assert [row[0] for row in rows_of(engine)] == ["Ann Lee"]
    row = {"source": "NATO", "article": "one", "number": "40", "measure": "troops", "status": "planned"}
    path = write(tmp_path / "sheet.csv", [row])
    load_estimates(engine, [path], QUIET)
    assert rows_of(engine) == [("NATO", None, 40, None, None, "planned")]
    (place,) = show_view(engine, "evidence", columns=["start_offset", "analyst_line", "article_key"]).rows
    assert place == (13, 2, "one")


@pytest.mark.parametrize("form", ["tsv", "xlsx", "jsonl", "parquet"])
def test_every_form_of_table_loads_the_same(engine, tmp_path, form):
    frame = pd.DataFrame([good(1, number="10,000-12,000", said_on="2024-10-28"), good(2, number="1500")])
    path = tmp_path / f"sheet.{form}"
    if form == "tsv":
        frame.to_csv(path, sep="\t", index=False)
    elif form == "xlsx":
        frame.to_excel(path, index=False)
    elif form == "jsonl":
        frame.to_json(path, orient="records", lines=True)
    else:
        frame.to_parquet(path)
    report = load_estimates(engine, [path], QUIET)
    assert (report.articles.new, report.articles.rejected) == (2, 0), report.rejects
    assert [row[1:4] for row in rows_of(engine)] == [(10_000, None, 12_000), (None, 1500, None)] or [
        row[1:4] for row in rows_of(engine)
    ] == [(None, 1500, None), (10_000, None, 12_000)]


def test_foreign_columns_are_mapped_and_the_template_loads(engine, tmp_path):
    path = write(tmp_path / "sheet.csv", [{"Quelle": "NATO", "Zahl": "40", "Was": "troops", "Notiz": "x"}])
    report = load_estimates(engine, [path], QUIET, columns={"source": "Quelle", "number": "Zahl", "measure": "Was"})
    assert report.articles.new == 1
    template = tmp_path / "template.csv"
    template.write_text("\n".join(template_lines()))
    assert template.read_text().splitlines()[0].split(",") == list(FIELDS)
    report = load_estimates(engine, [template], QUIET)
    assert report.articles.rejected == 2  # its articles are not there
    assert all("no article is known" in reject.reason for reject in report.rejects)


def test_a_file_that_is_no_table_is_told(tmp_path, engine):
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 cut")
    (tmp_path / "notes.doc").write_text("x")
    for name in ("cut.parquet", "notes.doc", "missing.csv"):
        with pytest.raises(UsageError, match=name):
            load_estimates(engine, [tmp_path / name], QUIET)
