"""Topics as data, and the views that take one: exact rows from scripted articles."""

import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.errors import UsageError
from etl.jobs.topics import add_topics
from etl.reading import show_view

QUIET = jobs.NoProgress()
ARTICLES = [
    {"id": "one", "text": "Ann Lee said 40 soldiers. Quakes shook the hills.", "published": "2024-10-01"},
    {"id": "two", "text": "Ann Lee said 60 soldiers. A quake.", "published": "2024-10-05"},
    {"id": "three", "text": "Bo Chan said 50 soldiers. Another quake.", "published": "2024-10-05"},
    {"id": "other", "text": "Bo Chan said 90 soldiers. Nothing shook.", "published": "2024-10-06"},
]
TOPIC = """
title = "Soldiers at the quake"
description = "Those who were sent"
headline_measures = ["troops"]
measures = ["killed"]
populations = ["North Korea"]
places = ["state:russia"]
words = ["quake"]
from = 2024-09-01
[[sides]]
name = "Lee's"
members = ["{lee}"]
[[sides]]
name = "Nobody's"
members = ["state:china"]
"""


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    jobs.run(opened, [str(feed)], QUIET, extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


@pytest.fixture
def topic(engine, tmp_path):
    with engine.connect() as connection:
        lee = connection.scalar(text("SELECT entity_key FROM entity WHERE name = 'Ann Lee'"))
    path = tmp_path / "quake.toml"
    path.write_text(TOPIC.format(lee=lee), encoding="utf-8")
    assert add_topics(engine, [path]) == {"quake": True}
    return path


def rows(engine, view, columns, **options):
    return list(show_view(engine, view, columns=columns.split(), **options).rows)


def test_a_topic_takes_what_has_its_words_measures_and_population(engine, topic):
    found = rows(
        engine, "topic_estimates", "article_key side origin best is_planned is_headline", where="topic = 'quake'"
    )
    assert [(key.removeprefix("id:"), *rest) for key, *rest in sorted(found)] == [
        ("one", "Lee's", "Ann Lee", 40, False, True),
        ("three", None, "Bo Chan", 50, False, True),
        ("two", "Lee's", "Ann Lee", 60, False, True),
    ]


def test_a_side_without_a_figure_shows_as_zero(engine, topic):
    columns = "side measure count_mentions count_figures count_origins lowest_stated highest_stated"
    assert rows(engine, "topic_sides", columns, where="topic = 'quake'") == [
        ("Lee's", "killed", 0, 0, 0, None, None),
        ("Lee's", "troops", 2, 2, 1, 40, 60),
        ("Nobody's", "killed", 0, 0, 0, None, None),
        ("Nobody's", "troops", 0, 0, 0, None, None),
    ]


def test_disagreement_counts_mentions_and_origins_and_gives_the_ratio(engine, topic):
    columns = "measure status count_mentions count_origins lowest_stated highest_stated ratio origins"
    assert rows(engine, "topic_disagreement", columns, where="topic = 'quake'") == [
        ("troops", "present", 3, 2, 40, 60, 1.5, "Ann Lee, Bo Chan")
    ]
    assert rows(engine, "estimate_disagreement", columns) == [
        ("troops", "present", 4, 2, 40, 90, 2.25, "Ann Lee, Bo Chan")
    ]


def test_dates_and_places_keep_others_out(engine, topic):
    count = "SELECT count(*) FROM report.topic_estimates WHERE topic = 'quake'"
    with engine.begin() as connection:
        connection.execute(text("UPDATE topic SET from_on = '2024-10-02' WHERE topic = 'quake'"))
        assert connection.scalar(text(count)) == 2
        connection.execute(
            text(
                "UPDATE topic_place SET entity_id = (SELECT entity_id FROM entity WHERE entity_key = 'state:china')"
                " WHERE topic = 'quake'"
            )
        )
        assert connection.scalar(text(count)) == 0


def test_a_bloc_speaks_for_members_that_are_no_side_of_their_own(engine):
    found = rows(engine, "topic_side_sources", "side origin_key", where="topic = 'north-korean-troops-in-russia'")
    side_of = {key: side for side, key in found}
    assert side_of["org:nato"] == side_of["state:poland"] == "NATO and its other members"
    assert side_of["state:united-states"] == "United States"
    assert side_of["state:ukraine"] == side_of["person:volodymyr-zelensky"] == "Ukraine"
    assert not any(key.startswith(("outlet:", "place:")) for key in side_of)


def test_the_topic_named_again_is_replaced_and_the_shipped_ones_stay(engine, topic):
    topic.write_text(topic.read_text().replace('measures = ["killed"]', "measures = []"))
    assert add_topics(engine, [topic]) == {"quake": False}
    assert {row[0] for row in rows(engine, "topic_sides", "measure", where="topic = 'quake'")} == {"troops"}
    assert "turkey-syria-earthquake-2023" in {row[0] for row in rows(engine, "topics", "topic")}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("troops", "troop"), "no measure 'troop'"),
        (("state:russia", "state:ruritania"), "no entity 'state:ruritania'"),
        (("title =", "titel ="), "titel: Extra inputs"),
        (("from = 2024-09-01", "from = 2024-09-01\nto = 2023-01-01"), "is after to"),
        (("[[sides]]", "[[sides"), "not TOML"),
    ],
)
def test_what_is_wrong_with_a_topic_is_named_and_nothing_is_written(engine, topic, wrong, message):
    before = rows(engine, "topics", "topic title".replace("title", "topic_title"))
    bad = topic.with_name("bad.toml")
    bad.write_text(topic.read_text().replace(*wrong))
    with pytest.raises(UsageError, match=message):
        add_topics(engine, [bad])
    assert rows(engine, "topics", "topic topic_title") == before


def test_each_source_s_newest_figure_and_what_it_said_before(engine):
    columns = "origin best known_on count_mentions count_revisions previous_best"
    found = [(o, b, str(k), *rest) for o, b, k, *rest in rows(engine, "newest_estimates", columns)]
    assert found == [
        ("Ann Lee", 60, "2024-10-05", 2, 1, 40),
        ("Bo Chan", 90, "2024-10-06", 2, 1, 50),
    ]
    differences = rows(engine, "source_revisions", "origin best difference")
    assert differences == [("Ann Lee", 40, None), ("Ann Lee", 60, 20), ("Bo Chan", 50, None), ("Bo Chan", 90, 40)]


def test_coverage_of_outlets(engine):
    columns = "outlet count_articles count_estimates count_own_voice count_origins count_quotes count_undated"
    assert rows(engine, "outlet_coverage", columns) == [("unknown outlet", 4, 4, 0, 2, 4, 0)]
