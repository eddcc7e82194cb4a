"""Copies of a text in several outlets are linked, and count as one origin."""

import json
import random

import pytest
from flow import ScriptedExtractor

from etl import jobs
from etl.database import open_database
from etl.reading import show_view

QUIET = jobs.NoProgress()


def prose(seed, length):
    return " ".join(random.Random(seed).choices([f"word{i}" for i in range(4000)], k=length))  # noqa: S311


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def run(engine, folder, articles):
    path = folder / f"{len(list(folder.iterdir()))}.jsonl"
    lines = [json.dumps({"id": name, "text": text, "outlet": outlet}) for name, text, outlet in articles]
    path.write_text("\n".join(lines), encoding="utf-8")
    return jobs.run(engine, [str(path)], QUIET, extractor=ScriptedExtractor())


def test_an_agency_text_in_several_outlets_is_one_family(engine, tmp_path):
    agency = "Ann Lee said 40 soldiers. " + prose(1, 300)
    half = " ".join(agency.split()[:160])
    run(engine, tmp_path, [("a", agency, "First Post"), ("b", agency + " Copied.", "Second Post")])
    run(
        engine,
        tmp_path,
        [("c", half, "Third Post"), ("d", "Bo Chan said 50 soldiers. " + prose(2, 300), "Fourth Post")],
    )
    columns = ["outlet", "original_outlet", "kind", "containment"]
    assert show_view(engine, "article_copies", columns=columns).rows == (
        ("First Post", "First Post", "near", 1),
        ("Second Post", "First Post", "near", 1),
        ("Third Post", "First Post", "contains", 1),
    )
    echoes = show_view(engine, "echoes", columns=["origin", "count_mentions", "count_outlets"]).rows
    assert echoes == (("Ann Lee", 3, 3),) * 3


def test_a_second_load_links_nothing_anew(engine, tmp_path):
    articles = [("a", "Ann Lee said 40 soldiers. " + prose(3, 200), "First Post")]
    articles.append(("b", articles[0][1], "Second Post"))
    run(engine, tmp_path, articles)
    before = show_view(engine, "article_copies").rows
    run(engine, tmp_path, articles)
    assert show_view(engine, "article_copies").rows == before
    assert {row[0] for row in show_view(engine, "article_copies", columns=["kind"]).rows} == {"exact"}
