"""Claims of how many: what is counted, how far along, whose claim. Sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from etl.records import Estimate

EstimatesOf = Callable[..., list[Estimate]]

FRIDAY = date(2024, 10, 25)


def numbered(estimates: list[Estimate]) -> list[Estimate]:
    return [estimate for estimate in estimates if estimate.kind != "unquantified"]


def one(estimates: list[Estimate]) -> Estimate:
    (estimate,) = numbered(estimates)
    return estimate


@pytest.mark.parametrize(
    ("number", "low", "best", "high"),
    [
        ("4,000", 4000, 4000, 4000),
        ("about 4,000", None, 4000, None),
        ("an estimated 4,000", None, 4000, None),
        ("at least 4,000", 4000, None, None),
        ("more than 4,000", 4000, None, None),
        ("almost 4,000", None, 4000, 4000),
        ("up to 4,000", None, None, 4000),
        ("fewer than 4,000", None, None, 4000),
        ("between 4,000 and 5,000", 4000, None, 5000),
        ("thousands of", None, None, None),
    ],
)
def test_bounds_only_as_stated(
    estimates_of: EstimatesOf, number: str, low: float | None, best: float | None, high: float | None
) -> None:
    found = one(estimates_of(f"The ministry said that {number} Serbian soldiers were training in Latvia."))
    assert (found.low, found.best, found.high) == (low, best, high)
    assert found.kind == ("vague" if number == "thousands of" else "numeric")


@pytest.mark.parametrize(
    ("sentence", "measure", "status"),
    [
        ("There are now 4,000 Serbian soldiers in Latvia.", "troops", "present"),
        ("Serbia has sent 4,000 soldiers to Latvia.", "troops", "dispatched"),
        ("Serbia plans to send 4,000 soldiers to Latvia.", "troops", "planned"),
        ("Serbia will send 4,000 soldiers to Latvia.", "troops", "planned"),
        ("About 4,000 Serbian soldiers are undergoing training in Latvia.", "troops", "in_training"),
        ("There were about 4,000 Serbian troops preparing to fight in Latvia.", "troops", "preparing"),
        ("Some 4,000 Serbian troops are fighting in Latvia.", "troops", "at_front"),
        ("A blast killed 12 people in Riga.", "killed", "occurred"),
        ("At least 12 people died in the flood.", "killed", "occurred"),
        ("The flood left 12 dead.", "killed", "occurred"),
        ("The death toll rose to 12.", "killed", "occurred"),
        ("Police arrested 40 protesters in Riga.", "detained", "occurred"),
        ("More than 900 families were displaced by the flood.", "displaced", "occurred"),
        ("The ministry confirmed 31 new cases of cholera.", "infected", "occurred"),
        ("Eighteen soldiers have deserted their posts.", "deserted", "occurred"),
        ("The bridge cost $40 million.", "money", None),
        ("The party won 31 percent of the vote.", "share", None),
        ("The camp lies 12 miles from the border.", "distance", None),
        ("Measles claimed the lives of more than 300 people.", "killed", "occurred"),
        ("Some 4,100 lives were lost in the war.", "killed", "occurred"),
        ("Divers saved 14 lives.", "rescued", "occurred"),
        ("The quake left 90 people dead and 4,000 more displaced.", "killed", "occurred"),
        ("Doctors fear that 500 people will die.", "killed", "projected"),
        ("Two in five voters stayed at home.", "share", None),
        ("Latvia has twice refused the treaty.", "occasions", "occurred"),
        ("The council took down 30 statues.", None, None),
        ("The state bought 2,000 ventilators.", "goods", "occurred"),
        ("The clinics carried out 40,000 tests.", "tests", "occurred"),
        ("The office received 500 applications.", "documents", "occurred"),
        ("The channel has 3.3 million followers.", "people", "current"),
        ("The index lost 210 points.", "points", "occurred"),
        ("The fund sold 4,000 shares.", "securities", "occurred"),
        ("Two men were shot and killed in Riga.", "killed", "occurred"),
        ("The tax may lead to the loss of 1.3 million jobs.", "jobs", "projected"),
        ("The port will have 500 fewer jobs.", "jobs", "projected"),
        ("The port will hire 500 workers.", "jobs", "planned"),
        ("The judge freed 209 prisoners.", "detained", "occurred"),
        ("The rebels hold 1,100 prisoners of war.", "captured", "occurred"),
        ("The office closed 40 court cases.", "measures_taken", "occurred"),
        ("At least six Serbs were among the wounded.", "injured", "occurred"),
        ("He fired for an hour, killing at least 80 people as boys and girls ran.", "killed", "occurred"),
        ("Gusts reached 90 miles per hour.", "speed", None),
        ("The court will hear two important cases.", "measures_taken", "planned"),
        ("Peru has 40 cases of cholera.", "infected", "occurred"),
        ("The mayor has the 60 votes to move ahead.", "votes", "current"),
        ("Latvia has ten million women-owned businesses.", "companies", "current"),
        ("Gunmen slaughtered 60 worshippers.", "killed", "occurred"),
        ("The court will review a raid that resulted in two deaths.", "killed", "occurred"),
    ],
)
def test_measure_and_status(estimates_of: EstimatesOf, sentence: str, measure: str, status: str | None) -> None:
    found = numbered(estimates_of(sentence))[0]
    assert (found.measure, found.status) == (measure, status)


def test_a_part_already_sent_is_not_planned_with_the_whole(estimates_of: EstimatesOf) -> None:
    text = "The agency said Serbia is preparing to send 9,000 soldiers to Latvia, with about 700 already dispatched."
    whole, part = numbered(estimates_of(text))
    assert (whole.status, part.status) == ("planned", "dispatched")


def test_an_elided_noun_is_taken_from_the_clause_before(estimates_of: EstimatesOf) -> None:
    killed, injured = numbered(estimates_of("Six civilians were killed and 14 injured by shelling across Serbia."))
    assert (killed.measure, injured.measure) == ("killed", "injured")
    assert injured.noun == "civilians"
    assert {killed.population, injured.population} == {"civilians of Serbia"}


def test_parts_are_inside_their_whole(estimates_of: EstimatesOf) -> None:
    text = (
        "The agency estimates that there are 8,000 Serbian soldiers in Latvia, including 300 officers and 2 generals."
    )
    whole, officers, generals = numbered(estimates_of(text))
    assert (whole.part_of, officers.part_of, generals.part_of) == (None, 0, 0)
    assert (officers.measure, generals.measure) == ("officers", "generals")
    assert {whole.population, officers.population, generals.population} == {"Serbia"}


def test_victims_told_one_by_one_are_parts(estimates_of: EstimatesOf) -> None:
    text = (
        "Four civilians were killed across Latvia.\n\nTwo men were killed in Riga. Two others were killed in Liepaja."
    )
    assert [estimate.part_of for estimate in numbered(estimates_of(text))] == [None, 0, 0]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister, 54, resigned.",
        "Two brothers, aged 40 and 73, were heard.",
        "The two countries agreed on a treaty.",
        "Four unnamed officials said that the talks had failed.",
        "It happened on October 8, 2023.",
        "He came a few days ago.",
        "The minister is dead at 89.",
        "He retired some 130 years later.",
        "The law helps voters 65 and over.",
        "The firm closed one of its three plants.",
        "Latvia is among the top five.",
        "Look at 5 of 58 photos of the harbour.",
        "Riga 52 37 15",
        "By the time you’re 35 you know.",
        "It would not take as many troops.",
        "He does not care one bit.",
    ],
)
def test_what_is_no_claim_of_how_many(estimates_of: EstimatesOf, sentence: str) -> None:
    assert not [estimate for estimate in estimates_of(sentence) if estimate.value not in {None, 2.0}]
    assert "countries" not in [estimate.noun for estimate in estimates_of(sentence)]


def test_a_change_told_from_a_level_to_another_is_the_level_reached(estimates_of: EstimatesOf) -> None:
    fallen = one(estimates_of("The army cut its use of oil from 122 million barrels to 107 million barrels."))
    assert (fallen.low, fallen.best, fallen.high) == (107e6, 107e6, 107e6)
    unsure = one(estimates_of("Prices range from $40 to $50."))
    assert (unsure.low, unsure.best, unsure.high) == (40, None, 50)


def test_a_currency_told_once_is_of_both_sums(estimates_of: EstimatesOf) -> None:
    sums = numbered(estimates_of("Profit rose to 2.6 billion euros from 1.4 billion."))
    assert [(estimate.unit, estimate.measure) for estimate in sums] == [("euro", "money")] * 2
    crowd = numbered(estimates_of("They gave $5 million and 3 million people came."))
    assert [estimate.measure for estimate in crowd] == ["money", "people"]


def test_the_place_of_an_attack_is_the_place_of_its_victims(estimates_of: EstimatesOf) -> None:
    bomb = one(estimates_of("A bus blew up at the gate of a base in southern Latvia on Sunday, killing six guards."))
    assert bomb.place == "southern Latvia"
    killed, injured = numbered(estimates_of("Six civilians were killed in Riga and 14 injured."))
    assert (killed.place, injured.place) == ("Riga", "Riga")


def test_where_people_come_from_is_not_where_they_are(estimates_of: EstimatesOf) -> None:
    text = "There are 8,000 Serbian soldiers in Latvia, including 3 generals from Belgrade."
    assert [estimate.place for estimate in numbered(estimates_of(text))] == ["Latvia", "Latvia"]
    text = "There are 8,000 Serbian soldiers in Latvia, including 40 officers and 3 generals from Belgrade."
    assert [estimate.place for estimate in numbered(estimates_of(text))] == ["Latvia"] * 3


def test_what_is_vague_and_stands_alone_counts_what_was_counted_before(estimates_of: EstimatesOf) -> None:
    text = "About 700 Serbian troops were deployed on Monday and hundreds more will be out on Tuesday, the mayor said."
    sent, more = numbered(estimates_of(text))
    assert (sent.measure, more.measure, more.kind, more.status) == ("troops", "troops", "vague", "planned")


@pytest.mark.parametrize(
    "sentence",
    [
        "The march gave hope to thousands, if not tens of thousands, of nurses.",
        "For the millions of Serbs without work, a recovery may seem far off.",
    ],
)
def test_what_is_neither_denied_nor_open(estimates_of: EstimatesOf, sentence: str) -> None:
    assert {estimate.polarity for estimate in numbered(estimates_of(sentence))} == {"asserted"}


def test_vague_words_claim_what_is_followed_and_nothing_else(estimates_of: EstimatesOf) -> None:
    text = "Several Serbian soldiers were killed and large numbers of drones came in. Many voters like several songs."
    assert [(e.kind, e.measure, e.value) for e in estimates_of(text)] == [
        ("vague", "killed", None),
        ("vague", "drones", None),
    ]


def test_a_part_with_a_fate_of_its_own_does_not_share_its_wholes(estimates_of: EstimatesOf) -> None:
    freed, taken = numbered(estimates_of("Gunmen freed 27 of the 60 pupils kidnapped in Riga."))
    assert (freed.measure, taken.measure) == ("children", "kidnapped")
    women = numbered(estimates_of("Of the 73 people killed, 21 were women."))
    assert [(estimate.measure, estimate.part_of) for estimate in women] == [("killed", None), ("killed", 0)]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Police spoke of no more than 12,000 marchers.", "Police"),
        ("The crew found the 40 tanks that officials say were lost near Riga.", "officials"),
        ("Cases doubled in at least 10 towns, a tally of the bureau showed.", "a tally of the bureau"),
        ("He is far too heavy at 130 kilos, according to his body mass index.", None),
        ("The plan is simple for anyone wanting to borrow $25,000.", None),
        ("The bureau warned harbours to change their locks after thieves took 12 boats.", None),
    ],
)
def test_who_may_be_the_source_of_a_figure(estimates_of: EstimatesOf, sentence: str, source: str | None) -> None:
    found = one(estimates_of(sentence)).source
    assert (found.text if found is not None else None) == source


def test_unnamed_reports_come_through_the_outlet_that_the_next_sentence_names(estimates_of: EstimatesOf) -> None:
    text = "Reports emerged of 22 Serbian soldiers who had deserted. They walked to Riga, Suspilne reported."
    found = numbered(estimates_of(text))[0]
    assert [role for role, _ in chain(found)] == ["origin", "relay", "outlet"]
    assert chain(found)[1][1] == "Suspilne"


def test_those_who_fled_are_a_claim_without_a_number(estimates_of: EstimatesOf) -> None:
    (found,) = estimates_of("The mayor said that residents were evacuated after the flood.")
    assert (found.kind, found.measure) == ("unquantified", "displaced")


def test_people_called_by_their_nation_at_home_are_no_soldiers(estimates_of: EstimatesOf) -> None:
    text = "A Serbian soldier was hurt in Belgrade. Some 90 Serbs in Serbia are being watched, police said."
    assert [estimate.measure for estimate in numbered(estimates_of(text))] == ["people"]


def test_the_end_of_another_name_is_no_population(estimates_of: EstimatesOf) -> None:
    assert one(estimates_of("Its firms in New Mexico lost $1.5 billion.")).population is None
    assert one(estimates_of("New Zealand sent 40 soldiers.")).population == "New Zealand"
    found = one(estimates_of("Millions of immigrants in Canada could be deported."))
    assert (found.population, found.place) == (None, "Canada")


def test_a_known_number_of_people_is_not_open_with_what_may_come(estimates_of: EstimatesOf) -> None:
    assert one(estimates_of("The plan could anger the 17 million people who voted for it.")).polarity == "asserted"


def test_the_place_of_something_else_is_not_the_claims(estimates_of: EstimatesOf) -> None:
    text = "Police arrested 12 men over a raid on Acme, a firm whose offices are in Riga."
    assert one(estimates_of(text)).place is None


def test_those_stand_for_the_dead_told_of_before(estimates_of: EstimatesOf) -> None:
    dead, soldiers = numbered(estimates_of("He caused 900 deaths (including those of at least 60 Serbian soldiers)."))
    assert (soldiers.measure, soldiers.part_of, soldiers.population) == (dead.measure, 0, "Serbia")


def test_one_alone_is_no_claim_without_a_number(estimates_of: EstimatesOf) -> None:
    assert estimates_of("She said that the soldier was killed.") == []


def test_what_a_verb_tells_else_is_not_the_outcome_before(estimates_of: EstimatesOf) -> None:
    dead, jobless = numbered(estimates_of("Some 12,000 Serbs have died and thousands have lost their jobs."))
    assert (dead.measure, jobless.measure) == ("killed", "people")


def test_a_main_clauses_date_is_not_that_of_what_it_recalls(estimates_of: EstimatesOf) -> None:
    text = "The council met on Wednesday, weeks after a flood that killed 17 people."
    (dead,) = [estimate for estimate in numbered(estimates_of(text, FRIDAY)) if estimate.measure == "killed"]
    assert dead.as_of.precision == "no_later_than"
    dated = one(estimates_of("The flood on Wednesday that killed 17 people is over.", FRIDAY))
    assert dated.as_of.from_on == date(2024, 10, 23)


def test_a_share_is_no_count_of_people(estimates_of: EstimatesOf) -> None:
    assert one(estimates_of("A third of the nurses resigned.")).unit == "fraction"


def test_an_adverb_of_number_counts_no_noun_and_is_not_denied_with_its_verb(estimates_of: EstimatesOf) -> None:
    found = one(estimates_of("The minister said that Latvia had twice rejected an offer."))
    assert (found.value, found.unit, found.noun, found.polarity) == (2, "time", None, "asserted")
    assert not estimates_of("The new hall is twice as large, and twice the price.")


def test_sides_taken_and_added_lists_are_no_population(estimates_of: EstimatesOf) -> None:
    assert one(estimates_of("The fire killed 40 pro-Serbia supporters.")).population is None
    whole = numbered(estimates_of("Snow fell in seven of the bloc's 12 largest states: Georgia and Latvia."))
    assert [(estimate.population, estimate.part_of) for estimate in whole] == [(None, 1), (None, None)]


def test_a_date_of_something_else_is_not_the_claims(estimates_of: EstimatesOf) -> None:
    text = "Mr Ames, who ran for mayor in 1992, gave $5 million to the harbour."
    assert one(estimates_of(text, FRIDAY)).as_of.precision == "no_later_than"


def test_page_counters_are_no_claims(estimates_of: EstimatesOf) -> None:
    prose = "The harbour authority said on Monday that ferries to the islands would run again by the weekend."
    assert not estimates_of(f"Ferries to run again\n\n{prose}\n\n{prose}\n\nVisited 3 times, 1 visit(s) today")


def chain(estimate: Estimate) -> list[tuple[str, str]]:
    return [(link.role, link.party.name) for link in estimate.chain]


def test_a_mayor_speaks_and_not_the_town(estimates_of: EstimatesOf) -> None:
    found = one(estimates_of("Houston Mayor Ida Holm said 300 homes were destroyed."))
    assert chain(found)[0] == ("origin", "Ida Holm")
    found = one(estimates_of("Gaza health ministry spokesman Ahmad Nasser said 70 people were killed."))
    assert chain(found)[:2] == [("origin", "Gaza Health Ministry"), ("spokesperson", "Ahmad Nasser")]


def test_the_narrators_origin_is_the_outlet(estimates_of: EstimatesOf) -> None:
    found = one(estimates_of("A blast killed 12 people in Riga."))
    assert found.source is None
    assert found.attribution == "narrator"
    assert [role for role, _ in chain(found)] == ["origin", "outlet"]


def test_an_inner_view_is_the_origin_and_its_speaker_the_spokesman(estimates_of: EstimatesOf) -> None:
    text = (
        "National Security Council spokesman Paul Meyer spoke in Washington. Meyer said the United States believes"
        " at least 4,000 Serbian troops are training in Latvia."
    )
    found = one(estimates_of(text))
    assert chain(found)[0] == ("origin", "United States")
    assert chain(found)[1][0] == "spokesperson"
    assert found.hedge == "believes"


def test_a_relay_stands_between_origin_and_outlet(estimates_of: EstimatesOf) -> None:
    text = "South Korea's National Intelligence Service said that 4,000 troops had left, according to Yonhap."
    roles = [role for role, _ in chain(one(estimates_of(text)))]
    assert roles == ["origin", "relay", "outlet"]


def test_an_outlet_that_cites_somebody_is_a_relay(estimates_of: EstimatesOf) -> None:
    text = "Some 30 soldiers were killed near Riga, Reuters reported on Monday, citing a hospital doctor."
    found = one(estimates_of(text))
    assert found.source is not None
    assert "doctor" in found.source.text
    assert ("relay", "Reuters") in chain(found)


def test_speech_is_carried_on_by_a_pronoun_and_no_further(estimates_of: EstimatesOf) -> None:
    text = (
        "The ministry said that Serbian troops had crossed the border. They were taken to three training sites"
        " in eastern Latvia."
    )
    found = one(estimates_of(text))
    assert found.attribution == "carried_on"
    unrelated = "The ministry said that Serbian troops had crossed the border. Latvia has 2 million inhabitants."
    assert one(estimates_of(unrelated)).attribution == "narrator"


def test_a_denied_figure_and_a_disputed_one(estimates_of: EstimatesOf) -> None:
    denied = one(estimates_of("Serbia denied that 4,000 of its soldiers had crossed the border."))
    assert denied.polarity == "denied"
    disputed = numbered(estimates_of("The agency said 4,000 soldiers had left. Serbia disputed that figure."))[0]
    assert disputed.polarity == "asserted"
    assert [party.text for party in disputed.disputed_by] == ["Serbia"]


def test_a_possibility_is_hypothetical(estimates_of: EstimatesOf) -> None:
    assert one(estimates_of("The flood could kill 4,000 people.")).polarity == "hypothetical"


def test_a_claim_without_a_number_is_kept_without_one(estimates_of: EstimatesOf) -> None:
    (found,) = estimates_of("The ministry said the first Serbian soldiers have deployed alongside Latvian forces.")
    assert found.kind == "unquantified"
    assert (found.low, found.best, found.high, found.value) == (None, None, None, None)
    assert (found.measure, found.status, found.population) == ("troops", "at_front", "Serbia")


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry said Serbian soldiers may deploy to Latvia.",
        "The ministry said it had no evidence that Serbian soldiers had deployed to Latvia.",
        "The ministry said Serbian soldiers have not deployed to Latvia.",
        "If Serbian soldiers deploy, they are targets, the ministry said.",
    ],
)
def test_what_is_not_said_to_have_happened_is_no_claim(estimates_of: EstimatesOf, sentence: str) -> None:
    assert estimates_of(sentence) == []


def test_times_of_a_claim(estimates_of: EstimatesOf) -> None:
    text = "The agency said on Thursday that there are currently 4,000 Serbian soldiers in Latvia."
    found = one(estimates_of(text, FRIDAY))
    assert found.said.from_on == date(2024, 10, 24)
    assert found.as_of.from_on == date(2024, 10, 24)
    killed = one(estimates_of("Shelling killed 12 people in Riga on Wednesday.", FRIDAY))
    assert (killed.as_of.from_on, killed.as_of.to_on) == (date(2024, 10, 23), date(2024, 10, 23))
    undated = one(estimates_of("The agency said 4,000 soldiers had left.", FRIDAY))
    assert (undated.as_of.precision, undated.as_of.to_on) == ("no_later_than", FRIDAY)


def test_lives_that_nothing_was_done_to_are_no_outcome(estimates_of: EstimatesOf) -> None:
    found = numbered(estimates_of("The flood could put at risk or end in the loss of the lives of up to 500 people."))[
        0
    ]
    assert found.measure in {None, "people"}
