"""Extraction by several processes: the same content, in the same order, whatever dies."""

import pytest
from flow import DyingExtractor, ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs import pool
from etl.records import ArticleText, RejectedRecord, ResolvedExtraction


def stored(number):
    return pool.StoredText(number, f"key {number}", ArticleText(f"Ann Lee said {number} soldiers."))


CHUNKS = [[stored(3 * chunk + place) for place in (1, 2, 3)] for chunk in range(4)]


def found(chunks):
    return [(item.article_version_id, outcome) for chunk in chunks for item, outcome in chunk]


def test_two_workers_find_what_one_finds_in_the_same_order():
    alone = found(pool.read_chunks(CHUNKS, ScriptedExtractor(), 1))
    assert [number for number, _ in alone] == list(range(1, 13))
    assert found(pool.read_chunks(CHUNKS, ScriptedExtractor(), 2)) == alone


def test_a_chunk_larger_than_a_task_comes_back_whole_and_in_order():
    chunk = [stored(number) for number in range(1, 11)]
    assert len(chunk) > 2 * pool.ARTICLES_A_TASK
    chunks = list(pool.read_chunks([chunk, chunk[:2]], DyingExtractor("said 6 soldiers"), 2))
    assert [[item.article_version_id for item, _ in found] for found in chunks] == [[*range(1, 11)], [1, 2]]
    assert [item.article_version_id for item, outcome in chunks[0] if isinstance(outcome, RejectedRecord)] == [6]


def test_an_article_that_kills_its_worker_is_a_reject_and_its_neighbours_are_read():
    outcomes = dict(found(pool.read_chunks(CHUNKS, DyingExtractor("said 5 soldiers"), 2)))
    assert [number for number, outcome in outcomes.items() if isinstance(outcome, RejectedRecord)] == [5]
    assert outcomes[5].code == "worker_died"
    assert outcomes[5].record == b"Ann Lee said 5 soldiers."
    assert sum(isinstance(outcome, ResolvedExtraction) for outcome in outcomes.values()) == 11


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_writes_the_same_whatever_the_number_of_workers(database_url, tmp_path, monkeypatch, workers):
    monkeypatch.setattr("etl.jobs.articles.FEWEST_ARTICLES", 1)
    monkeypatch.setattr("etl.jobs.articles.EXTRACTIONS_A_CHUNK", 2)
    for number in range(7):
        (tmp_path / f"{number}.txt").write_text(f"Ann Lee said {number + 10} soldiers.")
    engine = open_database(database_url)
    report = jobs.run(engine, [str(tmp_path)], jobs.NoProgress(), workers=workers, extractor=ScriptedExtractor())
    assert report.extracted == 7
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT estimate_id, best FROM estimate ORDER BY estimate_id")).all()
    assert [row.best for row in rows] == list(range(10, 17))
    engine.dispose()
