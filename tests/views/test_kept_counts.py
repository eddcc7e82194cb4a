"""The kept rows of the mentions that count are what the view tells, in every committed state and nowhere else."""

import csv
import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import create_engine, text

from etl import jobs
from etl.database import open_database
from etl.exchange import export_database, load_package
from etl.jobs.corrections import correct, withdraw
from etl.jobs.entities import merge, split
from etl.jobs.forgetting import choose_articles, forget_articles
from etl.jobs.spreadsheets import load_estimates
from etl.load.counts import count_differences, recount_everything
from etl.reading import show_view

QUIET = jobs.NoProgress()
TEXTS = {
    "a": "Ann Lee said 40 soldiers.", "b": "Anne Lee said 60 soldiers.", "c": "Bo Chan said 90 soldiers.",
    "d": "Ann Lee said 40 soldiers.",
}  # fmt: skip


def write_feed(folder, texts, name="feed"):
    feed = folder / f"{name}.jsonl"
    rows = [{"id": key, "text": words, "published": "2024-10-01"} for key, words in texts.items()]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(feed)


def write_sheet(folder, rows):
    path = folder / "sheet.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("id", "source", "measure", "number", "article"), *rows])
    return path


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    jobs.run(opened, [write_feed(tmp_path, TEXTS)], QUIET, extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


def kept(engine):
    """The kept figures, after it is certain that they are those of the view and that nothing is owed."""
    with engine.connect() as connection:
        assert count_differences(connection) == 0
        for table in ("stale_mark", "recount_due"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
        return sorted(connection.scalars(text("SELECT coalesce(low, best, high) FROM counted_mention")))


def row_key(engine, best):
    return show_view(engine, "review", where=f"best = {best}", columns=["row_key"]).rows[0][0]


def test_a_publication_is_counted(engine, tmp_path):
    assert kept(engine) == [40, 40, 60, 90]
    jobs.run(engine, [write_feed(tmp_path, {"a": "Ann Lee said 45 soldiers."})], QUIET, extractor=ScriptedExtractor())
    assert kept(engine) == [40, 45, 60, 90]


def test_what_is_not_published_is_not_counted(engine, tmp_path):
    class Interrupted(ScriptedExtractor):
        def extract(self, article):
            raise KeyboardInterrupt(article.text)

    feed = write_feed(tmp_path, {"e": "Ann Lee said 70 soldiers."})
    with pytest.raises(KeyboardInterrupt):
        jobs.run(engine, [feed], QUIET, extractor=Interrupted("2"))
    assert kept(engine) == [40, 40, 60, 90]


def test_another_reading_takes_the_place_of_the_first(engine):
    jobs.extract(engine, QUIET, extractor=ScriptedExtractor("2"))
    assert kept(engine) == [40, 40, 60, 90]


def test_corrections_are_counted_and_withdrawn(engine):
    _, made = correct(
        engine, row_key(engine, 60), {"low": "65", "best": "65", "high": "65", "source": "state:russia"}, "me", "why"
    )
    assert kept(engine) == [40, 40, 65, 90]
    _, ruled_out = correct(engine, row_key(engine, 90), {"is_estimate": "false"}, "me", "no figure")
    assert kept(engine) == [40, 40, 65]
    for number in (*made, *ruled_out):
        withdraw(engine, number, "me")
    assert kept(engine) == [40, 40, 60, 90]


def test_a_merge_is_counted_and_undone(engine):
    def origins():
        with engine.connect() as connection:
            return len(set(connection.scalars(text("SELECT origin_entity_id FROM counted_mention"))))

    before = origins()
    merge(engine, "Anne Lee", "Bo Chan", "me", "one person")
    assert kept(engine) == [40, 40, 60, 90]
    assert origins() == before - 1
    split(engine, "Anne Lee", "me", "two after all")
    assert kept(engine) == [40, 40, 60, 90]
    assert origins() == before


def test_a_merge_of_outlets_is_counted(engine):
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO entity (entity_key, name, type, origin) VALUES ('outlet:one', 'One', 'outlet', 'user')")
        )
        outlets = text("SELECT DISTINCT outlet_entity_id FROM counted_mention WHERE outlet_entity_id IS NOT NULL")
        first = connection.scalars(outlets).first()
        connection.execute(
            text(
                "UPDATE entity SET merged_into_entity_id = (SELECT entity_id FROM entity WHERE entity_key = 'outlet:one')"
                " WHERE entity_id = :first"
            ),
            {"first": first},
        )
    kept(engine)
    with engine.connect() as connection:
        names = set(
            connection.scalars(
                text("SELECT name FROM entity JOIN counted_mention ON outlet_entity_id = entity.entity_id")
            )
        )
    assert "One" in names


def test_rows_that_a_person_enters_stand_in_the_place_of_others(engine, tmp_path):
    article = show_view(engine, "evidence", where="best = 90", columns=["article_key"]).rows[0][0]
    load_estimates(engine, [write_sheet(tmp_path, [(1, "Bo Chan", "troops", 90, article)])], QUIET)
    assert kept(engine) == [40, 40, 60, 90]
    load_estimates(engine, [write_sheet(tmp_path, [(1, "Bo Chan", "troops", 95, article)])], QUIET)
    assert kept(engine) == [40, 40, 60, 90, 95]


def test_rows_of_a_large_sheet_count_once_their_claims_are_told(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("etl.jobs.spreadsheets.CLAIMS_AT_ONCE", 1)

    def stop(*_):
        raise RuntimeError("killed here")

    sheet = write_sheet(tmp_path, [(n, "Bo Chan", "troops", 100 + n, "") for n in range(3)])
    with monkeypatch.context() as patch:
        patch.setattr("etl.jobs.spreadsheets.resolve_left_claims", stop)
        with pytest.raises(RuntimeError, match="killed here"):
            load_estimates(engine, [sheet], QUIET)
    assert kept(engine) == [40, 40, 60, 90]
    load_estimates(engine, [sheet], QUIET)
    assert kept(engine) == [40, 40, 60, 90, 100, 101, 102]


def test_a_forgotten_article_counts_no_more(engine):
    article = show_view(engine, "evidence", where="best = 90", columns=["article_key"]).rows[0][0]
    forget_articles(engine, choose_articles(engine, [article]).articles, "me", "asked to")
    assert kept(engine) == [40, 40, 60]


def test_an_emptied_table_counts_no_more(engine):
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE estimate CASCADE"))
    assert kept(engine) == []


def test_the_same_transaction_sees_it_when_it_asks(engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE estimate SET low = 41, best = 41, high = 41 WHERE best = 40"))
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        assert connection.scalar(text("SELECT count(*) FROM counted_mention WHERE best = 41")) == 2
        connection.execute(text("UPDATE estimate SET low = 42, best = 42, high = 42 WHERE best = 41"))
    assert kept(engine) == [42, 42, 60, 90]


def test_a_loader_s_work_is_counted(engine):
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL ROLE onrecord_loader"))
        connection.execute(text("UPDATE estimate SET low = 41, best = 41, high = 41 WHERE best = 40"))
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    assert kept(engine) == [41, 41, 60, 90]


def test_an_export_is_counted_where_it_is_loaded(engine, tmp_path, empty_database_url):
    export_database(engine, tmp_path / "package", "csv", lambda *_: None)
    other = open_database(empty_database_url)
    load_package(other, tmp_path / "package", lambda *_: None)
    assert kept(other) == [40, 40, 60, 90]
    other.dispose()


def test_what_went_past_the_triggers_is_found_and_mended(engine):
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("DELETE FROM claim_member"))
    with engine.begin() as connection:
        assert count_differences(connection) > 0
        recount_everything(connection)
    kept(engine)


def test_an_upgrade_counts_what_was_there(engine, database_url, onrecord):
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO stale_mark (kind) VALUES ('everything')"))
        connection.execute(text("TRUNCATE counted_mention"))
    assert onrecord("db", "upgrade").returncode == 0
    fresh = create_engine(database_url)
    assert kept(fresh) == [40, 40, 60, 90]
    fresh.dispose()
