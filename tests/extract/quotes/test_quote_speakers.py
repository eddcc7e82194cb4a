"""Whose words they are: speakers by name, in short texts of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from etl.records import Quote

QuotesOf = Callable[[str], list[Quote]]

_AFTER_NOT_BEFORE = "When Clara Lund said, “The dam will hold,” I wondered aloud, “For how long?”"
_IN_MARKS = "He was vague, promising “we are leaving the valley” but then adding: “I will stay with our friends.”"
_NOT_INSIDE = "Jonas Weber met Clara Lund. “If Jonas Weber had called, we would have gone,” she said."
_TAKEN_UP_OUTSIDE = "“Pavel Novak was there all night,” Jonas Weber said. He left early, he said."
_TWO = "Clara Lund and Jonas Weber wrote the plan. “We shall build it,” they said."
_OFFICIAL = (
    "Deputy Interior Minister Jonas Weber signed it, a senior official said. “Weber had no choice,” the official said."
)
_PRESIDENTS = (
    "President Jonas Weber of Norway told reporters that he had spoken to President Pavel Novak. "
    "The president added that the talks went well."
)
_LABEL = "Harbour chief Clara Lund: “The port is open again.”"
_SET_OFF = "A spokesman for the port, Jonas Weber, said ships were waiting."
_SURNAME = (
    "Clara Lund opened the fair. “Come in,” Lund said. Her husband, Jonas Lund, stayed at home all through the long "
    "week, since the road up from the valley was closed and the boat had been taken out of the water for the winter. "
    "It rained, it snowed, and the hall filled up all the same, row after row. Lund was pleased, the mayor wrote. "
    "“We sold out,” Lund said."
)
_UNNAMED = "Jonas Weber lost. One writer ranted about what he called “a rotten count”."
_OBJECT = "The floods prompted harbour chief Clara Lund to say: “We must close the port now.”"
_BLAMED = "Jonas Weber attacked Clara Lund for saying that the port was safe."
_POSSESSED = "The Weber supporters say the count was wrong. Jonas Weber stayed at home."


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (_AFTER_NOT_BEFORE, "The dam will hold", "Clara Lund"),
        (_AFTER_NOT_BEFORE, "For how long", "I"),
        (_NOT_INSIDE, "If Jonas Weber had called", "Clara Lund"),
        (_OFFICIAL, "Weber had no choice", "senior official"),
        (_PRESIDENTS, "the talks went well", "Jonas Weber"),
        (_LABEL, "The port is open", "Clara Lund"),
        (_SET_OFF, "ships were waiting", "Jonas Weber"),
        (_SURNAME, "We sold out", "Clara Lund"),
        (_UNNAMED, "a rotten count", "writer"),
        (_OBJECT, "We must close", "Clara Lund"),
        (_BLAMED, "the port was safe", "Clara Lund"),
        (_POSSESSED, "the count was wrong", "supporters"),
    ],
)
def test_speaker(quotes_of: QuotesOf, text: str, words: str, speaker: str) -> None:
    (quote, *_) = [quote for quote in quotes_of(text) if words in quote.text]
    assert [speaker in party.name for party in quote.speakers] == [True]


def test_nobody_inside_the_marks_speaks_them(quotes_of: QuotesOf) -> None:
    assert [party.text for quote in quotes_of(_IN_MARKS) for party in quote.speakers] == ["He", "He"]


def test_they_are_the_people_named_together(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of(_TWO)
    assert sorted(party.name for party in quote.speakers) == ["Clara Lund", "Jonas Weber"]
    assert {party.text for party in quote.speakers} == {"they"}


def test_they_are_the_plural_subject_of_the_sentence_before(quotes_of: QuotesOf) -> None:
    quotes = quotes_of(
        "Norges Bank wrote rules. Fishermen say the rules are strict. Without them, they argue, fish die."
    )
    assert {party.name for party in quotes[-1].speakers} == {"Fishermen"}


def test_who_reports_goes_before_whom_the_report_is_about(quotes_of: QuotesOf) -> None:
    quotes = quotes_of("Jonas Weber said Pavel Novak was a friend. “I trust him,” he told the Herald.")
    assert quotes[-1].speakers[0].name == "Jonas Weber"


def test_a_body_that_reports_is_no_he(quotes_of: QuotesOf) -> None:
    quotes = quotes_of("Police said Pavel Novak was arrested. “I did nothing,” he said.")
    assert quotes[-1].speakers[0].name == "Pavel Novak"


def test_a_title_with_a_colon_names_nobody(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("“Today: a big day for the harbour,” Clara Lund wrote.")
    assert [party.name for party in quote.speakers] == ["Clara Lund"]


def test_a_pronoun_prefers_who_is_named_outside_quotations(quotes_of: QuotesOf) -> None:
    assert quotes_of(_TAKEN_UP_OUTSIDE)[-1].speakers[0].name == "Jonas Weber"


def test_a_relative_pronoun_is_the_speaker_as_written(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Clara Lund, who said that the port was safe, left.")
    assert [(party.text, party.name) for party in quote.speakers] == [("who", "Clara Lund")]


def test_who_takes_up_a_person_rather_than_the_body_beside_it(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("A broker contacted by Reuters, who said that prices would fall, asked for time.")
    assert quote.speakers[0].name == "A broker"


def test_the_subject_after_a_closing_verb_speaks(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Weber returned to the valley after four years abroad, reported the Harbour Herald.")
    assert quote.text == "Weber returned to the valley after four years abroad"
    assert "Harbour Herald" in quote.speakers[0].name


def test_an_open_quotation_is_signed_where_it_ends(quotes_of: QuotesOf) -> None:
    quotes = quotes_of("“The road was gone.\n\n“The bridge too.\n\n“We walked for hours,” Clara Lund said.")
    assert [party.name for quote in quotes for party in quote.speakers] == ["Clara Lund"] * 3
    assert len({quote.group for quote in quotes}) == 1


def test_an_open_quotation_runs_on_to_the_mark_that_closes_it(quotes_of: QuotesOf) -> None:
    quotes = quotes_of("Clara Lund said:\n\n“The road was gone.\n\nThe bridge had fallen.\n\nWe walked for hours.”")
    assert [quote.text for quote in quotes] == ["The road was gone.", "The bridge had fallen.", "We walked for hours."]
    assert [party.name for quote in quotes for party in quote.speakers] == ["Clara Lund"] * 3


def test_a_free_standing_quotation_belongs_to_who_is_pointed_back_to(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("“Nothing was left but the chimney.”\n\nThat is how Clara Lund remembers the night.")
    assert [party.name for party in quote.speakers] == ["Clara Lund"]


def test_a_signed_post_is_its_authors(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("The port stays closed until noon. — Clara Lund (@claralund) May 4, 2020")
    assert (quote.text, quote.speakers[0].name) == ("The port stays closed until noon.", "Clara Lund")


def test_a_post_ends_what_a_colon_introduced(quotes_of: QuotesOf) -> None:
    text = (
        "Jonas Weber claimed that the port was safe:\n\nThe port stays closed. — Clara Lund (@claralund) May 4, 2020\n\n"
        "We like an open port, and our friends do too."
    )
    assert [q.speakers[0].name for q in quotes_of(text) if "stays closed" in q.text] == ["Clara Lund"]
    assert not any("open port" in q.text for q in quotes_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "The road, called “Long Mile”, is closed.",
        "Duties are shared according to the discretion of the mayor.",
        "Let’s talk about the harbour.",
        "Three clerks requested anonymity.",
        "Asked whether she was tired, Clara Lund was silent.",
        "Sales fell compared to last year.",
        "The vote will answer these questions:\n\nWho wins the valley? Who loses the coast?",
    ],
)
def test_nothing_is_reported(quotes_of: QuotesOf, text: str) -> None:
    assert quotes_of(text) == []
