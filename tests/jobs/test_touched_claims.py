"""Only what a load touched is resolved anew, and the outcome is that of resolving everything."""

import dataclasses
import re
from datetime import date

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.claims import resolve_all_claims
from etl.jobs.corrections import correct
from etl.load.touched import mark_blocks_of_publication
from etl.records import Interval

QUIET = jobs.NoProgress()
TABLES = {
    "claim": "SELECT claim_id, redirect_claim_id FROM claim ORDER BY 1",
    "member": "SELECT claim_id, estimate_id FROM claim_member ORDER BY 1, 2",
    "reference": "SELECT * FROM claim_reference ORDER BY 1",
    "related": "SELECT claim_id, estimate_id, kind FROM claim_related ORDER BY 1, 2",
}


class RangeExtractor(ScriptedExtractor):
    """Also reads "said 40 soldiers to 50" as a range, "said 40 soldiers, roughly" as vague, "on 2024-05-01" as said then."""

    def extract(self, article):
        annotation = super().extract(article)
        estimate = annotation.estimates[0]
        if upper := re.search(r"soldiers to (\d+)", article.text):
            estimate = dataclasses.replace(estimate, best=None, high=float(upper[1]))
        if "roughly" in article.text:
            estimate = dataclasses.replace(estimate, kind="vague", low=None, best=None, high=None, value=None)
        if day := re.search(r"on (\d{4}-\d{2}-\d{2})", article.text):
            said = date.fromisoformat(day[1])
            estimate = dataclasses.replace(estimate, said=Interval(said, said, "day", "stated", day[1]))
        return dataclasses.replace(annotation, estimates=(estimate,))


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def tables(connection):
    return {name: connection.execute(text(query)).all() for name, query in TABLES.items()}


def load(engine, path, words, extractor):
    path.write_text(words, encoding="utf-8")
    jobs.run(engine, [str(path)], QUIET, extractor=extractor)


#: File and its words, loaded one after the other; a file's second words are a new version.
LOADS = (
    ("a", "Ann Lee said 40 soldiers."),
    ("b", "Ann Lee said 50 soldiers."),
    ("c", "Ann Lee said 99 soldiers, roughly."),
    ("d", "Ann Lee said 40 soldiers to 50."),
    ("e", "Ann Lee said 60 soldiers."),
    ("f", "Ann Lee said 50 soldiers to 60."),
    ("g", "Ann Lee said 40 soldiers, once more."),
    ("d", "Ann Lee said 70 soldiers."),
    ("c", "Ann Lee said 60 soldiers, she repeated."),
)


def test_resolving_everything_changes_nothing_after_any_load(engine, tmp_path):
    extractor = RangeExtractor()
    related = 0
    for file, words in LOADS:
        load(engine, tmp_path / f"{file}.txt", words, extractor)
        with engine.begin() as connection:
            before = tables(connection)
            resolve_all_claims(connection)
            assert tables(connection) == before, words
        related = max(related, len(before["related"]))
    assert related > 3, "the vague one stood near several claims, the ranges were undecided"


#: Two claims whose days lie too far apart, then mentions between that join them, then one of those gone.
DATED_LOADS = (
    ("a", "Ann Lee said 40 soldiers on 2024-01-01."),
    ("b", "Ann Lee said 40 soldiers on 2024-03-15."),
    ("c", "Ann Lee said 40 soldiers on 2024-01-25."),
    ("d", "Ann Lee said 40 soldiers on 2024-02-20."),
    ("e", "Ann Lee said 40 soldiers, roughly, on 2024-01-02."),
    ("f", "Ann Lee said 40 soldiers."),
    ("c", "Ann Lee said 40 soldiers on 2024-09-01."),
    ("f", "Ann Lee said 90 soldiers."),
    ("g", "Ann Lee said 40 soldiers on 2024-08-20."),
)


def test_resolving_everything_changes_nothing_whatever_the_days(engine, tmp_path):
    shared = 0
    for file, words in DATED_LOADS:
        load(engine, tmp_path / f"{file}.txt", words, RangeExtractor())
        with engine.begin() as connection:
            before = tables(connection)
            resolve_all_claims(connection)
            assert tables(connection) == before, words
        shared = max(shared, len(before["member"]) - len({claim for claim, _ in before["member"]}))
    assert shared > 1, "days near each other joined mentions"


TOUCHED = "SELECT sentence FROM pg_temp.touched_estimate INNER JOIN estimate USING (estimate_id) ORDER BY 1"


def touched_by_the_newest(engine):
    with engine.begin() as connection:
        newest = "(SELECT max(extraction_id) FROM extraction)"
        connection.execute(text(f"UPDATE extraction SET current_from = now() WHERE extraction_id = {newest}"))
        mark_blocks_of_publication(connection)
        return connection.execute(text(TOUCHED)).scalars().all()


def test_other_numbers_of_the_block_are_left_alone(engine, tmp_path):
    for name, words in LOADS[:2]:
        load(engine, tmp_path / f"{name}.txt", words, RangeExtractor())
    assert touched_by_the_newest(engine) == ["Ann Lee said 50 soldiers."]


def test_other_days_are_left_alone_unless_a_chain_of_days_leads_to_them(engine, tmp_path):
    for name, words in DATED_LOADS[:3]:
        load(engine, tmp_path / f"{name}.txt", words, RangeExtractor())
    assert touched_by_the_newest(engine) == [DATED_LOADS[0][1], DATED_LOADS[2][1]]
    load(engine, tmp_path / "d.txt", DATED_LOADS[3][1], RangeExtractor())
    assert touched_by_the_newest(engine) == sorted(words for _, words in DATED_LOADS[:4])


def test_a_mention_that_was_corrected_to_another_source_is_found_there(engine, tmp_path):
    for name, words in (("a", "Ann Lee said 40 soldiers."), ("b", "Bob Ray said 40 soldiers.")):
        load(engine, tmp_path / f"{name}.txt", words, RangeExtractor())
    key = "SELECT row_key FROM report.review WHERE sentence LIKE 'Ann Lee%'"
    with engine.connect() as connection:
        row_key = connection.scalar(text(key))
    correct(engine, row_key, {"source": "Bob Ray"}, "me", "read again")
    load(engine, tmp_path / "b.txt", "Bob Ray said 40 soldiers, again.", RangeExtractor())
    jobs.extract(engine, QUIET, extractor=RangeExtractor("2"))
    with engine.begin() as connection:
        before = tables(connection)
        assert len({claim for claim, _ in before["member"]}) == 1, "the corrected one tells what Bob Ray said"
        resolve_all_claims(connection)
        assert tables(connection) == before
