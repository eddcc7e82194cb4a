"""Claims in the database: the same partition in whatever order articles come, and ids that stay."""

import itertools

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.claims import resolve_all_claims

QUIET = jobs.NoProgress()
WORDS = {
    "a": "Ann Lee said 40 soldiers.",
    "b": "Ann Lee said 40 soldiers, again.",
    "c": "Bo Chan said 40 soldiers.",
    "d": "Ann Lee said 50 soldiers.",
    "e": "Ann Lee said 40 soldiers, once more.",
}


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def run(engine, folder, *names, version="1"):
    for name in names:
        (folder / f"{name}.txt").write_text(WORDS[name], encoding="utf-8")
        jobs.run(engine, [str(folder / f"{name}.txt")], QUIET, extractor=ScriptedExtractor(version))


def ids(engine):
    """Text of the article -> claim id."""
    query = (
        "SELECT v.text, e.claim_id FROM report.evidence e JOIN article_version v USING (article_version_id) ORDER BY 1"
    )
    with engine.connect() as connection:
        return {row.text: row.claim_id for row in connection.execute(text(query))}


def partition(engine):
    told = sorted(ids(engine).items(), key=lambda item: item[1])
    groups = itertools.groupby(told, key=lambda item: item[1])
    return {frozenset(words for words, _ in group) for _, group in groups}


EXPECTED = {frozenset(WORDS[n] for n in group) for group in ("abe", "c", "d")}


def test_the_partition_is_the_same_in_either_order(engine, tmp_path):
    run(engine, tmp_path, *"edcba")
    assert partition(engine) == EXPECTED


def test_all_at_once_is_the_same_as_one_by_one(engine, tmp_path):
    for name, words in WORDS.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    jobs.run(engine, [str(tmp_path)], QUIET, extractor=ScriptedExtractor())
    assert partition(engine) == EXPECTED


def test_ids_stay_when_articles_are_added_and_when_all_is_read_again(engine, tmp_path):
    run(engine, tmp_path, "a", "c", "d")
    first = ids(engine)
    run(engine, tmp_path, "b", "e")
    grown = ids(engine)
    assert {words: grown[words] for words in first} == first
    jobs.extract(engine, QUIET, extractor=ScriptedExtractor("2"))
    assert ids(engine) == grown
    with engine.begin() as connection:
        before = connection.execute(text("SELECT *, xmin::text FROM claim ORDER BY claim_id")).all()
        resolve_all_claims(connection)
        assert connection.execute(text("SELECT *, xmin::text FROM claim ORDER BY claim_id")).all() == before
        members = connection.scalar(text("SELECT count(*) FROM claim_member"))
    assert members == len(WORDS), "superseded readings tell no claim"
