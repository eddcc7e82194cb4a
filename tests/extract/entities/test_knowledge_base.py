"""The shipped knowledge base: keys, aliases and relations hold together."""

from __future__ import annotations

from datetime import date

import pytest

from etl.knowledge import load_knowledge, normalise_name


def test_names_are_compared_without_case_accents_and_points():
    assert normalise_name("U.S.") == "u s"
    assert normalise_name("Viktor Orbán’s") == "viktor orban s"


@pytest.mark.parametrize(
    ("alias", "key"),
    [
        ("HUR", "org:ua-hur"),
        ("Republic of Korea", "state:south-korea"),
        ("Volodymyr Zelenskyy", "person:volodymyr-zelensky"),
        ("Interfax-Ukraine", "outlet:interfax-ukraine"),
        ("North Atlantic Treaty Organization", "org:nato"),
        ("Doctors Without Borders", "org:msf"),
    ],
)
def test_an_alias_leads_to_its_entity(alias, key):
    assert key in {known.key for known, _ in load_knowledge().named(alias)}


def test_a_local_name_needs_its_state():
    knowledge = load_knowledge()
    assert knowledge.of_state("state:russia", "Defense Ministry").key == "org:ru-mod"
    assert knowledge.of_state("state:ukraine", "Defense Ministry").key == "org:ua-mod"
    assert not knowledge.named("Defense Ministry")


def test_places_lie_in_their_states():
    knowledge = load_knowledge()
    assert knowledge.contains("state:russia", "place:sudzha")
    assert knowledge.contains("state:ukraine", "place:zaporizhzhia-oblast")
    assert not knowledge.contains("state:russia", "place:kherson-oblast")


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2016, 5, 1), "Barack Obama"), (date(2020, 5, 1), "Donald Trump"), (date(2024, 10, 1), "Joe Biden")],
)
def test_offices_are_dated(day, name):
    knowledge = load_knowledge()
    holders = {
        knowledge.by_key[r.subject_key].name
        for r in knowledge.relations
        if r.kind == "head_of_state_of" and r.object_key == "state:united-states" and r.holds_on(day)
    }
    assert holders == {name}


def test_every_office_ends_after_it_began():
    late = [
        relation
        for relation in load_knowledge().relations
        if relation.valid_from and relation.valid_to and relation.valid_from > relation.valid_to
    ]
    assert late == []


def test_everything_rolls_up_to_one_state_at_most_and_agencies_to_theirs():
    knowledge = load_knowledge()
    assert knowledge.state_of("org:ua-hur") == "state:ukraine"
    assert knowledge.state_of("place:mariupol") == "state:ukraine"
    assert knowledge.state_of("org:un-who") is None
