"""Rejected records: kept whole, given out, mended, loaded again, marked done."""

import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.errors import UsageError
from etl.jobs.batches import describe_batch
from etl.jobs.rejects import describe_reject, dismiss_rejects, export_rejects, read_mended, replay_rejects
from etl.reading import show_view

QUIET = jobs.NoProgress()


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def feed(tmp_path):
    path = tmp_path / "feed.jsonl"
    lines = [
        {"id": "a", "text": "Ann Lee said 40 soldiers.", "published": "2024-10-22"},
        {"id": "b", "text": "Bo Chan said 50 soldiers.", "published": "31/02/2024"},
        {"id": "c", "title": "No text"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def states(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT code, state FROM reject ORDER BY reject_id")).all()


def test_mended_records_are_loaded_read_and_marked_done(engine, feed, tmp_path):
    report = jobs.run(engine, [str(feed)], QUIET, extractor=ScriptedExtractor())
    assert describe_batch(engine, report.batch_id)["rejected_by_reason"] == {"bad_date": 1, "field_missing": 1}
    exported = tmp_path / "rejects.jsonl"
    assert export_rejects(engine, exported) == 2
    exported.write_text(exported.read_text().replace("31/02/2024", "2024-02-28"))
    report, done = replay_rejects(engine, QUIET, mended=exported, extractor=ScriptedExtractor())
    assert (done, report.articles.new, report.articles.rejected, report.extracted) == (1, 1, 1, 1)
    assert states(engine) == [("bad_date", "replayed"), ("field_missing", "open")]
    assert len(show_view(engine, "troop_estimates_by_source").rows) == 2
    (location,) = show_view(engine, "articles", where="article_key = 'b'", columns=["source_location"]).rows[0]
    assert location == str(feed)


def test_replaying_what_was_not_mended_leaves_it_open_once(engine, feed):
    jobs.run(engine, [str(feed)], QUIET, extractor=ScriptedExtractor())
    for _ in range(2):
        report, done = replay_rejects(engine, QUIET, extractor=ScriptedExtractor())
        assert (done, report.articles.rejected) == (0, 2)
    assert states(engine) == [("bad_date", "open"), ("field_missing", "open")]


def test_a_reject_of_the_extractor_is_done_when_a_better_one_has_read_it(engine, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("Ann Lee said 40 soldiers.")
    jobs.run(engine, [str(story)], QUIET, extractor=ScriptedExtractor(fails_on="Ann"))
    assert states(engine) == [("extractor_failed", "open")]
    _, done = replay_rejects(engine, QUIET, extractor=ScriptedExtractor("2"))
    assert done == 1
    assert states(engine) == [("extractor_failed", "replayed")]


def test_a_reject_is_shown_with_its_record_and_can_be_dismissed(engine, feed):
    jobs.load_articles(engine, [str(feed)], QUIET)
    first = show_view(engine, "open_rejects", columns=["reject_id"]).rows[0][0]
    assert '"id": "b"' in describe_reject(engine, int(first))
    assert dismiss_rejects(engine, [int(first)]) == 1
    assert dismiss_rejects(engine, [int(first)]) == 0
    with pytest.raises(UsageError, match="no open reject"):
        describe_reject(engine, int(first))


def test_bytes_that_are_no_text_come_back_as_they_were(engine, tmp_path):
    (tmp_path / "odd.txt").write_bytes(b"one\0two \xff\xfe")
    jobs.load_articles(engine, [str(tmp_path / "odd.txt")], QUIET)
    export_rejects(engine, tmp_path / "out.jsonl")
    assert list(read_mended(tmp_path / "out.jsonl").values()) == [b"one\0two \xff\xfe"]


@pytest.mark.parametrize("line", ["no json", "{}", '{"reject_id": 1, "record_base64": "%"}'])
def test_a_mended_file_that_is_none_is_told_with_its_line(tmp_path, line):
    path = tmp_path / "mended.jsonl"
    path.write_text('{"reject_id": 1, "record": "x"}\n' + line)
    with pytest.raises(UsageError, match=r"mended\.jsonl:2"):
        read_mended(path)
