"""Whom a pronoun that speaks takes up, and whose a quotation is that carries on: short texts of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from etl.records import Quote

QuotesOf = Callable[[str], list[Quote]]

_AIDES = "Harbour Watch ran a poll. But Lund's aides are calm at least. They say the bridge will open."
_PARAGRAPHS = "Herald readers objected.\n\nPort advocates disagreed.\n\nThey said the bridge would open."
_NATIONALS = "The Guild sent a letter. Rank-and-file Democrats, though, listed what they wanted to see in the plan."
_SPOKESWOMAN = "When Jonas Weber's paper asked his spokeswoman about the dam, she replied, “It will hold.”"
_SUBJECT = "Jonas Weber built it. A farmer below the dam was worried. He said the wall was leaking."
_QUALITY = "Jonas Weber smiled. His arrogant demeanor was plain. He said the wall would hold."
_LONG_TAIL = (
    "“We start now,” said Jonas Weber, who runs the harbour for the city and has done so since the flood.\n\n"
    "Advertisement\n\n“By June it will be done.”"
)
_BLUNTLY = "A senior harbour official put it more bluntly: “We are out of money.”"
_ADDRESSED = "Jonas Weber wrote to Clara Lund about the dam: “Will it hold?” Lund replied: “It will.”"
_LETTER = "Clara Lund sent a letter to Jonas Weber requesting that he close the dam."
_TITLES = "Guild president Jonas Weber and Harbour Exchange president Clara Lund announced that the port will move."


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (_AIDES, "the bridge will open", "aides"),
        (_PARAGRAPHS, "the bridge would open", "advocates"),
        (_NATIONALS, "to see in the plan", "Democrats"),
        (_SPOKESWOMAN, "It will hold", "spokeswoman"),
        (_SUBJECT, "the wall was leaking", "farmer"),
        (_QUALITY, "the wall would hold", "Jonas Weber"),
        (_LONG_TAIL, "By June", "Jonas Weber"),
        (_BLUNTLY, "out of money", "harbour official"),
        (_ADDRESSED, "Will it hold", "Jonas Weber"),
        (_ADDRESSED, "It will.", "Clara Lund"),
        (_LETTER, "close the dam", "Clara Lund"),
    ],
)
def test_speaker(quotes_of: QuotesOf, text: str, words: str, speaker: str) -> None:
    (quote, *_) = [quote for quote in quotes_of(text) if words in quote.text]
    assert [speaker in party.name for party in quote.speakers] == [True]


@pytest.mark.parametrize("opening", ["OSLO (Reuters) - ", "Oslo (CNN) - ", "OSLO, Norway — "])
def test_a_dateline_neither_speaks_nor_is_said(quotes_of: QuotesOf, opening: str) -> None:
    (quote,) = quotes_of(f"{opening}Mayor Clara Lund said Monday she was ready to open the bridge.")
    assert (quote.text, quote.speakers[0].name) == ("she was ready to open the bridge", "Clara Lund")
    (quote,) = quotes_of(f"{opening}Mayor Clara Lund will insist on closing the old bridge, a senior aide said.")
    assert quote.text == "Mayor Clara Lund will insist on closing the old bridge"


def test_two_people_with_titles_speak_together(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of(_TITLES)
    assert [party.name for party in quote.speakers] == ["Jonas Weber", "Clara Lund"]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("This quarrel, The Harbour Herald reports, has already taken its toll.", "has already", "Harbour Herald"),
        ("US inspectors allege Weber helped Lund hide the leak in the dam.", "Weber helped Lund", "inspectors"),
    ],
)
def test_a_verb_read_as_a_noun_still_reports(quotes_of: QuotesOf, text: str, said: str, speaker: str) -> None:
    (quote,) = [quote for quote in quotes_of(text) if said in quote.text]
    assert speaker in quote.speakers[0].name


def test_what_is_called_something_in_marks_is_a_quotation(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Jonas Weber, head of the Harbour Tenants, called the proposal “a war on low-income people.”")
    assert (quote.kind, quote.speakers[0].name) == ("partial", "Jonas Weber")


@pytest.mark.parametrize(
    "text",
    [
        "The storm had claimed five lives.",
        "The harbour guild advised them to stay home, and to call 911 for help.",
        "It seems telling that many of those who stayed were poor.",
        "A guard pressed his knee on him for nearly nine minutes.",
        "It is a set of Harbour Act rules that could lead to the closing of the port.",
        "Critics dislike it. “Blue-water tax.” Even before the vote it was a thing of the past.",
    ],
)
def test_what_is_no_speech(quotes_of: QuotesOf, text: str) -> None:
    assert [quote.text for quote in quotes_of(text) if "home" not in quote.text] == []
