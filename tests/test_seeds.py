"""The worked answer: how do the troop estimates of the five seed articles differ by source?"""

import json
from pathlib import Path

import pytest

HUR = "Main Directorate of Intelligence of Ukraine (HUR)"
NIS = "National Intelligence Service (NIS)"
#: (seed, origin, low, best, high, qualifier, status, population)
WORKED_ANSWER = [
    ("000", "United States", 3000, None, None, "at least", "in_training", "North Korea"),
    ("001", HUR, None, 12000, None, "around", "present", "North Korea"),
    ("001", "United States", 3000, 3000, 3000, None, "present", "North Korea"),
    ("003", HUR, None, 11000, 11000, "almost", "in_training", "North Korea"),
    ("003", HUR, 2600, 2600, 2600, None, "planned", "North Korea"),
    ("003", NIS, 10000, None, 12000, "between", "planned", "North Korea"),
    ("003", NIS, None, 1500, None, "around", "dispatched", "North Korea"),
    ("003", "Volodymyr Zelensky", None, 10000, None, "about", "preparing", "North Korea"),
    ("004", NIS, 10000, 10000, 10000, None, "planned", "North Korea"),
    ("004", NIS, None, 1500, None, "about", "dispatched", "North Korea"),
]
#: (seed, figure) -> who stands between the origin and the outlet, and the outlet where the page tells it.
CHAINS = {
    ("000", 3000): ["John Kirby"],
    ("003", 2600): ["Kyrylo Budanov", "The War Zone", "Newsweek"],
    ("003", 12000): ["Yonhap", "Newsweek"],
    ("004", 10000): ["The Epoch Times"],
}


@pytest.fixture(scope="module")
def seeds(shared):
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip(f"needs the five seed articles in {folder}")
    return folder


@pytest.fixture
def loaded(onrecord, seeds):
    done = onrecord("run", seeds)
    assert done.returncode == 0, done.stderr
    assert "5 new" in done.stdout
    return onrecord


def rows_of(onrecord, view):
    shown = onrecord("view", "show", view, "--format", "json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


def test_the_worked_answer_comes_out_and_nothing_else(loaded, seeds):
    rows = rows_of(loaded, "troop_estimates_by_source")
    found = [
        (Path(r["source_location"]).name[:3], r["origin"], r["low"], r["best"], r["high"], r["qualifier"], r["status"], r["population"])
        for r in rows
    ]  # fmt: skip
    assert sorted(found, key=repr) == sorted(WORKED_ANSWER, key=repr)
    for row in rows:
        text = Path(row["source_location"]).read_bytes().decode("utf-8")
        assert text[row["start_offset"] : row["end_offset"]] == row["surface"]
        assert row["surface"] in row["sentence"]
    chains = {
        (Path(r["source_location"]).name[:3], number): r["chain"].split(" > ")
        for r in rows
        for number in (r["low"], r["best"], r["high"])
        if number
    }
    for key, steps in CHAINS.items():
        assert [name for name in chains[key][1:] if name != "unknown outlet"] == steps, key


def test_evidence_of_every_mention_stands_at_its_characters(loaded):
    rows = rows_of(loaded, "evidence")
    assert len(rows) > 40
    texts = {}
    for row in rows:
        path = row["source_location"]
        text = texts.setdefault(path, Path(path).read_bytes().decode("utf-8"))
        assert text[row["start_offset"] : row["end_offset"]] == row["surface"]
        assert text[row["sentence_start"] : row["sentence_start"] + len(row["sentence"])] == row["sentence"]


def test_parts_stay_parts(loaded):
    parts = {(r["measure"], r["best"]) for r in rows_of(loaded, "parts_of_wholes") if "001_" in r["source_location"]}
    assert {("officers", 500), ("generals", 3)} <= parts


def test_a_second_run_changes_no_row_and_says_so(loaded, seeds):
    before = rows_of(loaded, "evidence"), rows_of(loaded, "quotes_by_speaker")
    again = loaded("run", seeds)
    assert again.returncode == 0
    assert "5 unchanged" in again.stdout
    assert "0 new, 0 changed" in again.stdout
    assert (rows_of(loaded, "evidence"), rows_of(loaded, "quotes_by_speaker")) == before


def test_another_database_gets_the_same_content(loaded, onrecord, seeds, empty_database_url):
    other = {"ONRECORD_DATABASE_URL": empty_database_url}
    assert onrecord("run", seeds, env=other).returncode == 0
    for view in ("evidence", "quotes_by_speaker", "articles"):
        first = onrecord("view", "show", view, "--format", "json").stdout
        second = onrecord("view", "show", view, "--format", "json", env=other).stdout
        assert timeless(first) == timeless(second)


def timeless(output):
    """Rows without surrogate keys and times of loading, in a stable order."""
    rows = [
        {name: value for name, value in row.items() if not name.endswith("_id") and name != "loaded_at"}
        for row in json.loads(output)
    ]
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def test_what_the_view_prints_comes_from_the_articles(onrecord, seeds, tmp_path):
    for article in sorted(seeds.glob("*.txt"))[:3]:
        (tmp_path / article.name).write_bytes(article.read_bytes())
    assert onrecord("run", tmp_path).returncode == 0
    origins = {row["origin"] for row in rows_of(onrecord, "troop_estimates_by_source")}
    assert origins == {"United States", HUR}
