"""Merges and splits on a real database: views read through them, nothing is rewritten, all of it can be undone."""

import threading

import pytest
from flow import ScriptedExtractor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.entities import EntityError, add_alias, merge, split
from etl.reading import show_view

QUIET = jobs.NoProgress()
PEOPLE = ("Ann Lee", "Anne Lee", "Bo Chan", "Cy Dorn")
STATE = (
    "SELECT * FROM claim ORDER BY 1",
    # Since when a mention tells its claim is history: a merge and its split are part of it.
    "SELECT claim_id, estimate_id FROM claim_member ORDER BY 1, 2",
    "SELECT claim_id, estimate_id, kind FROM claim_related ORDER BY 1, 2",
    "SELECT * FROM claim_reference ORDER BY 1",
    "SELECT entity_id, entity_key, name, merged_into_entity_id FROM entity ORDER BY 1",
    "SELECT * FROM estimate ORDER BY 1",
    "SELECT entity_id, other_entity_id, state FROM entity_candidate ORDER BY 1, 2",
)


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    for number, (name, figure) in enumerate(
        [("Ann Lee", 40), ("Anne Lee", 40), ("Bo Chan", 40), ("Bo Chan", 50), ("Cy Dorn", 50), ("Ann Lee", 60)]
    ):
        (tmp_path / f"{number}.txt").write_text(f"{name} said {figure} soldiers.", encoding="utf-8")
    jobs.run(opened, [str(tmp_path / "*.txt")], QUIET, extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


def state(engine):
    with engine.connect() as connection:
        return [connection.execute(text(query)).all() for query in STATE]


def claims(engine):
    table = show_view(engine, "evidence", columns=["claim_id", "origin", "best"])
    return sorted((origin, int(best), claim) for claim, origin, best in table.rows)


def test_a_merge_joins_claims_and_a_split_brings_them_back(engine):
    before, told = state(engine), claims(engine)
    assert len({claim for _, _, claim in told}) == 6
    merge(engine, "Anne Lee", "Ann Lee", "me", "one person")
    merged = claims(engine)
    assert [origin for origin, _, _ in merged].count("Ann Lee") == 3
    forty = {claim for origin, best, claim in merged if (origin, best) == ("Ann Lee", 40)}
    assert len(forty) == 1
    assert state(engine)[5] == before[5], "no estimate is rewritten"
    split(engine, "Anne Lee", "me", "two after all")
    assert (state(engine), claims(engine)) == (before, told)


def test_the_older_claim_keeps_its_id_and_the_younger_redirects(engine):
    ids = {(origin, best): claim for origin, best, claim in claims(engine)}
    merge(engine, "Ann Lee", "Anne Lee", "me", "one person")
    older, younger = sorted((ids["Ann Lee", 40], ids["Anne Lee", 40]))
    assert {claim for origin, best, claim in claims(engine) if best == 40 and origin == "Anne Lee"} == {older}
    with engine.connect() as connection:
        redirect = "SELECT redirect_claim_id FROM claim WHERE claim_id = :claim"
        assert connection.scalar(text(redirect), {"claim": younger}) == older


def test_merges_follow_each_other_and_circles_are_refused(engine):
    merge(engine, "Ann Lee", "Bo Chan", "me", "a")
    merge(engine, "Bo Chan", "Cy Dorn", "me", "b")
    assert {origin for origin, _, _ in claims(engine)} == {"Cy Dorn", "Anne Lee"}
    with pytest.raises(EntityError, match="count as one"):
        merge(engine, "Cy Dorn", "Ann Lee", "me", "c")
    with pytest.raises(EntityError, match="split it first"):
        merge(engine, "Ann Lee", "Anne Lee", "me", "d")
    split(engine, "Bo Chan", "me", "undo")
    assert {origin for origin, _, _ in claims(engine)} == {"Bo Chan", "Cy Dorn", "Anne Lee"}
    with pytest.raises(EntityError, match="not merged"):
        split(engine, "Bo Chan", "me", "again")


def test_somebody_unknown_or_ambiguous_is_told(engine):
    with pytest.raises(EntityError, match="no entity is called"):
        merge(engine, "Nobody Here", "Ann Lee", "me", "x")
    add_alias(engine, "Ann Lee", "A. L.", "name", None)
    add_alias(engine, "Anne Lee", "A. L.", "name", None)
    with pytest.raises(EntityError, match="means 2 entities"):
        merge(engine, "A. L.", "Bo Chan", "me", "x")


def test_the_decision_is_shown_with_author_and_reason(engine):
    merge(engine, "Ann Lee", "Anne Lee", "me", "one person")
    split(engine, "Ann Lee", "you", "no")
    columns = ["entity", "merged_into", "author", "reason", "is_in_force", "undone_by", "undone_reason"]
    rows = show_view(engine, "entity_merges", columns=columns).rows
    assert rows == (("Ann Lee", "Anne Lee", "me", "one person", False, "you", "no"),)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_merges_undone_in_reverse_is_as_if_never_done(engine, sequence):
    before = state(engine)
    done = []
    for entity, into in sequence:
        try:
            merge(engine, entity, into, "me", "try")
            done.append(entity)
        except EntityError:
            continue
    for entity in reversed(done):
        split(engine, entity, "me", "undo")
    assert state(engine) == before


def test_two_loads_at_once_make_no_entity_twice(database_url, tmp_path):
    engines = [open_database(database_url) for _ in range(2)]
    for side in range(2):
        folder = tmp_path / str(side)
        folder.mkdir()
        for number in range(6):
            (folder / f"{number}.txt").write_text(f"Ann Lee said {side}{number} soldiers.", encoding="utf-8")
    failures = []

    def load(side):
        try:
            jobs.run(engines[side], [str(tmp_path / str(side))], QUIET, extractor=ScriptedExtractor())
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=load, args=(side,)) for side in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with engines[0].connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM entity WHERE name = 'Ann Lee'")) == 1
        assert connection.scalar(text("SELECT count(*) FROM article")) == 12
    for engine in engines:
        engine.dispose()


def test_pairs_that_may_be_one_are_listed_and_not_merged(database_url, tmp_path):
    engine = open_database(database_url)
    (tmp_path / "a.txt").write_text("Vladimir Marchuk said 5 soldiers.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Volodymyr Marchuk said 6 soldiers.", encoding="utf-8")
    jobs.run(engine, [str(tmp_path)], QUIET, extractor=ScriptedExtractor())
    review = show_view(engine, "entity_review", columns=["entity", "other_entity", "state"])
    assert review.rows == (("Vladimir Marchuk", "Volodymyr Marchuk", "open"),)
    assert {origin for origin, _, _ in claims(engine)} == {"Vladimir Marchuk", "Volodymyr Marchuk"}
    merge(engine, "Vladimir Marchuk", "Volodymyr Marchuk", "me", "one person")
    assert show_view(engine, "entity_review", columns=["state"]).rows == (("merged",),)
    engine.dispose()
