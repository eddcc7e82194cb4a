"""Only what a load touched is resolved anew, and the outcome is that of resolving everything."""

import dataclasses
import re

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.claims import resolve_all_claims
from etl.load.touched import mark_blocks_of_publication

QUIET = jobs.NoProgress()
TABLES = {
    "claim": "SELECT claim_id, redirect_claim_id FROM claim ORDER BY 1",
    "member": "SELECT claim_id, estimate_id FROM claim_member ORDER BY 1, 2",
    "reference": "SELECT * FROM claim_reference ORDER BY 1",
    "related": "SELECT claim_id, estimate_id, kind FROM claim_related ORDER BY 1, 2",
}


class RangeExtractor(ScriptedExtractor):
    """Also reads "said 40 soldiers to 50" as a range, and "said 40 soldiers, roughly" as vague."""

    def extract(self, article):
        annotation = super().extract(article)
        estimate = annotation.estimates[0]
        if upper := re.search(r"soldiers to (\d+)", article.text):
            estimate = dataclasses.replace(estimate, best=None, high=float(upper[1]))
        if "roughly" in article.text:
            estimate = dataclasses.replace(estimate, kind="vague", low=None, best=None, high=None, value=None)
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


def test_other_numbers_of_the_block_are_left_alone(engine, tmp_path):
    for name, words in LOADS[:2]:
        load(engine, tmp_path / f"{name}.txt", words, RangeExtractor())
    touched = "SELECT low FROM pg_temp.touched_estimate ORDER BY 1"
    with engine.begin() as connection:
        newest = "(SELECT max(extraction_id) FROM extraction)"
        connection.execute(text(f"UPDATE extraction SET current_from = now() WHERE extraction_id = {newest}"))
        mark_blocks_of_publication(connection)
        assert connection.execute(text(touched)).scalars().all() == [50]
