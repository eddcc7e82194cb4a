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

_ARGUMENT = "Jonas Weber sits on the board. Here is Weber's argument:\n\n“The dam must go.”"
_REPLY = "One guard saw it all. The guard's reply?\n\n“I do not care.”"
_LAWSUIT = "The Harbour Guild stood aside. The lawsuit names the port. It argues that the dam is unsafe."
_THOSE = "Harbour Watch is new. Those in favour of the dam went first. They said it would hold."
_PROSECUTION = "A knife was on the table, prompting the prosecution to claim it was stolen."
_FAR_SUBJECT = (
    "“It is a good day,” said Jonas Weber, who teaches law in the valley.\n\nTalks have gone on for two years, with "
    "many halts, and envoys of six states have met in four cities to settle what the port may ship and what it may not, "
    "where the inspectors may go, and who is to pay for the new locks and the gates.\n\nThe talks began after the "
    "election of Pavel Novak. He seemed open, and said he would reach a deal."
)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (_ARGUMENT, "The dam must go", "Jonas Weber"),
        (_REPLY, "I do not care", "guard"),
        (_LAWSUIT, "the dam is unsafe", "lawsuit"),
        (_THOSE, "it would hold", "Those in favour"),
        (_PROSECUTION, "it was stolen", "prosecution"),
        (_FAR_SUBJECT, "he would reach a deal", "Pavel Novak"),
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


_DATELINES = ["OSLO (Reuters) - ", "Oslo (CNN) - ", "OSLO, Norway — ", "(CNN) - ", "(CNN) ", "(Mar 3, 2018  6:32 AM) "]


@pytest.mark.parametrize("opening", _DATELINES)
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
    (quote,) = quotes_of("Jonas Weber, head of the Harbour Tenants, called the plan “a tax on small-boat owners.”")
    assert (quote.kind, quote.speakers[0].name) == ("partial", "Jonas Weber")


@pytest.mark.parametrize(
    "text",
    [
        "The storm had claimed five lives.",
        "The harbour guild advised them to stay home, and to call 911 for help.",
        "It seems telling that most families that stayed were poor.",
        "A guard pressed his foot on the rope for two minutes.",
        "It is a set of Harbour Act rules that might close the port.",
        "Critics dislike it. “Blue-water tax.” Even before the vote it was a thing of the past.",
    ],
)
def test_what_is_no_speech(quotes_of: QuotesOf, text: str) -> None:
    assert [quote.text for quote in quotes_of(text) if "home" not in quote.text] == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We are broke,” Weber told CBS' “Face the Nation.” “It is bad.”", ["We are broke,", "It is bad."]),
        ("Fans chanted “Lock Them Up.”", ["Lock Them Up."]),
    ],
)
def test_the_name_of_a_broadcast_is_no_speech(quotes_of: QuotesOf, text: str, quoted: list[str]) -> None:
    assert [quote.text for quote in quotes_of(text)] == quoted


def test_that_is_kept_where_it_is_the_subject(quotes_of: QuotesOf) -> None:
    assert [quote.text for quote in quotes_of("Clara Lund says that isn't a crime.")] == ["that isn't a crime"]
    assert [quote.text for quote in quotes_of("Clara Lund says that it is a crime.")] == ["it is a crime"]


def test_who_speaks_is_no_part_of_what_is_said(quotes_of: QuotesOf) -> None:
    text = (
        "“He will miss it,” said Lund, who keeps the boy inside whenever levels are high, rather than risk an attack."
    )
    assert [quote.text for quote in quotes_of(text)] == ["He will miss it,"]


def test_what_a_test_is_to_prove_is_not_reported(quotes_of: QuotesOf) -> None:
    assert quotes_of("Clara Lund took a test to prove that she was healthy.") == []


def test_two_subjects_that_the_parse_does_not_join(quotes_of: QuotesOf) -> None:
    quotes = quotes_of("Turin mayor Carla Neri and Genoa mayor Ugo Riva announced that they would sue. They said so.")
    assert [party.name for party in quotes[0].speakers] == ["Carla Neri", "Ugo Riva"]


def test_a_subject_the_parse_gives_to_the_verb_is_part_of_the_clause(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("In their letter the generals warn that delay would cost lives.")
    assert quote.text == "delay would cost lives"


def test_an_introduction_that_the_parse_takes_into_the_quotation(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Coach Lena Berg was blunt after the defeat: “We were slow and we were scared.”")
    assert quote.speakers[0].name == "Lena Berg"


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("Weber called the reply to Lund's letter “borderline disingenuous.”", "the reply", "Weber"),
        ("Lund, in Oslo, reportedly called the move “unwarranted and unprecedented.”", "the move", "Lund"),
        ("“I still have my day job,” as Mr. Weber put it last month.", "I still have", "Weber"),
        ("Rep. Jonas Weber, R-N.C., who leads the panel, said in an interview that it was over.", "it was", "Weber"),
        ("Al Gore met them. Health officials reached all contacts, WHO said.", "Health officials", "World Health"),
        ("“He is part of it,” Clara Lund challenged.", "He is part", "Clara Lund"),
    ],
)
def test_a_speaker_of_ordinary_news(quotes_of: QuotesOf, text: str, said: str, speaker: str) -> None:
    (quote, *_) = [quote for quote in quotes_of(text) if said in quote.text]
    assert speaker in quote.speakers[0].name


@pytest.mark.parametrize(("verb", "name"), [("jabbed", "Clara Lund"), ("quipped", "Jonas Weber")])
def test_a_doubled_consonant_hides_no_verb_behind_a_quotation(quotes_of: QuotesOf, verb: str, name: str) -> None:
    text = f'Mayor Otto Hahn was there. "Otto Hahn must really not like to travel," {verb} {name}, one of his rivals.'
    (quote,) = quotes_of(text)
    assert quote.speakers[0].name == name


def test_what_a_photo_shows_nobody_says(quotes_of: QuotesOf) -> None:
    assert not quotes_of("The photo shows Jonas Weber waiting at the harbour on Monday.")
    (quote,) = quotes_of("The report shows that the harbour is losing money.")
    assert quote.text == "the harbour is losing money"


@pytest.mark.parametrize("title", ["Meet the Press.", "Harbour of the Lost"])
def test_a_broadcast_in_marks_is_not_what_it_is_told(quotes_of: QuotesOf, title: str) -> None:
    assert not quotes_of(f'The mayor told NBC\'s "{title}"')


def test_a_sentence_for_somebody_is_about_that_one(quotes_of: QuotesOf) -> None:
    opening = '"We are all here," said Clara Lund, who marched.\n\n'
    *_, quote = quotes_of(
        f'{opening}For harbour student Diana Weber, the day means much.\n\n"I was five when we came," she said.'
    )
    assert quote.speakers[0].name == "Diana Weber"
