"""Who is who: small passages of our own, each with the words of a source and the party they stand for."""

from __future__ import annotations

import pytest

_HUR = "Main Directorate of Intelligence of Ukraine (HUR)"
_NIS = "National Intelligence Service (NIS)"
_BUDANOV = (
    "Almost 900 recruits are in training, Ukraine’s military intelligence agency, the HUR, said. "
    "The agency’s head, Kyrylo Budanov, told reporters that more would come. He called it a test."
)
_TWO_MEN = "Jonas Weber met the farmers. Pavel Novak stayed away. He said the road was closed."
_WOMAN_AND_MAN = "Jonas Weber praised Clara Lund. She said the harvest was good. He agreed, he said."
_STATE_BETWEEN = "Clara Lund spoke in Oslo. Russia closed the border. She said that was expected."
_MINISTERS = (
    "Norwegian Fisheries Minister Clara Lund flew to Lima. Peruvian Fisheries Minister Hugo Salas met her. "
    "The Norwegian minister said boats would sail. The Peruvian minister said nothing."
)
_MAYOR = "Jonas Weber, the mayor of Lindau, opened the bridge. “It is safe,” the mayor said."
_COMPANY = "Nordwind Logistics lost two ships. The company said that crews were safe."
_COMPANY_LATER = "Brightwater Ltd. sued Norway. Clara Lund read the papers. The firm declined to comment."
_POLICE = "Chicago Police Department officers closed a street. Police said nobody was hurt."
_SUSPILNE = (
    "Suspilne, the public broadcasting company of Ukraine, counted 18 deserters. The broadcaster named no source."
)
_FOREIGN_OFFICE = "A spokeswoman for the German Foreign Office said the step was grave. She called it an escalation."
_OUTLETS = "The Washington Post saw the memo. The Post said it was real."
_TITLE_CASE = "Obama Says Farmers Need Help\n\nBarack Obama met farmers. “We will help,” the president said."
_BOOKER = "Cory Booker Opens School\n\nCory Anthony Booker spoke in Newark. Booker said schools would open."
_POSSESSED = "Jeb Bush’s Special Report on water was long. Bush said it was needed."
_JUNIOR = "Lara Quist sat down. Donald Trump Jr. waved. She said the room was cold."
_SPOKESMAN = "Kremlin spokesman Dmitry Peskov smiled. The spokesman said talks would go on. The Kremlin declined more."
_NIS_TEXT = "South Korea’s spy agency, the NIS, counted 1,500 men. The agency gave no names, and it said so."
_UNION = "The European Union met in Brussels. The bloc said aid would flow."
_CHARITY = "Harbour Relief runs nine camps. The charity said water was short."
_TWO_AGENCIES = (
    "South Korea’s National Intelligence Service spoke on Friday. "
    "The State Emergency Service of Ukraine counted five dead. The emergency service said two were men."
)
_BANK = "Nordwind Savings Group lost money. Clients of the Bank were told on Friday."
_UNIVERSITY = "Researchers at the University of Bergen measured ice. The university said it was thin."
_JUDGE = "Judge Frank Nervo read the file. “It stays sealed,” the judge said."
_GENERAL = "Lieutenant General Anna Berg left the base. The general said that units were ready."
_COUNTERPART = "Polish President Andrzej Duda met Yoon Suk Yeol. The Polish president said trade would grow."
_RELATIVE = "Clara Lund, who runs the port, said trade fell."
_PREMIER = "Japanese Prime Minister Shigeru Ishiba flew home. The prime minister said the talks were frank."
_GOVERNOR = "Hugo Salas, governor of Cusco, counted the houses. The governor said 40 were gone."
_SENATOR = "Sen. Clara Lund read the bill. The senator said it was weak."
_AUTHOR = "“The sea rises,” Jonas Weber wrote. The author added that dikes were old."


@pytest.mark.parametrize(
    ("text", "words", "occurrence", "name"),
    [
        (_BUDANOV, "The agency’s head, Kyrylo Budanov,", 0, "Kyrylo Budanov"),
        (_BUDANOV, "Ukraine’s military intelligence agency, the HUR,", 0, _HUR),
        (_BUDANOV, "the HUR", 0, _HUR),
        (_BUDANOV, "He", 0, "Kyrylo Budanov"),
        (_TWO_MEN, "He", 0, "Pavel Novak"),
        (_WOMAN_AND_MAN, "She", 0, "Clara Lund"),
        (_WOMAN_AND_MAN, "He", 0, "Jonas Weber"),
        (_STATE_BETWEEN, "She", 0, "Clara Lund"),
        (_MINISTERS, "The Norwegian minister", 0, "Clara Lund"),
        (_MINISTERS, "The Peruvian minister", 0, "Hugo Salas"),
        (_MAYOR, "the mayor", 1, "Jonas Weber"),
        (_COMPANY, "The company", 0, "Nordwind Logistics"),
        (_COMPANY_LATER, "The firm", 0, "Brightwater Ltd."),
        (_POLICE, "Police", 1, "Chicago Police Department"),
        (_SUSPILNE, "Suspilne, the public broadcasting company of Ukraine,", 0, "Suspilne"),
        (_SUSPILNE, "The broadcaster", 0, "Suspilne"),
        (_OUTLETS, "The Post", 0, "The Washington Post"),
        (_TITLE_CASE, "the president", 0, "Barack Obama"),
        (_TITLE_CASE, "Obama", 0, "Barack Obama"),
        (_BOOKER, "Booker", 2, "Cory Anthony Booker"),
        (_POSSESSED, "Bush", 1, "Jeb Bush"),
        (_JUNIOR, "She", 0, "Lara Quist"),
        (_SPOKESMAN, "Kremlin spokesman Dmitry Peskov", 0, "Dmitry Peskov"),
        (_SPOKESMAN, "The spokesman", 0, "Dmitry Peskov"),
        (_SPOKESMAN, "The Kremlin", 0, "Kremlin"),
        (_NIS_TEXT, "South Korea’s spy agency, the NIS,", 0, _NIS),
        (_NIS_TEXT, "The agency", 0, _NIS),
        (_NIS_TEXT, "it", 0, _NIS),
        (_UNION, "The bloc", 0, "European Union"),
        (_CHARITY, "The charity", 0, "Harbour Relief"),
        (_TWO_AGENCIES, "The emergency service", 0, "State Emergency Service of Ukraine"),
        (_BANK, "the Bank", 0, "Nordwind Savings Group"),
        (_UNIVERSITY, "The university", 0, "University of Bergen"),
        (_JUDGE, "the judge", 0, "Frank Nervo"),
        (_GENERAL, "The general", 0, "Anna Berg"),
        (_COUNTERPART, "The Polish president", 0, "Andrzej Duda"),
        (_RELATIVE, "who", 0, "Clara Lund"),
        (_PREMIER, "The prime minister", 0, "Shigeru Ishiba"),
        (_GOVERNOR, "The governor", 0, "Hugo Salas"),
        (_SENATOR, "The senator", 0, "Clara Lund"),
    ],
)
def test_words_stand_for_who_is_who(read, text, words, occurrence, name):
    assert read(text).party(words, occurrence).name == name


_KOREAS = "North Korea sent men. South Korea watched. The North denied it, and the South did not believe it."
_NORWAY = (
    "Norway’s Foreign Ministry called the envoy. The ministry said it was grave. The country’s defence ministry agreed."
)
_DAILY = "The Lakeside Courier wrote of a fire. The newspaper cited two men."
_GOVERNOR_SET_OFF = "The governor of Bryansk, Alexander Bogomaz, counted drones."
_YUSOV = "“They are ready,” the spokesperson for Ukraine’s Defense Intelligence, Andriy Yusov, said."
_MANAGER = "Donald Trump’s campaign said yes. Harris’s campaign manager said no."


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (_KOREAS, "The North", "North Korea"),
        (_KOREAS, "the South", "South Korea"),
        (_NORWAY, "The ministry", "Foreign Ministry (Norway)"),
        (_NORWAY, "The country’s defence ministry", "defence ministry (Norway)"),
        (_DAILY, "The newspaper", "Lakeside Courier"),
        (_GOVERNOR_SET_OFF, "The governor of Bryansk, Alexander Bogomaz,", "Alexander Bogomaz"),
        (_YUSOV, "the spokesperson for Ukraine’s Defense Intelligence, Andriy Yusov,", "Andriy Yusov"),
        ("The Prague Zoo opened. The North froze.", "The North", "The North"),
    ],
)
def test_states_bodies_and_offices_named_before(read, text, words, name):
    assert read(text).party(words).name == name


@pytest.mark.parametrize(
    ("text", "first", "second", "same"),
    [
        ("A Peruvian official spoke in Rome. The official said no.", "A Peruvian official", "The official", True),
        ("Police in Lindau closed a road. Police said no.", "Police in Lindau", "Police", True),
        ("Peruvian officials came. US officials left.", "Peruvian officials", "US officials", False),
        ("An official came. Two officials left.", "An official", "Two officials", False),
    ],
)
def test_a_source_without_a_name_is_taken_up_only_by_the(read, text, first, second, same):
    reading = read(text)
    one = reading.party(first).entity
    start = text.index(". ") + 2
    other = reading.table.party(reading.article, start, start + len(second)).entity
    assert one is not None
    assert (one == other) is same


@pytest.mark.parametrize(
    "words",
    [
        "US officials",
        "Western diplomats",
        "a Kremlin spokesman",
        "Ukrainian intelligence officials",
        "two senior officers",
        "a spokesman for the ministry",
        "an official in Seoul",
        "local residents",
        "witnesses",
    ],
)
def test_sources_without_a_name_stay_without_one(read, words):
    reading = read(f"Clara Lund listened. Ukraine was quiet. According to {words}, the road was open.")
    assert reading.type_of(reading.party(words)) == "unnamed_source"


@pytest.mark.parametrize(
    ("text", "words", "kind", "organisation"),
    [
        (_BUDANOV, "Kyrylo Budanov", "officer", _HUR),
        (_FOREIGN_OFFICE, "A spokeswoman for the German Foreign Office", "spokesperson",
         "Federal Foreign Office (Germany)"),
        (_SPOKESMAN, "Dmitry Peskov", "spokesperson", "Kremlin"),
        ("A Kremlin spokesman said no.", "A Kremlin spokesman", "spokesperson", "Kremlin"),
        ("The NIS spoke. The agency’s director, Park Jin, said no.", "Park Jin", "officer", _NIS),
        ("Harbour Relief runs camps. Its director, Ida Holm, said no.", "Ida Holm", "officer", "Harbour Relief"),
        ("The Foreign Ministry of Peru replied. The ministry’s spokesman, Hugo Salas, said no.", "Hugo Salas",
         "spokesperson", "Foreign Ministry of Peru"),
        ("“No,” said Ida Holm, head of Harbour Relief.", "Ida Holm", "officer", "Harbour Relief"),
        ("Jonas Weber, chief executive of Nordwind Logistics, said no.", "Jonas Weber", "officer",
         "Nordwind Logistics"),
        (_YUSOV, "Andriy Yusov", "spokesperson", _HUR),
        (_MANAGER, "Harris’s campaign manager", "officer", "Harris's campaign"),
        ("Pentagon press secretary Pat Ryder said no.", "Pat Ryder", "spokesperson",
         "United States Department of Defense"),
    ],
)  # fmt: skip
def test_an_office_leads_to_the_body_named_before(read, text, words, kind, organisation):
    found = read(text).affiliation(words)
    assert found is not None
    assert found.organisation is not None
    assert (found.kind, found.organisation.name) == (kind, organisation)


def test_a_pronoun_takes_up_a_source_without_a_name(read):
    reading = read(_FOREIGN_OFFICE)
    assert reading.party("A spokeswoman for the German Foreign Office").entity == reading.party("She").entity


def test_father_and_son_are_two_persons(read):
    reading = read("Donald Trump stayed home. Donald Trump Jr. flew to Oslo. Trump Jr. said the snow was deep.")
    assert reading.party("Donald Trump", 0).entity != reading.party("Donald Trump Jr.").entity
    assert reading.party("Trump Jr.", 1).entity == reading.party("Donald Trump Jr.").entity


@pytest.mark.parametrize("pronoun", ["He", "She"])
def test_a_person_pronoun_is_never_a_state(read, pronoun):
    reading = read(f"Russia closed the border. {pronoun} said it was a mistake.")
    assert reading.party(pronoun).entity is None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # a name before the noun is the body's own, whoever was named last
        ("Pilots at Corvair will strike. The Apex union said talks had failed.", "The Apex union", "Apex"),
        ("Corvair lost money. The Tallis group bought a ship.", "The Tallis group", "Tallis"),
        # a body that the article calls a charity is no company
        (
            "Nordwind Logistics lost two ships. The charity Harbour Relief helped. The company said crews were safe.",
            "The company",
            "Nordwind Logistics",
        ),
        ("Jonas Weber scored twice. “It was luck,” said the midfielder.", "the midfielder", "Jonas Weber"),
        ("Jonas Weber scored twice. “It was luck,” said the 27-year-old.", "the 27-year-old", "Jonas Weber"),
    ],
)
def test_a_definite_wording_takes_up_the_right_one(read, text, words, name):
    assert read(text).party(words).name == name


def test_gender_is_told_by_the_pronouns_of_the_article(read):
    reading = read("Dr. Rimo Ilves left the port. Her ship was late. Jonas Weber waited. She said the sea was rough.")
    assert reading.party("She").name == "Rimo Ilves"


def test_a_state_after_a_party_is_no_person(read):
    reading = read("Rep. Clara Lund, D-Calif., who chairs the panel, read the bill. She said it was weak.")
    assert reading.labels().get("Calif.", "GPE") == "GPE"
    assert reading.party("She").name == "Clara Lund"


def test_a_day_can_be_a_surname(read):
    assert read("Ed Day opened the port.").labels()["Ed Day"] == "PERSON"
