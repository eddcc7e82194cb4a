"""Whom role nouns, pronouns and descriptions stand for."""

from __future__ import annotations

import pytest

_AGENCY = (
    "Ukraine's military intelligence agency HUR published a list. "
    "The agency said twelve names were missing. The secret service gave no reason."
)
_LEADERS = (
    "Kremlin leader Vladimir Putin spoke in Kazan. Ukrainian President Volodymyr Zelensky spoke in Kyiv. "
    "The Kremlin chief praised the harvest. The Ukrainian leader did not."
)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (_AGENCY, "The agency", "Main Directorate of Intelligence of Ukraine (HUR)"),
        (_AGENCY, "The secret service", "Main Directorate of Intelligence of Ukraine (HUR)"),
        (_LEADERS, "The Kremlin chief", "Vladimir Putin"),
        (_LEADERS, "The Ukrainian leader", "Volodymyr Zelensky"),
        ("Defence Minister Anna Berg resigned. “I am tired,” the minister said.", "the minister", "Anna Berg"),
        ("NATO met in Brussels. The alliance promised shells.", "The alliance", "NATO"),
        ("Maria Lindqvist runs the port. She said trade fell.", "She", "Maria Lindqvist"),
        ("Ivan Petrenko met Olena Marchenko. He said trade fell.", "He", "Ivan Petrenko"),
        ("Zelensky left. “It is late,” according to his office.", "his office", "Volodymyr Zelensky's office"),
        ("A statement by Amnesty International named nine camps.", "A statement by Amnesty International",
         "Amnesty International"),
    ],
)  # fmt: skip
def test_words_stand_for_who_was_named(read, text, words, name):
    assert read(text).party(words).name == name


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Both Merkel and Macron signed.", "Both Merkel and Macron", ["Angela Merkel", "Emmanuel Macron"]),
        ("Both NATO and the Pentagon declined.", "Both NATO and the Pentagon",
         ["NATO", "United States Department of Defense"]),
        ("France, Italy and Spain protested.", "France, Italy and Spain", ["France", "Italy", "Spain"]),
    ],
)  # fmt: skip
def test_a_coordination_is_several_parties(read, text, words, names):
    assert read(text).parties(words) == names


@pytest.mark.parametrize("words", ["a senior official", "four diplomats", "Another", "a military intelligence source"])
def test_an_unnamed_source_is_an_entity_of_its_own(read, words):
    reading = read(f"Olaf Scholz listened. According to {words}, the deal is dead.")
    party = reading.party(words)
    assert reading.type_of(party) == "unnamed_source"
    assert party.entity not in {m.entity for m in reading.table.mentions if m.kind == "name"}


def test_two_unnamed_sources_are_never_one(read):
    reading = read("A diplomat said yes. A diplomat said no.")
    assert reading.party("A diplomat", 0).entity != reading.party("A diplomat", 1).entity


def test_the_same_question_has_the_same_answer(read):
    reading = read("A diplomat said yes. Norway said no.")
    first = reading.party("A diplomat")
    entities = reading.table.entities
    assert reading.party("A diplomat") == first
    assert reading.table.entities == entities


def test_a_superlative_introduces_another_body(read):
    reading = read("Harbour Pilots United met in Oslo. The country's largest dockers union stayed away.")
    party = reading.party("The country's largest dockers union")
    assert party is None or party.name != "Harbour Pilots United"
    reading = read("Harbour Pilots United met in Oslo. The union is small.")
    assert reading.party("The union").name == "Harbour Pilots United"


def test_words_that_name_nobody_are_a_party_without_an_entity(read):
    party = read("The weather changed.").party("The weather")
    assert (party.name, party.entity) == ("The weather", None)
