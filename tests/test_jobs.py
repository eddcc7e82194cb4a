"""The jobs on a real database: nothing lost, nothing twice, nothing shown before it is whole."""

import threading

import pytest
from flow import ScriptedExtractor
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from etl import jobs
from etl.database import open_database
from etl.reading import QueryError, show_view

QUIET = jobs.NoProgress()
#: Everything a load writes, without surrogate ids, batches and times.
CONTENT = """
    SELECT a.article_key, v.version_number, v.text_sha256, v.current_to IS NULL, x.extractor_version,
        x.current_from IS NOT NULL AND x.current_to IS NULL, e.ordinal, e.surface, e.best, o.entity_key, s.role, s.position
    FROM article a JOIN article_version v USING (article_id) LEFT JOIN extraction x USING (article_version_id)
    LEFT JOIN estimate e USING (extraction_id) LEFT JOIN entity o ON o.entity_id = e.origin_entity_id
    LEFT JOIN estimate_attribution s USING (estimate_id)
    ORDER BY 1, 2, 5, 7, 12
"""


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, words in {
        "a": "Ann Lee said 40 soldiers.",
        "b": "Bo Chan said 50 soldiers.",
        "c": "Ann Lee said 60 soldiers.",
    }.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return folder


def content(engine, query=CONTENT):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def table_sizes(engine):
    with engine.connect() as connection:
        names = connection.execute(
            text("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
        ).scalars()
        return {
            name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) for name in list(names) if name != "batch"
        }


def test_a_folder_runs_through_to_the_view(engine, folder):
    report = jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor())
    assert (report.articles.new, report.extracted) == (3, 3)
    table = show_view(
        engine, "troop_estimates_by_source", columns=["origin", "best", "chain", "start_offset", "end_offset"]
    )
    assert [row[:3] for row in table.rows] == [
        ("Ann Lee", 40, "Ann Lee > unknown outlet"),
        ("Ann Lee", 60, "Ann Lee > unknown outlet"),
        ("Bo Chan", 50, "Bo Chan > unknown outlet"),
    ]


def test_the_second_run_changes_no_row(engine, folder):
    jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor())
    before, sizes = content(engine), table_sizes(engine)
    extractor = ScriptedExtractor()
    report = jobs.run(engine, [str(folder)], QUIET, extractor=extractor)
    assert (report.articles.new, report.articles.changed, report.articles.unchanged) == (0, 0, 3)
    assert report.extracted == 0
    assert extractor.texts_read == []
    assert content(engine) == before
    assert table_sizes(engine) == sizes


def test_one_text_in_two_files_is_one_article_found_twice(engine, folder):
    (folder / "copy.txt").write_text((folder / "a.txt").read_text())
    report = jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor())
    assert (report.articles.new, report.articles.unchanged) == (3, 1)
    assert len(content(engine, "SELECT location FROM article_source")) == 4


def test_a_changed_article_is_a_new_version_and_the_old_is_kept(engine, tmp_path):
    feed = tmp_path / "feed.jsonl"
    for soldiers in (40, 45):
        feed.write_text(f'{{"id": "one", "text": "Ann Lee said {soldiers} soldiers."}}\n')
        report = jobs.run(engine, [str(feed)], QUIET, extractor=ScriptedExtractor())
    assert (report.articles.changed, report.extracted) == (1, 1)
    assert [row[0] for row in show_view(engine, "troop_estimates_by_source", columns=["best"]).rows] == [45]
    kept = content(engine, "SELECT version_number, current_to IS NULL FROM article_version ORDER BY 1")
    assert kept == [(1, False), (2, True)]
    assert content(engine, "SELECT best FROM estimate ORDER BY 1") == [(40,), (45,)]


def test_two_texts_under_one_key_in_one_load_leave_the_last_current_and_stay_so(engine, tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(f'{{"id": "one", "text": "Ann Lee said {n} soldiers."}}\n' for n in (40, 45)))
    jobs.run(engine, [str(feed)], QUIET, extractor=ScriptedExtractor())
    report = jobs.run(engine, [str(feed)], QUIET, extractor=ScriptedExtractor())
    assert report.articles.unchanged == 2
    assert [row[0] for row in show_view(engine, "troop_estimates_by_source", columns=["best"]).rows] == [45]


def test_a_better_extractor_supersedes_and_keeps(engine, folder):
    jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor("1"))
    report = jobs.extract(engine, QUIET, extractor=ScriptedExtractor("2"))
    assert report.extracted == 3
    assert len(show_view(engine, "troop_estimates_by_source").rows) == 3
    kept = content(
        engine, "SELECT extractor_version, count(*), bool_or(current_to IS NULL) FROM extraction GROUP BY 1 ORDER BY 1"
    )
    assert kept == [("1", 3, False), ("2", 3, True)]


def test_an_article_the_extractor_fails_on_is_a_reject_and_stays_loaded(engine, folder):
    report = jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor(fails_on="Bo Chan"))
    assert (report.articles.new, report.extracted, report.articles.rejected) == (3, 2, 1)
    [(stage, code, record)] = content(engine, "SELECT stage, code, record FROM reject")
    assert (stage, code, bytes(record)) == ("extract", "extractor_failed", b"Bo Chan said 50 soldiers.")
    assert len(content(engine, "SELECT 1 FROM article")) == 3
    again = jobs.extract(engine, QUIET, extractor=ScriptedExtractor())
    assert again.extracted == 1
    assert len(show_view(engine, "troop_estimates_by_source").rows) == 3


class FallingExtractor(ScriptedExtractor):
    """Cuts its own database connection after some articles, as a server that goes away does."""

    def __init__(self, url, after):
        super().__init__()
        self.url, self.after = url, after

    def extract(self, article):
        if len(self.texts_read) == self.after:
            killer = create_engine(self.url, isolation_level="AUTOCOMMIT")
            with killer.connect() as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            killer.dispose()
        return super().extract(article)


def test_a_server_that_goes_away_loses_nothing_shows_nothing_and_the_next_run_completes(
    engine, database_url, folder, monkeypatch
):
    monkeypatch.setattr("etl.jobs.articles.EXTRACTIONS_A_CHUNK", 1)
    with pytest.raises(jobs.DatabaseLostError, match="run the same command again"):
        jobs.run(engine, [str(folder)], QUIET, extractor=FallingExtractor(database_url, after=1))
    assert show_view(engine, "articles").rows == ()
    rest = ScriptedExtractor()
    report = jobs.run(engine, [str(folder)], QUIET, extractor=rest)
    assert (report.articles.new, report.extracted) == (3, 3)
    assert len(rest.texts_read) == 2, "what was committed before is taken over, not read again"
    assert len(show_view(engine, "troop_estimates_by_source").rows) == 3
    assert content(engine, "SELECT state FROM batch WHERE command = 'run' ORDER BY batch_id") == [
        ("failed",),
        ("published",),
    ]


def test_interrupted_and_undisturbed_loads_give_the_same_content(engine, empty_database_url, folder, monkeypatch):
    monkeypatch.setattr("etl.jobs.articles.EXTRACTIONS_A_CHUNK", 1)
    url = engine.url.render_as_string(hide_password=False)
    with pytest.raises(jobs.DatabaseLostError):
        jobs.run(engine, [str(folder)], QUIET, extractor=FallingExtractor(url, after=2))
    jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor())
    other = open_database(empty_database_url)
    jobs.run(other, [str(folder)], QUIET, extractor=ScriptedExtractor())
    assert content(engine) == content(other)
    other.dispose()


def test_two_loads_at_once_give_the_content_of_one_after_the_other(engine, folder):
    reports = []
    loads = [
        threading.Thread(
            target=lambda: reports.append(jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor()))
        )
        for _ in range(3)
    ]
    for load in loads:
        load.start()
    for load in loads:
        load.join(60)
    assert sorted(report.articles.new for report in reports) == [0, 0, 3]
    assert len(show_view(engine, "troop_estimates_by_source").rows) == 3
    assert (
        content(engine, "SELECT entity_key FROM entity WHERE origin = 'extracted' GROUP BY 1 HAVING count(*) > 1") == []
    )


def test_a_view_is_asked_for_by_name_with_condition_and_columns(engine, folder):
    jobs.run(engine, [str(folder)], QUIET, extractor=ScriptedExtractor())
    rows = show_view(
        engine, "troop_estimates_by_source", where="best > 45", columns=["best"], order="best DESC", limit=1
    ).rows
    assert rows == ((60,),)
    with pytest.raises(QueryError, match="did you mean 'evidence'"):
        show_view(engine, "evidense")
    with pytest.raises(QueryError, match="no column 'bst'; did you mean 'best'"):
        show_view(engine, "evidence", columns=["bst"])
    with pytest.raises(QueryError, match="syntax"):
        show_view(engine, "evidence", where="best >")


def test_showing_a_view_cannot_write(engine):
    with pytest.raises((QueryError, DBAPIError), match="read-only"):
        show_view(
            engine, "articles", where="EXISTS (SELECT 1 FROM nextval('batch_batch_id_seq') WHERE lo_create(0) > 0)"
        )
