"""The short form of `make crash-test`: killed at random moments, run again, the tables are those of a calm load."""

import random
import signal
import threading
import time

import pytest
from crash import content, differences, kill_process, load, start_load, write_input

from etl.database import open_database

ARTICLES = 120


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    write_input(path, ARTICLES)
    return path


def test_a_killed_load_is_completed_by_the_next(database_url, empty_database_url, articles):
    open_database(empty_database_url).dispose()
    began = time.monotonic()
    with start_load(empty_database_url, articles) as calm:
        calm.wait(120)
    assert calm.returncode == 0
    duration = time.monotonic() - began
    wanted = content(empty_database_url)
    assert len(wanted["estimate"]) > ARTICLES
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for _ in range(2):
        kill_process(database_url, articles, chance.uniform(duration * 0.3, duration))
    load(database_url, articles)
    assert differences(wanted, content(database_url)) == []


def test_a_backfill_killed_at_any_statement_is_completed_by_the_next_load(database_url, empty_database_url, articles):
    load(empty_database_url, articles)
    open_database(database_url).dispose()
    bare = []
    moments = [
        ("DROP INDEX", 2),
        ("WITH latest", 2),
        ("INSERT INTO quote ", 3),
        ("CREATE INDEX", 2),
        ("ALTER TABLE", 12),
    ]
    for beginning, number in moments:
        with start_load(database_url, articles, "--backfill", "--last", beginning, str(number)) as killed:
            killed.wait(120)
        assert killed.returncode == -signal.SIGKILL, beginning
        bare.append(len(content(database_url)["set_aside"]))
    # All is dropped at once, and built one by one.
    assert bare[0] == 0 < bare[4] < bare[3] < bare[2] == bare[1]
    load(database_url, articles)
    assert differences(content(empty_database_url), content(database_url)) == []


def test_two_loaders_of_overlapping_inputs_give_what_one_after_the_other_gives(
    database_url, empty_database_url, tmp_path, articles
):
    second = tmp_path / "second.jsonl"
    lines = articles.read_text().splitlines(keepends=True)
    second.write_text("".join(lines[40:]))
    articles.write_text("".join(lines[:80]))
    both = [threading.Thread(target=load, args=(database_url, path)) for path in (articles, second)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(120)
    for path in (articles, second):
        load(empty_database_url, path)
    wanted, found = content(empty_database_url), content(database_url)
    for rows in (wanted, found):  # which of two loads brought a later text first is theirs to race for
        rows["article_version"] = sorted({(row[0], row[2]) for row in rows["article_version"]})
    assert {t: len(rows) for t, rows in wanted.items()} == {t: len(rows) for t, rows in found.items()}
    assert wanted["article"] == found["article"]
    assert wanted["article_version"] == found["article_version"]
    assert wanted["entity"] == found["entity"]
