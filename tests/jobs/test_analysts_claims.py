"""Rows that analysts enter tell claims as extracted mentions do."""

import csv

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs import later_claims, spreadsheets
from etl.jobs.claims import resolve_all_claims
from etl.jobs.spreadsheets import load_estimates

QUIET = jobs.NoProgress()
TABLES = ("claim", "claim_member", "claim_related", "claim_reference")
CLAIMS = """
SELECT evidence.claim_id, coalesce(evidence.analyst_line::text, article_version.text)
FROM report.evidence LEFT JOIN article_version USING (article_version_id) ORDER BY 1, 2
"""
ROW = {
    "source": "Ann Lee", "measure": "troops", "status": "present", "population": "North Korea", "place": "Russia",
}  # fmt: skip


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def articles(engine, tmp_path):
    for name, words in {"a": "Ann Lee said 40 soldiers.", "b": "Ann Lee said 50 soldiers."}.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    jobs.run(engine, [str(tmp_path)], QUIET, extractor=ScriptedExtractor())


def enter(engine, path, *rows):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["id", *ROW, "number", "article"])
        writer.writeheader()
        writer.writerows({"id": n, "article": "", **ROW, **row} for n, row in enumerate(rows))
    return load_estimates(engine, [path], QUIET)


def claims(engine):
    """Mentions by claim: the words of the article or the line of the sheet."""
    groups = {}
    with engine.connect() as connection:
        for claim, mention in connection.execute(text(CLAIMS)):
            groups.setdefault(claim, []).append(mention)
    return groups


def key_of(engine, words):
    query = "SELECT article_key FROM article JOIN article_version USING (article_id) WHERE text = :words"
    with engine.connect() as connection:
        return connection.scalar(text(query), {"words": words})


@pytest.mark.usefixtures("articles")
def test_a_row_joins_the_claim_of_the_mention_that_states_its_number(engine, tmp_path):
    before = claims(engine)
    report = enter(engine, tmp_path / "rows.csv", {"number": "40"}, {"number": "70"})
    assert report.articles.new == 2
    joined = {tuple(mentions) for mentions in claims(engine).values()}
    assert joined == {("2", "Ann Lee said 40 soldiers."), ("Ann Lee said 50 soldiers.",), ("3",)}
    assert set(before) <= set(claims(engine)), "ids stay"


@pytest.mark.usefixtures("articles")
def test_a_row_at_the_number_of_an_extracted_mention_takes_its_place_and_its_claim(engine, tmp_path):
    before = {mentions[0]: claim for claim, mentions in claims(engine).items()}
    words = "Ann Lee said 40 soldiers."
    enter(engine, tmp_path / "rows.csv", {"number": "40", "article": key_of(engine, words)})
    after = claims(engine)
    assert after == {before[words]: ["2"], before["Ann Lee said 50 soldiers."]: ["Ann Lee said 50 soldiers."]}
    with engine.begin() as connection:
        members = connection.execute(text("SELECT * FROM claim_member ORDER BY 1, 2")).all()
        assert len(members) == 2, "the mention that was replaced tells no claim"
        resolve_all_claims(connection)
        assert connection.execute(text("SELECT * FROM claim_member ORDER BY 1, 2")).all() == members


@pytest.mark.usefixtures("articles")
def test_a_changed_row_leaves_its_claim_for_the_one_it_tells_now(engine, tmp_path):
    enter(engine, tmp_path / "rows.csv", {"number": "40"})
    enter(engine, tmp_path / "rows.csv", {"number": "50"})
    assert {tuple(mentions) for mentions in claims(engine).values()} == {
        ("Ann Lee said 40 soldiers.",),
        ("2", "Ann Lee said 50 soldiers."),
    }


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("at_once", [0, 5_000])
def test_resolving_everything_changes_nothing_after_rows_moved(engine, tmp_path, monkeypatch, at_once):
    """Rows take the place of mentions, give it back, go to another source; told with the load or a source at a time."""
    monkeypatch.setattr(spreadsheets, "CLAIMS_AT_ONCE", at_once)
    monkeypatch.setattr(later_claims, "FIGURES_A_GROUP", 1)
    article = key_of(engine, "Ann Lee said 40 soldiers.")
    there = {"number": "40", "article": article}
    elsewhere = {"number": "40", "article": key_of(engine, "Ann Lee said 50 soldiers.")}
    for rows in (
        [there, {"number": "50"}, {"number": "50", "source": "NATO"}],
        [there | {"source": "NATO"}, {"number": "70"}, {"number": "50", "source": "Ukraine"}],
        [elsewhere, {"number": "50"}, {"number": "40", "source": "Ukraine"}],
    ):
        enter(engine, tmp_path / "rows.csv", *rows)
        with engine.begin() as connection:
            before = {table: connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all() for table in TABLES}
            resolve_all_claims(connection)
            for table in TABLES:
                assert connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all() == before[table]
    assert "Ann Lee said 40 soldiers." in {mention for mentions in claims(engine).values() for mention in mentions}
