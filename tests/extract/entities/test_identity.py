"""Who a name is inside one article."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("spelling", ["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyj", "Zelenskyi"])
def test_spellings_of_one_surname_are_one_person(read, spelling):
    reading = read(f"Ukrainian President Volodymyr Zelensky met farmers. “We will help,” {spelling} said.")
    assert reading.party(spelling, spelling == "Zelensky").name == "Volodymyr Zelensky"
    assert [e.key for e in reading.table.entities if e.type == "person"] == ["person:volodymyr-zelensky"]


def test_a_bare_surname_is_whoever_was_named_last(read):
    reading = read(
        "North Korean leader Kim Jong Un opened a school.\n\n"
        "South Korean Defence Minister Kim Yong-hyun spoke in Seoul. Kim said the border was calm."
    )
    assert reading.party("Kim", 2).name == "Kim Yong-hyun"


def test_a_bare_surname_is_the_fathers_where_only_the_son_is_named_in_full(read):
    reading = read("Donald Trump Jr. posted a picture. “It is a strong picture,” Trump said at a rally.")
    assert reading.party("Trump", 1).name == "Donald Trump"


def test_a_bare_surname_is_not_the_sons_where_another_bearer_is_named(read):
    reading = read("Ivanka Trump and Donald Trump Jr. posted a picture. “It is a strong picture,” Trump said.")
    assert reading.party("Trump", 2).name == "Ivanka Trump"


def test_other_initials_are_another_person(read):
    reading = read("George H.W. Bush and George W. Bush planted a tree. John Q. Ember helped. John Ember left.")
    names = {reading.table.entities[m.entity].name for m in reading.table.mentions if m.label == "PERSON"}
    assert names == {"George H. W. Bush", "George W. Bush", "John Q. Ember"}


def test_outlets_with_like_names_stay_apart(read):
    reading = read("Interfax-Ukraine reported the blast. Interfax reported nothing.")
    keys = {reading.table.entities[m.entity].key for m in reading.table.mentions}
    assert keys == {"outlet:interfax-ukraine", "outlet:interfax"}


@pytest.mark.parametrize(
    ("sentence", "words", "name"),
    [
        ("Kyiv fears a new offensive.", "Kyiv", "Ukraine"),
        ("Moscow denied the claim.", "Moscow", "Russia"),
        ("According to Seoul, talks failed.", "Seoul", "South Korea"),
        ("Pressure on Pyongyang is growing.", "Pyongyang", "North Korea"),
        ("Berlin's position has not changed.", "Berlin", "Germany"),
    ],
)
def test_a_capital_stands_for_its_government(read, sentence, words, name):
    assert (words, "metonym", name) in read(sentence).kinds()


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The minister arrived in Kyiv by train.", "Kyiv"),
        ("Moscow's mayor opened a bridge.", "Moscow"),
        ("A fire broke out near Seoul.", "Seoul"),
    ],
)
def test_a_capital_is_a_town_where_something_is(read, sentence, words):
    assert (words, "name", words) in read(sentence).kinds()


@pytest.mark.parametrize(
    "words",
    [
        "Kyiv’s Defense Intelligence Directorate",
        "Ukraine military intelligence",
        "The HUR agency",
        "the Ukrainian military intelligence service HUR",
    ],
)
def test_an_agency_is_known_through_its_state(read, words):
    assert read(f"{words} said the bridge was mined.").key_of(words) == "org:ua-hur"


def test_a_state_without_a_listed_ministry_still_has_one(read):
    reading = read("Peru's Health Ministry counted the wards. The Peruvian ministry of health then closed two.")
    assert reading.party("Peru's Health Ministry").entity == reading.party("The Peruvian ministry of health").entity


def test_a_bare_ministry_is_that_of_the_minister_named_before(read):
    reading = read(
        "South Korea's Vice Foreign Minister Kim Hong-kyun met envoys on Friday. "
        "He complained to them, according to the Foreign Ministry."
    )
    assert reading.key_of("the Foreign Ministry") == "org:kr-mofa"


def test_a_surname_that_is_a_town_is_the_persons(read):
    reading = read("Weber's lawyer Stu London defended him. “He was right,” London said.")
    assert reading.party("London", 1).name == "Stu London"


def test_a_town_stays_a_town_beside_its_namesake(read):
    reading = read("Stu London flew in. The fair in London was full.")
    assert reading.labels()["London"] in {"GPE", "LOC"}


def test_the_center_is_the_one_that_is_called_so(read):
    reading = read("The National Hurricane Center spoke. The National Weather Service did too. The center warned us.")
    assert reading.party("The center").name == "National Hurricane Center"


def test_the_vice_president_is_not_the_president(read):
    reading = read("President Barack Obama was there. The vice president left.")
    assert reading.party("The vice president").name != "Barack Obama"


def test_a_department_is_the_one_of_its_subject(read):
    reading = read("US prosecutors went to court. The case was closed, the justice department said.")
    assert reading.key_of("the justice department") == "org:us-doj"


def test_most_of_a_people_are_not_their_state(read):
    reading = read("Most Americans realize it. The Americans signed the treaty.")
    assert reading.party("Most Americans").name == "Most Americans"
    assert reading.party("The Americans").name == "United States"


def test_a_company_is_called_by_the_first_word_of_its_name(read):
    reading = read("The pumps of Apollo Endosurgery failed on Monday. Apollo said it would replace its valves.")
    assert reading.party("Apollo", 1).name == "Apollo Endosurgery"


def test_its_tells_a_body(read):
    assert read("Lumora will close its plant in Italy.").labels()["Lumora"] == "ORG"


def test_states_are_not_the_united_states(read):
    reading = read("The United States sued. The states asked a court for help.")
    assert reading.party("The states").name != "United States"


def test_a_title_says_which_of_two_namesakes_is_meant(read):
    reading = read(
        "Former President Otto Hahn met the minister. Clara Hahn, his wife, is a candidate and spoke for long at the "
        "harbour about the bridge, the dam, the railway and whatever else the town had asked the government to pay for "
        "since the flood. “I did see President Hahn there,” the minister said. Mrs. Hahn said nothing. Mr. Hahn laughed."
    )
    assert [reading.party(words).name for words in ("President Hahn", "Mrs. Hahn", "Mr. Hahn")] == [
        "Otto Hahn", "Clara Hahn", "Otto Hahn",
    ]  # fmt: skip
