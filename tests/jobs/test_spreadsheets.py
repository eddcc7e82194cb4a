"""An analyst's spreadsheet: good rows loaded, bad rows given back with reasons, mended, loaded again."""

import csv

import pandas as pd
import pytest
from flow import ScriptedExtractor
from sheets import good, versions_of, write
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.errors import UsageError
from etl.jobs import later_claims, spreadsheets
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


def rows_of(engine):
    return sorted(show_view(engine, "troop_estimates_by_source", columns=COLUMNS).rows, key=repr)


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


def rejects_of(engine):
    with engine.connect() as connection:
        query = "SELECT line, state FROM reject ORDER BY reject_id"
        return [tuple(row) for row in connection.execute(text(query))]


def test_a_changed_row_is_a_version_and_what_it_said_is_kept(engine, tmp_path):
    path = tmp_path / "sheet.csv"
    for number in ("40", "50", "40"):
        load_estimates(engine, [write(path, [good(1, number=number)])], QUIET)
    assert versions_of(engine, 1) == [(1, 40, False), (2, 50, False), (3, 40, True)]
    assert [row[2] for row in rows_of(engine)] == [40]


def test_rows_without_ids_are_known_by_what_they_say_whatever_the_form_and_order(engine, tmp_path):
    rows = [good("", number="1,500"), good("", number="2000", said_on="2024-10-28"), good("", number="~3k")]
    for row in rows:
        del row["id"]
    load_estimates(engine, [write(tmp_path / "sheet.csv", [{"said_on": ""} | row for row in rows])], QUIET)
    frame = pd.DataFrame(rows[::-1])
    frame["said_on"] = pd.to_datetime(frame["said_on"])
    frame.to_parquet(tmp_path / "sheet.parquet")
    report = load_estimates(engine, [tmp_path / "sheet.parquet"], QUIET)
    assert (report.articles.new, report.articles.unchanged) == (0, 3)


def test_a_load_that_fails_shows_what_was_there_and_the_next_takes_its_rows_over(engine, tmp_path, monkeypatch):
    path = tmp_path / "sheet.csv"
    load_estimates(engine, [write(path, [good(1, number="40")])], QUIET)
    write(path, [good(1, number="50"), good(2, number="60")])

    def broken(*arguments, **options):
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr(spreadsheets, "publish", broken)
        with pytest.raises(RuntimeError, match="in the middle"):
            load_estimates(engine, [path], QUIET)
    assert [row[2] for row in rows_of(engine)] == [40]
    report = load_estimates(engine, [path], QUIET)
    assert (report.articles.new, report.articles.changed) == (1, 1)
    assert versions_of(engine, 1) == [(1, 40, False), (2, 50, True)]
    assert versions_of(engine, 2) == [(1, 60, True)]


def test_an_id_that_stands_twice_with_other_figures_is_a_fault_and_twice_the_same_is_not(engine, tmp_path):
    rows = [good(1, number="40"), good(1, number="50"), good(1, number="40")]
    report = load_estimates(engine, [write(tmp_path / "sheet.csv", rows)], QUIET)
    assert (report.articles.new, report.articles.unchanged, report.articles.rejected) == (1, 1, 1)
    assert "stands twice" in report.rejects[0].reason
    assert versions_of(engine, 1) == [(1, 40, True)]


def test_a_reject_is_settled_by_its_mended_row_or_when_its_sheet_has_it_no_more(engine, tmp_path):
    path = write(tmp_path / "sheet.csv", [good(1, number="many"), good(2), good(3, number="few")])
    returned = tmp_path / "bad.csv"
    load_estimates(engine, [path], QUIET, rejected_file=returned)
    assert rejects_of(engine) == [(2, "open"), (4, "open")]
    first, second = csv.DictReader(returned.read_text().splitlines())
    load_estimates(engine, [write(returned, [first | {"number": "7"}, second])], QUIET, rejected_file=returned)
    assert rejects_of(engine) == [(2, "replayed"), (4, "open")]
    assert [row["reject_id"] for row in csv.DictReader(returned.read_text().splitlines())] == [second["reject_id"]]
    load_estimates(engine, [write(path, [good(1, number="7"), good(2), good(3, number="8")])], QUIET)
    assert rejects_of(engine) == [(2, "replayed"), (4, "replayed")]
    load_estimates(engine, [write(path, [good(1, number="7"), good(2), good(3, number="few")])], QUIET)
    assert rejects_of(engine) == [(2, "replayed"), (4, "open")]


def test_many_rows_tell_their_claims_after_the_load_and_a_load_that_was_killed_before_is_caught_up(
    engine, tmp_path, monkeypatch
):
    monkeypatch.setattr(spreadsheets, "CLAIMS_AT_ONCE", 1)
    monkeypatch.setattr(later_claims, "FIGURES_A_GROUP", 2)

    def killed(*arguments):
        raise RuntimeError("killed")

    rows = [good(n, source=source) for n, source in enumerate(("NATO", "NATO", "Ukraine", "Russia"), 1)]
    with monkeypatch.context() as patch:
        patch.setattr(spreadsheets, "resolve_left_claims", killed)
        with pytest.raises(RuntimeError, match="killed"):
            load_estimates(engine, [write(tmp_path / "sheet.csv", rows)], QUIET)
    members = text("SELECT count(*) FROM claim_member")
    with engine.connect() as connection:
        assert connection.scalar(members) == 0
    assert len(rows_of(engine)) == 4
    load_estimates(engine, [write(tmp_path / "other.csv", [good(9)])], QUIET)
    with engine.connect() as connection:
        assert connection.scalar(members) == 5


def test_lines_are_those_of_the_file_and_short_rows_are_filled(engine, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text(
        'source,number,measure,words\nNATO,"40",troops,"two\nlines"\nNATO,50,troops\n\nNATO,x,troops,\nNATO,1,troops,a,b\n'
    )
    report = load_estimates(engine, [path], QUIET)
    assert (report.articles.new, [reject.line for reject in report.rejects]) == (2, [6, 7])
    assert "5 cells where the header has 4" in report.rejects[1].reason


def test_a_number_that_no_view_can_show_and_a_character_that_no_text_has_are_faults_of_their_rows(engine, tmp_path):
    frame = pd.DataFrame([good(1, number="1" * 17), good(2, unit="a\x00b"), good(3)])
    frame.to_parquet(tmp_path / "sheet.parquet")
    report = load_estimates(engine, [tmp_path / "sheet.parquet"], QUIET)
    assert (report.articles.new, report.articles.rejected) == (1, 2)
    assert "digits" in report.rejects[0].reason
    assert "NUL" in report.rejects[1].reason


def test_a_file_that_is_no_table_is_told(tmp_path, engine):
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 cut")
    (tmp_path / "notes.doc").write_text("x")
    for name in ("cut.parquet", "notes.doc", "missing.csv"):
        with pytest.raises(UsageError, match=name):
            load_estimates(engine, [tmp_path / name], QUIET)


def test_the_same_sheet_again_leaves_next_to_nothing_in_the_servers_log(engine, tmp_path):
    path = write(tmp_path / "sheet.csv", [good(n) for n in range(1, 401)])
    load_estimates(engine, [path], QUIET)
    written = []
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for rows in ([good(n) for n in range(400, 0, -1)], [good(n) for n in range(401, 801)]):
            write(path, rows)
            connection.execute(text("CHECKPOINT"))
            before = connection.scalar(text("SELECT pg_current_wal_insert_lsn()"))
            load_estimates(engine, [path], QUIET)
            values = {"before": before}
            query = text("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), cast(:before AS pg_lsn))")
            written.append(connection.scalar(query, values))
    unchanged, new = written
    assert unchanged < new / 5
