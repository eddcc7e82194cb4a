"""Corrections: shown beside the original, through every later reading, withdrawable, never lost."""

import csv

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.corrections import CorrectionError, correct, import_review, withdraw
from etl.read.review import ReviewFileError, read_review
from etl.reading import show_view

QUIET = jobs.NoProgress()


class OtherNumbers(ScriptedExtractor):
    """A later version that reads a longer number where the words allow it, so that the old row is gone."""

    def extract(self, article):
        from dataclasses import replace

        found = super().extract(article)
        (estimate,) = found.estimates
        shorter = replace(estimate, number_start=estimate.number_start + 1)
        return replace(found, estimates=(shorter,))


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, words in {"a": "Ann Lee said 40 soldiers.", "b": "Ann Lee said 45 soldiers."}.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    jobs.run(opened, [str(folder)], QUIET, extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


def shown(engine, surface, *columns):
    rows = show_view(engine, "evidence", where=f"surface = '{surface}'", columns=columns).rows
    return rows[0] if rows else None


def key_of(engine, surface):
    return show_view(engine, "review", where=f"surface = '{surface}'", columns=["row_key"]).rows[0][0]


def exact(number):
    return {"low": number, "best": number, "high": number}


def test_a_correction_is_shown_beside_the_original_through_a_later_reading(engine):
    correct(engine, key_of(engine, "40"), exact("400"), "me", "a digit is missing in print")
    columns = ("low", "best", "high", "original_best", "is_corrected", "corrected_fields")
    expected = (400, 400, 400, 40, True, "best, high, low")
    assert shown(engine, "40", *columns) == expected
    jobs.extract(engine, QUIET, extractor=ScriptedExtractor("2"))
    assert shown(engine, "40", *columns) == expected
    assert {row[0] for row in show_view(engine, "corrections", columns=["state"]).rows} == {"in_force"}


def test_withdrawn_it_is_as_before(engine):
    before = show_view(engine, "evidence").rows
    _, made = correct(engine, key_of(engine, "40"), exact("400"), "me", "why")
    for number in made:
        withdraw(engine, number, "me")
    assert show_view(engine, "evidence").rows == before
    with pytest.raises(CorrectionError, match="is in force"):
        withdraw(engine, made[0], "me")


def test_what_is_no_estimate_leaves_the_views_and_its_claim(engine):
    key = key_of(engine, "40")
    correct(engine, key, {"is_estimate": "false"}, "me", "a street number")
    assert shown(engine, "40", "best") is None
    assert show_view(engine, "review", where="NOT is_estimate", columns=["surface"]).rows == (("40",),)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM claim_member")) == 1
    correct(engine, key, {"is_estimate": "true"}, "me", "one after all")
    assert shown(engine, "40", "best") == (40,)


def test_claims_follow_corrections(engine):
    assert shown(engine, "40", "claim_id") != shown(engine, "45", "claim_id")
    _, made = correct(engine, key_of(engine, "45"), {"same_claim_as": key_of(engine, "40")}, "me", "one figure")
    assert shown(engine, "40", "claim_id") == shown(engine, "45", "claim_id")
    withdraw(engine, made[0], "me")
    assert shown(engine, "40", "claim_id") != shown(engine, "45", "claim_id")
    correct(engine, key_of(engine, "45"), exact("40"), "me", "misprint")
    assert shown(engine, "40", "claim_id") == shown(engine, "45", "claim_id")


def test_another_source_and_measure(engine):
    correct(engine, key_of(engine, "40"), {"source": "state:ukraine", "measure": "killed"}, "me", "read again")
    assert shown(engine, "40", "origin", "measure", "original_origin", "original_measure") == (
        "Ukraine", "killed", "Ann Lee", "troops",
    )  # fmt: skip
    assert shown(engine, "40", "claim_id") != (None,)


def test_a_correction_whose_row_is_gone_is_listed_as_orphaned(engine):
    correct(engine, key_of(engine, "40"), exact("400"), "me", "why")
    jobs.extract(engine, QUIET, extractor=OtherNumbers("3"))
    assert {row[0] for row in show_view(engine, "corrections", columns=["state"]).rows} == {"orphaned"}
    assert shown(engine, "40", "best", "is_corrected") == (40, False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"best": "many"}, "no number"),
        ({"low": "50"}, "not in order"),
        ({"low": None, "best": None, "high": None}, "needs one of"),
        ({"measure": "trops"}, "did you mean 'troops'"),
        ({"source": "Nobody Here"}, "no entity is called"),
        ({"span": "5-900"}, "START-END"),
        ({"is_estimate": "perhaps"}, "neither true nor false"),
        ({"best": "40"}, "nothing to correct"),
    ],
)
def test_values_that_a_row_cannot_have_are_refused(engine, changes, message):
    from etl.errors import UsageError

    with pytest.raises(UsageError, match=message):
        correct(engine, key_of(engine, "40"), changes, "me", "why")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_round_trip_through_a_spreadsheet(engine, onrecord, tmp_path, form):
    sheet = tmp_path / f"review.{form}"
    assert onrecord("review", "export", sheet).returncode == 0
    rows = list(read_review(sheet))
    assert len(rows) == 2
    unchanged = import_review(engine, rows, "me", "review")
    assert (unchanged.changed, unchanged.unchanged, unchanged.rejected) == (0, 2, [])
    line, cells = next((line, cells) for line, cells in rows if cells["surface"] == "40")
    changed = import_review(engine, [(line, {**cells, **exact("400")}), (9, {"row_key": "gone"})], "me", "review")
    assert (changed.changed, len(changed.corrections)) == (1, 3)
    assert [number for number, _ in changed.rejected] == [9]
    assert shown(engine, "40", "best") == (400,)


def test_rows_of_a_sheet_that_speak_of_one_row_follow_each_other(engine):
    key = key_of(engine, "40")
    (number,) = (
        str(row[0]) for row in show_view(engine, "review", where="surface = '40'", columns=["estimate_id"]).rows
    )
    rows = [(2, {"row_key": key, **exact("400")}), (3, {"row_key": number, **exact("400")}), (4, {"row_key": number, **exact("41")})]  # fmt: skip
    report = import_review(engine, rows, "me", "twice")
    assert (report.changed, report.unchanged, len(report.corrections)) == (2, 1, 6)
    assert report.corrections == sorted(report.corrections)
    assert shown(engine, "40", "best", "corrected_fields") == (41, "best, high, low")
    with engine.connect() as connection:
        originals = connection.execute(text("SELECT original_value FROM correction WHERE field = 'best' ORDER BY 1"))
        assert sorted(originals.scalars()) == ["40", "400"]


@pytest.mark.parametrize(
    "reference", ["a|b", "x|y|1|2|z", "|".join("x" * 5), "9" * 30, "", "-1", "https://a.example/|||"]
)
def test_what_is_no_row_key_means_nobody(engine, reference):
    with pytest.raises(CorrectionError, match="no estimate has the row key"):
        correct(engine, reference, {"best": "3"}, "me", "why")


def test_the_command_takes_a_corrected_sheet(engine, onrecord, tmp_path):
    sheet = tmp_path / "review.csv"
    onrecord("review", "export", sheet)
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["is_estimate"] = "no"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = onrecord("review", "import", sheet, "--author", "me")
    assert (done.returncode, done.stdout) == (0, "1 rows corrected, 1 unchanged, 0 rejected\n")
    corrected = onrecord("correct", rows[1]["row_key"], "--value", "46", "--reason", "misprint")
    assert corrected.returncode == 0, corrected.stderr
    assert onrecord("correct", rows[1]["row_key"], "--reason", "x").returncode == 2


def test_a_file_that_is_no_review_says_so(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReviewFileError, match="no column row_key"):
        list(read_review(tmp_path / "x.csv"))
    with pytest.raises(ReviewFileError):
        list(read_review(tmp_path / "missing.xlsx"))
