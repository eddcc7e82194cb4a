"""A condition on a source finds by an index what reading everything finds: corrected sources and merged ones too."""

import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.corrections import correct
from etl.jobs.entities import merge, split
from etl.reading import show_view

SAID = {
    "a": ("Ann Lee said 40 soldiers.", "2024-10-01"),
    "b": ("Ann Lee said 60 soldiers.", "2024-10-03"),
    "c": ("Anne Lee said 70 soldiers.", "2024-10-05"),
    "d": ("Bo Chan said 90 soldiers.", "2024-10-02"),
}
VIEWS = ("evidence", "troop_estimates_by_source", "source_revisions", "newest_estimates")


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    feed = tmp_path / "feed.jsonl"
    rows = [{"id": name, "text": said, "published": day} for name, (said, day) in SAID.items()]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    jobs.run(opened, [str(feed)], jobs.NoProgress(), extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


def row_key(engine, best):
    return show_view(engine, "review", where=f"best = {best}", columns=["row_key"]).rows[0][0]


def entity_key(engine, name):
    with engine.connect() as connection:
        return connection.scalar(text("SELECT entity_key FROM entity WHERE name = :name"), {"name": name})


def bests(engine, view, origin):
    """The figures of an origin; asked for by name, they are those that a walk through the whole view gives."""
    columns = ["origin", "best"] if view != "troop_estimates_by_source" else ["origin", "best", "estimate_id"]
    every = [row[1] for row in show_view(engine, view, columns=columns).rows if row[0] == origin]
    asked = [row[1] for row in show_view(engine, view, where=f"origin = '{origin}'", columns=columns).rows]
    assert sorted(asked) == sorted(every), view
    return sorted(asked)


def all_bests(engine, origin):
    return {view: bests(engine, view, origin) for view in VIEWS}


def expected(mentions, newest):
    return {view: [newest] if view == "newest_estimates" else mentions for view in VIEWS}


def test_each_source_has_its_own(engine):
    assert all_bests(engine, "Ann Lee") == expected([40, 60], 60)
    assert all_bests(engine, "Bo Chan") == expected([90], 90)


def test_a_figure_whose_source_was_corrected_is_found_under_the_new_one_only(engine):
    correct(engine, row_key(engine, 60), {"source": entity_key(engine, "Bo Chan")}, "me", "he said it")
    assert all_bests(engine, "Bo Chan") == expected([60, 90], 60)
    assert all_bests(engine, "Ann Lee") == expected([40], 40)


def test_a_source_that_only_a_correction_names_is_found(engine):
    correct(engine, row_key(engine, 40), {"source": "state:russia"}, "me", "Moscow said it")
    with engine.connect() as connection:
        russia = connection.scalar(text("SELECT name FROM entity WHERE entity_key = 'state:russia'"))
    assert all_bests(engine, russia) == expected([40], 40)


def test_merged_sources_are_one_and_split_again_two(engine):
    merge(engine, "Anne Lee", "Ann Lee", "me", "one person")
    assert all_bests(engine, "Ann Lee") == expected([40, 60, 70], 70)
    assert bests(engine, "evidence", "Anne Lee") == []
    correct(engine, row_key(engine, 90), {"source": entity_key(engine, "Anne Lee")}, "me", "she said it")
    assert all_bests(engine, "Ann Lee") == expected([40, 60, 70, 90], 70)
    split(engine, "Anne Lee", "me", "two after all")
    assert all_bests(engine, "Anne Lee") == expected([70, 90], 70)
    assert all_bests(engine, "Ann Lee") == expected([40, 60], 60)
