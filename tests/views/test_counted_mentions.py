"""The narrow view of what counts tells what the wide one tells: corrected, replaced, merged and entered rows too."""

import csv
import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.corrections import correct
from etl.jobs.entities import merge
from etl.jobs.spreadsheets import load_estimates
from etl.reading import show_view

QUIET = jobs.NoProgress()
COLUMNS = "estimate_id, kind, measure, status, polarity, is_change, low, best, high, said_from, published_to, claim_id"
COUNTED = f"""
SELECT {COLUMNS}, origin.entity_key AS origin_key, outlet.name AS outlet
FROM report.counted_mentions AS mention
INNER JOIN entity AS origin ON origin.entity_id = mention.origin_entity_id
LEFT JOIN entity AS outlet ON outlet.entity_id = mention.outlet_entity_id
ORDER BY estimate_id
"""
EVIDENCE = f"SELECT {COLUMNS}, origin_key, outlet FROM report.evidence WHERE NOT is_aside ORDER BY estimate_id"
BESTS = "SELECT best FROM report.counted_mentions ORDER BY best"


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    said = {"a": "Ann Lee said 40 soldiers.", "b": "Anne Lee said 60 soldiers.", "c": "Bo Chan said 90 soldiers."}
    feed = tmp_path / "feed.jsonl"
    rows = [{"id": name, "text": words, "published": "2024-10-01"} for name, words in said.items()]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    jobs.run(opened, [str(feed)], QUIET, extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


def told(engine, query):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def row_key(engine, best):
    return show_view(engine, "review", where=f"best = {best}", columns=["row_key"]).rows[0][0]


def change_everything(engine, folder):
    """Correct, rule out, merge, enter a row, and give an article another text that is read anew."""
    correct(engine, row_key(engine, 40), {"measure": "killed", "source": "state:russia"}, "me", "why")
    correct(engine, row_key(engine, 90), {"is_estimate": "false"}, "me", "no figure")
    merge(engine, "Anne Lee", "Ann Lee", "me", "one person")
    sheet = folder / "sheet.csv"
    with sheet.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("id", "source", "measure", "number"), (1, "Bo Chan", "troops", 120)])
    load_estimates(engine, [sheet], QUIET)


def test_what_counts_is_what_evidence_shows(engine, tmp_path):
    assert told(engine, COUNTED) == told(engine, EVIDENCE)
    change_everything(engine, tmp_path)
    assert told(engine, BESTS) == [(40,), (60,), (120,)]
    assert told(engine, COUNTED) == told(engine, EVIDENCE)


def test_groups_follow_a_correction(engine, tmp_path):
    change_everything(engine, tmp_path)
    groups = show_view(engine, "estimate_disagreement", columns=["measure", "count_mentions", "lowest_stated"]).rows
    assert groups == (("killed", 1, 40), ("troops", 1, 60), ("troops", 1, 120))


def test_seeds_count_alike(seed_rows):
    assert set(seed_rows("counted_mentions", COLUMNS)) == set(seed_rows("evidence", COLUMNS, "NOT is_aside"))
    parts = "part_of_estimate_id IS NOT NULL AND NOT is_aside"
    assert set(seed_rows("counted_mentions", "estimate_id", "is_part")) <= set(
        seed_rows("evidence", "estimate_id", parts)
    )
