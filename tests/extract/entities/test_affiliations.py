"""For whom a person is presented, and the article's own outlet."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "words", "kind", "organisation"),
    [
        ("Lieutenant General Kyrylo Budanov of Ukraine’s Defense Intelligence Directorate spoke.", "Kyrylo Budanov",
         "officer", "Main Directorate of Intelligence of Ukraine (HUR)"),
        ("National Security Council spokesperson John Kirby spoke.", "John Kirby",
         "spokesperson", "United States National Security Council"),
        ("South Korean Defence Minister Kim Yong-hyun spoke.", "Kim Yong-hyun", "minister", "South Korea"),
        ("Peruvian President Rosa Quispe spoke.", "Rosa Quispe", "head_of_state", "Peru"),
        ("NATO Secretary-General Mark Rutte spoke.", "Mark Rutte", "officer", "NATO"),
        ("Russian presidential press secretary Dmitry Peskov spoke.", "Dmitry Peskov", "spokesperson", "Kremlin"),
        ("US Ambassador to NATO Julianne Smith spoke.", "Julianne Smith", "officer", "United States"),
        ("Ida Holm, a spokeswoman for Greenpeace, spoke.", "Ida Holm", "spokesperson", "Greenpeace"),
        # A town's or region's officers are its own, not those of the state in which it lies.
        ("Texas Governor Rosa Quispe spoke.", "Rosa Quispe", "other", "Texas"),
        ("Kharkiv military administration head Ivan Bondar spoke.", "Ivan Bondar",
         "officer", "Kharkiv military administration"),
        ("Gaza health ministry spokesman Ahmad Nasser spoke.", "Ahmad Nasser", "spokesperson", "Gaza Health Ministry"),
        ("Beijing spokesman Chen Hao spoke.", "Chen Hao", "spokesperson", "China"),
        ("Ukraine's military intelligence chief, Ivan Bondar, spoke.", "Ivan Bondar",
         "officer", "Main Directorate of Intelligence of Ukraine (HUR)"),
        ("Miami police chief Ida Holm spoke.", "Ida Holm", "officer", "Miami police"),
    ],
)  # fmt: skip
def test_an_office_in_the_text_tells_for_whom(read, text, words, kind, organisation):
    found = read(text).affiliation(words)
    assert found is not None
    assert found.organisation is not None
    assert (found.kind, found.organisation.name) == (kind, organisation)


def test_an_unnamed_spokeswoman_speaks_for_the_ministry_named_before(read):
    reading = read("The German Foreign Office was worried, as a ministry spokeswoman said. “It is grave,” she added.")
    found = reading.affiliation("a ministry spokeswoman")
    assert found is not None
    assert found.organisation is not None
    assert (found.kind, found.organisation.name) == ("spokesperson", "Federal Foreign Office (Germany)")
    assert reading.party("she").name == reading.party("a ministry spokeswoman").name


def test_nobody_is_affiliated_without_a_word_for_it(read):
    assert read("Maria Lindqvist likes trains.").affiliation("Maria Lindqvist") is None


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Newsweek has contacted the ministry for comment.", "Newsweek"),
        ("The Epoch Times could not independently verify the count.", "The Epoch Times"),
        ("by Lena Krol and The Kyiv Independent news desk", "The Kyiv Independent"),
        ("LAGOS (Reuters) - Rain fell.", "Reuters"),
        ("Lakeside Morning Wire has asked the port authority for comment.", "Lakeside Morning Wire"),
        ("The Lakeside Courier was unable to confirm who opened the gate.", "Lakeside Courier"),
        ("Peru has said nothing, and the Lakeside Courier could not confirm it.", "Lakeside Courier"),
        ("Lakeside Morning Wire could not verify the report independently.", "Lakeside Morning Wire"),
        ("The Lakeside Gazette couldn’t immediately verify the film.", "Lakeside Gazette"),
        ("The port did not respond to Newsweek’s request for comment.", "Newsweek"),
        ("While the BBC could not confirm the count, two ships left.", "BBC"),
        ("LAGOS, June 3 (Lakeside Wire) - Rain fell.", "Lakeside Wire"),
    ],
)
def test_an_outlet_is_known_by_what_it_says_of_itself(read, text, outlet):
    found = read(text).table.outlet
    assert found is not None
    assert found.name == outlet


@pytest.mark.parametrize(
    "text",
    [
        "The general told The War Zone that roads were open.",
        "NATO has contacted Kyiv.",
        "Rain fell.",
        "NATO and the Pentagon both said they could not confirm the move.",
        "The Pentagon was unable to confirm the count.",
        "Six men died, according to the Lakeside Morning Wire, which cited Newsweek.",
        "Anna Berg told the Lakeside Courier that she could not confirm it.",
        "Germany has asked Norway for comment.",
        "Anna Berg has asked the court for a response.",
        "The World Health Organization (WHO) - a body of the United Nations - met.",
    ],
)
def test_whom_others_speak_to_is_not_the_outlet(read, text):
    assert read(text).table.outlet is None


def test_metadata_go_before_the_text(read):
    found = read("Newsweek has contacted the ministry for comment.", outlet="apnews.com").table.outlet
    assert found is not None
    assert found.name == "Associated Press"
