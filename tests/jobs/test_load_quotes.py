"""Quotes from an analyst's spreadsheet: found in their articles, versioned, bad rows given back."""

import csv
import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.quotes import load_quotes
from etl.read.quote_rows import FIELDS, QuoteRow, place_quote, template_lines
from etl.reading import show_view

QUIET = jobs.NoProgress()
URL = "https://example.org/a"
WORDS = "Ann Lee said 40 soldiers. “We wait,” the White House said on Monday. Later it told us that talks go on."
COLUMNS = ["speaker", "kind", "quote", "cue", "sentence"]


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    path = tmp_path / "article.jsonl"
    path.write_text(json.dumps({"url": URL, "text": WORDS, "id": "a1"}), encoding="utf-8")
    jobs.run(opened, [str(path)], QUIET, extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


def row(**cells):
    return (
        dict.fromkeys(FIELDS, "")
        | {"article": URL, "text": "We wait,", "speaker": "White House", "cue": "said"}
        | cells
    )


def load(engine, tmp_path, *rows, name="quotes.csv"):
    path = tmp_path / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return load_quotes(engine, [path], QUIET, rejected_file=tmp_path / "bad.csv")


def shown(engine):
    rows = show_view(engine, "quotes_by_speaker", columns=COLUMNS, where="analyst_file IS NOT NULL").rows
    return sorted(rows, key=repr)


def test_a_quote_is_found_in_its_article_and_shown_with_its_place(engine, tmp_path):
    report = load(engine, tmp_path, row(id="1"), row(id="2", text="talks go on", cue="told", kind="indirect"))
    assert (report.articles.new, report.articles.rejected) == (2, 0)
    assert shown(engine) == [
        ("White House", "direct", "We wait,", "said", "“We wait,” the White House said on Monday."),
        ("White House", "indirect", "talks go on", "told", "Later it told us that talks go on."),
    ]
    (place,) = show_view(
        engine, "quotes_by_speaker", columns=["start_offset", "analyst_line"], where="cue = 'told'"
    ).rows
    assert WORDS[place[0] :].startswith("talks go on")
    assert place[1] == 3


def test_loading_again_changes_nothing_and_a_changed_row_is_a_new_version(engine, tmp_path):
    load(engine, tmp_path, row(id="1"))
    again = load(engine, tmp_path, row(id="1"))
    assert (again.articles.new, again.articles.changed, again.articles.unchanged) == (0, 0, 1)
    changed = load(engine, tmp_path, row(id="1", speaker="NATO"))
    assert changed.articles.changed == 1
    assert [found[0] for found in shown(engine)] == ["NATO"]
    with engine.connect() as connection:
        kept = connection.execute(
            text("SELECT row_version, superseded_at IS NULL FROM quote WHERE analyst_row_key = 'id:1' ORDER BY 1")
        )
        assert kept.all() == [(1, False), (2, True)]


def test_an_entered_quote_stands_in_place_of_the_extracted_one(engine, tmp_path):
    (before,) = show_view(engine, "quotes_by_speaker", columns=["quote", "speaker"]).rows
    assert before == ("40 soldiers", "Ann Lee")
    load(engine, tmp_path, row(text="40 soldiers", kind="indirect", speaker="NATO"))
    assert show_view(engine, "quotes_by_speaker", columns=["quote", "speaker"]).rows == (("40 soldiers", "NATO"),)


def test_bad_rows_come_back_and_settle_once_mended(engine, tmp_path):
    bad = [
        row(id="1", text="We never said that"),
        row(id="2", article="nowhere"),
        row(id="3", speaker="Nato of the Moon"),
        row(id="4", cue="whispered"),
        row(id="5", said_on="31/02/2024"),
        row(id="6", text="o"),
        row(id="7", start="3"),
        row(id="8", kind="loud"),
    ]
    report = load(engine, tmp_path, *bad, row(id="9"))
    assert (report.articles.new, report.articles.rejected) == (1, 8)
    with (tmp_path / "bad.csv").open(newline="", encoding="utf-8") as file:
        given_back = list(csv.DictReader(file))
    words = [
        "does not say",
        "no article is",
        "nobody is known",
        "does not stand",
        "date",
        "more than once",
        "says",
        "kind",
    ]
    for found, wanted in zip(given_back, words, strict=True):
        assert wanted in found["reason"]
    assert len(show_view(engine, "open_rejects").rows) == 8
    mended = [
        found
        | {"text": "We wait,", "article": URL, "speaker": "NATO", "cue": "said", "said_on": "", "start": "", "kind": ""}
        for found in given_back
    ]
    report = load(engine, tmp_path, *mended, name="bad-mended.csv")
    assert (report.articles.new, report.articles.rejected) == (8, 0)
    assert show_view(engine, "open_rejects").rows == ()


def test_a_load_that_failed_is_taken_over(engine, tmp_path):
    class Stops(jobs.NoProgress):
        def advance(self, count):  # noqa: ARG002 (the protocol's)
            raise RuntimeError("pull the plug")

    path = tmp_path / "quotes.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerow(row(id="1"))
    with pytest.raises(RuntimeError):
        load_quotes(engine, [path], Stops())
    assert shown(engine) == []
    assert load_quotes(engine, [path], QUIET).articles.new == 1
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM quote WHERE analyst_row_key IS NOT NULL")) == 1


def test_the_same_id_twice_that_says_another_thing_is_told(engine, tmp_path):
    report = load(engine, tmp_path, row(id="1"), row(id="1"), row(id="1", speaker="NATO"))
    assert (report.articles.new, report.articles.unchanged, report.articles.rejected) == (1, 1, 1)
    # Where it stands is told by who shows it.
    assert report.rejects[0].reason.startswith("the same id")
    assert report.rejects[0].line == 4


def test_rows_of_many_articles_are_found_each_in_its_own_whatever_is_held_at_a_time(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("etl.read.estimate_sheets.ROWS_TO_BEGIN_WITH", 7)
    monkeypatch.setattr("etl.read.estimate_sheets.ROWS_A_CHUNK", 7)
    monkeypatch.setattr("etl.jobs.quotes.TEXTS_HELD", 2)
    path = tmp_path / "more.jsonl"
    urls = [f"https://example.org/more/{n}" for n in range(6)]
    articles = [{"url": url, "id": url, "text": f"Bo Day said number {n} is out."} for n, url in enumerate(urls)]
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    jobs.load_articles(engine, [str(path)], QUIET)
    rows = [row(id=f"{n}-{turn}", article=urls[n], text=f"number {n} is out", cue="said", speaker="NATO", kind="indirect")
            for turn in range(3) for n in (4, 0, 2, 5, 1, 3)]  # fmt: skip
    wrong = row(id="wrong", article=urls[1], text="number 2 is out")
    report = load(engine, tmp_path, *rows[:9], wrong, *rows[9:], rows[0])
    assert (report.articles.new, report.articles.unchanged, report.articles.rejected) == (18, 1, 1)
    assert [(found.line, "does not say" in found.reason) for found in report.rejects] == [(11, True)]
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT analyst_row_key, article_key, quote.surface, source_line, count(quote_speaker.quote_id)"
                " FROM quote JOIN article_version USING (article_version_id) JOIN article USING (article_id)"
                " JOIN quote_speaker USING (quote_id) WHERE analyst_row_key IS NOT NULL GROUP BY 1, 2, 3, 4"
            )
        ).all()
    lines = {cells["id"]: line for line, cells in enumerate([*rows[:9], wrong, *rows[9:]], 2)}
    assert sorted(map(tuple, found)) == sorted(
        (f"id:{cells['id']}", cells["article"], cells["text"], lines[cells["id"]], 1) for cells in rows
    )


def test_the_template_loads_where_its_article_is(engine, tmp_path):
    lines = list(csv.DictReader(template_lines()))
    assert [QuoteRow.model_validate({k: v for k, v in line.items() if v}).id for line in lines] == ["1", "2"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [({"start": "27", "end": "35"}, "We wait,"), ({"start": "27"}, "We wait,"), ({"text": "“We wait,”"}, "We wait,")],
)
def test_offsets_and_marks_are_as_people_give_them(cells, words):
    checked = QuoteRow.model_validate({"article": URL, "text": "We wait,"} | cells)
    place = place_quote(checked, WORDS)
    assert (WORDS[place.start : place.end], place.kind) == (words, "direct")
