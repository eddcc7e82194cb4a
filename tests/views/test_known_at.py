"""What was known at a moment: loaded, read, corrected and merged by then, in every view, at no cost to the present."""

import json

import psycopg
import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.cluster import plain_url
from etl.database import open_database
from etl.errors import UsageError
from etl.exchange import export_database, load_package
from etl.jobs.corrections import correct, withdraw
from etl.jobs.entities import merge, split
from etl.known_at import as_known_at, read_moment
from etl.reading import query_as_analyst, search, show_view
from etl.report import read_reports

QUIET = jobs.NoProgress()
URL = "https://example.org/a"
OTHER = "https://example.org/b"


class History:
    """A database that grows, and the moments between its changes."""

    def __init__(self, url, folder):
        self.engine = open_database(url)
        self.folder = folder
        self.moments = []

    def load(self, address, words):
        path = self.folder / "in.jsonl"
        path.write_text(json.dumps({"url": address, "text": words}), encoding="utf-8")
        jobs.run(self.engine, [str(path)], QUIET, extractor=ScriptedExtractor())

    def mark(self):
        with self.engine.connect() as connection:
            self.moments.append(str(connection.scalar(text("SELECT clock_timestamp()"))))

    def shown(self, view, moment=None, columns=(), **options):
        return show_view(self.engine, view, known_at=moment, columns=columns, **options).rows


@pytest.fixture(scope="module")
def history(session_server, server_url, template_url, tmp_path_factory):
    from conftest import TEMPLATE, _database

    with _database(session_server, server_url, TEMPLATE) as url:
        made = History(url, tmp_path_factory.mktemp("history"))
        made.mark()
        made.load(URL, "Ann Lee said 40 soldiers.")
        made.load(OTHER, "Anne Lee said 40 soldiers.")
        made.mark()
        made.load(URL, "Ann Lee said 50 soldiers, she reckons.")
        made.mark()
        key = made.shown("review", where=f"article_key = '{URL}'", columns=["row_key"])[0][0]
        _, made.corrections = correct(made.engine, key, {"low": "55", "best": "55", "high": "55"}, "me", "why")
        made.mark()
        merge(made.engine, "Anne Lee", "Ann Lee", "me", "one person")
        made.mark()
        jobs.extract(made.engine, QUIET, extractor=ScriptedExtractor("2"))
        for number in made.corrections:
            withdraw(made.engine, number, "me")
        split(made.engine, "Anne Lee", "me", "two after all")
        made.mark()
        yield made
        made.engine.dispose()


def figures(history, moment):
    return history.shown("evidence", moment, ["article_key", "origin", "best"], order="article_key")


def test_each_moment_answers_as_it_did_then(history):
    nothing, loaded, changed, corrected, merged, undone = history.moments
    assert figures(history, nothing) == ()
    assert figures(history, loaded) == ((URL, "Ann Lee", 40), (OTHER, "Anne Lee", 40))
    assert figures(history, changed) == ((URL, "Ann Lee", 50), (OTHER, "Anne Lee", 40))
    assert figures(history, corrected) == ((URL, "Ann Lee", 55), (OTHER, "Anne Lee", 40))
    assert figures(history, merged) == ((URL, "Ann Lee", 55), (OTHER, "Ann Lee", 40))
    assert figures(history, undone) == ((URL, "Ann Lee", 50), (OTHER, "Anne Lee", 40))


def test_claims_are_those_of_then(history):
    told = [history.shown("evidence", moment, ["claim_id"], order="article_key") for moment in history.moments[1:]]
    assert all(claim for rows in told for (claim,) in rows)
    assert len(set(told[0])) == 2


def test_what_is_kept_of_a_claim_is_told_anew_for_each_moment(history):
    columns = ["origin", "surface", "count_mentions"]
    shown = [history.shown("first_reported", moment, columns, order="surface, origin") for moment in history.moments]
    nothing, loaded, changed, _, _, undone = shown
    assert nothing == ()
    assert loaded == (("Ann Lee", "40", 1), ("Anne Lee", "40", 1))
    assert changed == undone == (("Anne Lee", "40", 1), ("Ann Lee", "50", 1))


def test_what_counts_is_counted_anew_for_each_moment(history):
    columns = ["count_mentions", "count_origins", "lowest_stated", "highest_stated"]
    counted = [history.shown("estimate_disagreement", moment, columns) for moment in history.moments]
    assert counted == [
        (), ((2, 2, 40, 40),), ((2, 2, 40, 50),), ((2, 2, 40, 55),), ((2, 1, 40, 55),), ((2, 2, 40, 50),),
    ]  # fmt: skip


def test_corrections_merges_and_loads_show_as_they_stood(history):
    _, loaded, _, corrected, merged, undone = history.moments
    assert history.shown("corrections", loaded) == ()
    states = {
        moment: {row[0] for row in history.shown("corrections", moment, ["state"])} for moment in (corrected, undone)
    }
    assert states == {corrected: {"in_force"}, undone: {"withdrawn"}}
    assert [history.shown("entity_merges", moment, ["is_in_force"]) for moment in (corrected, merged, undone)] == [
        (), ((True,),), ((False,),),
    ]  # fmt: skip
    assert len(history.shown("load_health", loaded, where="command = 'run'")) == 2


@pytest.mark.parametrize("moment", ["9999-01-01", "now"])
def test_the_present_is_what_every_view_says_anyway(history, moment):
    moment = history.moments[-1] if moment == "now" else moment
    moving = {"last_success": "success_age_seconds"}  # it counts the seconds
    for view in _names(history):
        columns = [c for c in _columns(history, view) if c != moving.get(view)]
        assert history.shown(view, moment, columns) == history.shown(view, None, columns), view


def _names(history):
    with history.engine.connect() as connection:
        return connection.execute(text("SELECT view FROM saved_view ORDER BY ordinal")).scalars().all()


def _columns(history, view):
    return show_view(history.engine, view, limit=0).columns


def test_sql_search_and_reports_look_back_too(history):
    _, loaded, changed, *_ = history.moments
    query = f"SELECT best FROM report.evidence WHERE article_key = '{URL}'"
    assert query_as_analyst(history.engine, query, known_at=loaded).rows == ((40,),)
    bare = query.replace("report.", "")
    assert query_as_analyst(history.engine, bare, known_at=changed).rows == ((50,),)
    found = {moment: search(history.engine, "reckons", known_at=moment).rows for moment in (loaded, changed)}
    assert (len(found[loaded]), len(found[changed]) > 0) == (0, True)
    assert read_reports(history.engine, known_at=loaded) == []
    (row,) = show_view(history.engine, "topics", limit=1, columns=["topic"], known_at=loaded).rows
    assert read_reports(history.engine, row[0], known_at=history.moments[0])[0].mentions == ()


def test_an_analyst_has_it_in_sql(history):
    with psycopg.connect(plain_url(history.engine.url.render_as_string(hide_password=False))) as session:
        session.execute("SELECT set_config('onrecord.known_at', %s, false)", [history.moments[1]])
        rows = session.execute("SELECT best FROM report_at.evidence ORDER BY best").fetchall()
        assert rows == [(40,), (40,)]
        session.execute("SET onrecord.known_at = '2001-02-03'")
        assert session.execute("SELECT count(*) FROM report_at.articles").fetchone() == (0,)
        session.execute("RESET onrecord.known_at")
        assert session.execute("SELECT count(*) FROM report_at.articles").fetchone() == (2,)


def test_a_day_is_known_to_its_end(history):
    with psycopg.connect(plain_url(history.engine.url.render_as_string(hide_password=False))) as session:
        session.execute("SET onrecord.known_at = '2024-11-30'")
        session.execute("SET timezone = 'UTC'")
        (moment,) = session.execute("SELECT cast(public_at.known_at() AS text)").fetchone()
    assert moment == "2024-11-30 23:59:59.999999+00"


def test_moments_people_write():
    assert read_moment("2024-11-30") == "2024-11-30"
    assert read_moment(" 2024-11-30 12:00 ") == "2024-11-30T12:00:00+00:00"
    assert read_moment("2024-11-30T12:00+02:00") == "2024-11-30T12:00:00+02:00"
    with pytest.raises(UsageError, match="no day"):
        read_moment("yesterday")


def test_only_names_of_the_schema_are_turned():
    said = "SELECT 'report.x', \"report\".a, reports.b FROM Report.evidence -- report.c"
    turned = "SELECT 'report.x', report_at.a, reports.b FROM report_at.evidence -- report.c"
    assert as_known_at(said) == turned


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_export_as_at_a_moment_fills_a_database_that_knows_no_more(history, database_url, tmp_path, form):
    moment = history.moments[3]
    export_database(history.engine, tmp_path / "then", form, lambda *_: None, known_at=moment)
    filled = open_database(database_url)
    try:
        load_package(filled, tmp_path / "then", lambda *_: None)
        for view in ("evidence", "articles", "corrections", "quotes_by_speaker", "entity_merges"):
            columns = [c for c in _columns(history, view) if not c.endswith("_id")]
            assert show_view(filled, view, columns=columns).rows == history.shown(view, moment, columns), view
        assert len(show_view(filled, "evidence").rows) == 2
    finally:
        filled.dispose()
