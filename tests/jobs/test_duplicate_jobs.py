"""Copies of a text in several outlets are linked, and count as one origin."""

import dataclasses
import json
import random
from datetime import date, timedelta

import pytest
from flow import ScriptedExtractor

from etl import jobs
from etl.database import open_database
from etl.reading import show_view
from etl.records import Interval

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


class TuesdayExtractor(ScriptedExtractor):
    """Also knows what "on Tuesday" means where the article has a date."""

    def extract(self, article):
        annotation = super().extract(article)
        day = article.published.from_on
        if day is None:
            return annotation
        tuesday = Interval(day - timedelta(days=1), day - timedelta(days=1), "day", "derived", "on Tuesday")
        estimate = dataclasses.replace(annotation.estimates[0], as_of=tuesday, said=tuesday)
        return dataclasses.replace(annotation, published=article.published, estimates=(estimate,))


DATES = [
    "outlet", "published_from", "published_to", "published_basis", "as_of_from", "as_of_basis", "said_to", "said_basis",
]  # fmt: skip


def load_dated(engine, path, outlet, text, day):
    article = {"id": outlet, "text": text, "outlet": outlet} | ({"date": day} if day else {})
    path.write_text(json.dumps(article), encoding="utf-8")
    jobs.run(engine, [str(path)], QUIET, extractor=TuesdayExtractor())


def dates(engine):
    return {row[0]: row[1:] for row in show_view(engine, "evidence", columns=DATES).rows}


def test_an_undated_copy_takes_the_dates_of_the_dated_one_whichever_comes_first(engine, tmp_path):
    agency = "Ann Lee said 40 soldiers. " + prose(5, 300)
    load_dated(engine, tmp_path / "a.jsonl", "First Post", agency, None)
    assert dates(engine)["First Post"] == (None, None, "unknown", None, "unknown", None, "unknown")
    load_dated(engine, tmp_path / "b.jsonl", "Second Post", agency, "2024-10-30")
    load_dated(engine, tmp_path / "c.jsonl", "Third Post", agency, None)
    wednesday, tuesday = date(2024, 10, 30), date(2024, 10, 29)
    copied = (wednesday, wednesday, "cross_article", tuesday, "cross_article", tuesday, "cross_article")
    assert dates(engine) == {
        "First Post": copied,
        "Second Post": (wednesday, wednesday, "file", tuesday, "derived", tuesday, "derived"),
        "Third Post": copied,
    }
    claims = {row[0] for row in show_view(engine, "evidence", columns=["claim_id"]).rows}
    assert len(claims) == 1


def test_a_filled_date_goes_with_the_copy_that_it_came_from(engine, tmp_path):
    agency = "Ann Lee said 40 soldiers. " + prose(6, 300)
    load_dated(engine, tmp_path / "a.jsonl", "First Post", agency, None)
    load_dated(engine, tmp_path / "b.jsonl", "Second Post", agency, "2024-10-30")
    assert dates(engine)["First Post"][2] == "cross_article"
    load_dated(engine, tmp_path / "b.jsonl", "Second Post", "Bo Chan said 50 soldiers. " + prose(7, 300), "2024-10-30")
    assert dates(engine)["First Post"] == (None, None, "unknown", None, "unknown", None, "unknown")


def test_a_text_that_holds_another_gives_it_no_date(engine, tmp_path):
    short = "Ann Lee said 40 soldiers. " + prose(8, 150)
    load_dated(engine, tmp_path / "a.jsonl", "First Post", short, None)
    load_dated(engine, tmp_path / "b.jsonl", "Second Post", short + " " + prose(9, 300), "2024-10-30")
    assert dates(engine)["First Post"][2] == "unknown"
