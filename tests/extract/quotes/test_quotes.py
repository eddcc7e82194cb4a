"""Direct, partial and indirect speech in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from etl.records import Quote

QuotesOf = Callable[[str], list[Quote]]


def speakers(quote: Quote) -> list[str]:
    return [party.text for party in quote.speakers]


@pytest.mark.parametrize(
    ("text", "kind", "said", "speaker", "cue"),
    [
        ("“The bridge is closed,” Mara Quill said.", "direct", "The bridge is closed,", "Mara Quill", "said"),
        ("“The bridge is closed,” said Mara Quill.", "direct", "The bridge is closed,", "Mara Quill", "said"),
        ("Mara Quill said: “The bridge is closed.”", "direct", "The bridge is closed.", "Mara Quill", "said"),
        ("'The bridge is closed,' Mara Quill said.", "direct", "The bridge is closed,", "Mara Quill", "said"),
        (
            "The mayor called the attack “a cowardly act”.",
            "partial", "the attack “a cowardly act”", "The mayor", "called",
        ),
        (
            "The mayor said the town “will not give in” to threats.",
            "partial", "the town “will not give in” to threats", "The mayor", "said",
        ),
        (
            "The ministry said that 40 soldiers had crossed the river.",
            "indirect", "40 soldiers had crossed the river", "The ministry", "said",
        ),
        (
            "Forty soldiers had crossed the river, the ministry said.",
            "indirect", "Forty soldiers had crossed the river", "the ministry", "said",
        ),
        (
            "According to the ministry, 40 soldiers had crossed the river.",
            "indirect", "40 soldiers had crossed the river", "the ministry", "According to",
        ),
        (
            "As many as 40 soldiers had crossed the river, according to the ministry.",
            "indirect", "As many as 40 soldiers had crossed the river", "the ministry", "according to",
        ),
        (
            "In the words of Mara Quill, the bridge is lost.",
            "indirect", "the bridge is lost", "Mara Quill", "In the words of Mara Quill",
        ),
        (
            "The toll was 40 in June, per the ministry.",
            "indirect", "The toll was 40 in June", "the ministry", "per",
        ),
        (
            "State media quoted Quill as saying that the bridge was lost.",
            "indirect", "the bridge was lost", "Quill", "saying",
        ),
        (
            "The minister expects the army to leave by Friday.",
            "indirect", "the army to leave by Friday", "The minister", "expects",
        ),
        (
            "The union called for an immediate ceasefire.",
            "indirect", "an immediate ceasefire", "The union", "called for",
        ),
    ],
)  # fmt: skip
def test_one_quote(quotes_of: QuotesOf, text: str, kind: str, said: str, speaker: str, cue: str) -> None:
    (quote,) = quotes_of(text)
    assert (quote.kind, quote.text, speakers(quote), quote.cue) == (kind, said, [speaker], cue)


def test_an_interrupted_utterance_is_one_group(quotes_of: QuotesOf) -> None:
    first, second = quotes_of("“The bridge is closed,” Mara Quill said. “Nobody will cross it tonight.”")
    assert first.group == second.group
    assert speakers(second) == ["Mara Quill"]


def test_two_utterances_are_two_groups(quotes_of: QuotesOf) -> None:
    first, second = quotes_of("“The bridge is closed,” Mara Quill said.\n\n“It is open,” Jon Pell said.")
    assert first.group != second.group


def test_a_quotation_over_two_paragraphs_keeps_speaker_and_group(quotes_of: QuotesOf) -> None:
    first, second = quotes_of(
        "Mara Quill said: “The bridge is closed. We have checked it twice.\n\n“Nobody will cross it tonight.”"
    )
    assert first.text == "The bridge is closed. We have checked it twice."
    assert (second.text, speakers(second), second.group) == (
        "Nobody will cross it tonight.", ["Mara Quill"], first.group,
    )  # fmt: skip


def test_a_block_without_marks_belongs_to_who_introduces_it(quotes_of: QuotesOf) -> None:
    first, second = quotes_of(
        "Speaking in Oslo, Mara Quill said:\n\n"
        "If they cross the river, we will answer step by step.\n\n"
        "We have kept our word so far.\n\n"
        "The river froze in January."
    )
    assert [first.text, second.text] == [
        "If they cross the river, we will answer step by step.",
        "We have kept our word so far.",
    ]
    assert speakers(first) == speakers(second) == ["Mara Quill"]
    assert first.group == second.group
    assert first.kind == "direct"


def test_coordinated_speakers_are_two_parties(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Both Quill and Pell denounced the raid as a “breach of the truce”.")
    assert speakers(quote) == ["Quill", "Pell"]


def test_the_origin_of_a_relayed_report_speaks(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Mara Quill has warned that the river would be “the last line,” the Morning Wire reported.")
    assert speakers(quote) == ["Mara Quill"]
    assert quote.cue == "warned"


def test_a_spokeswoman_voices_her_ministry(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("The ministry calls the raid “a clear breach,” as a spokeswoman in Oslo says.")
    assert speakers(quote) == ["The ministry"]


def test_who_tells_of_anothers_words_speaks_himself(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Quill had told police that the bridge was lost, a witness said.")
    assert speakers(quote) == ["a witness"]


def test_the_name_that_introduces_beats_the_pronoun_after(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Mara Quill scolded him: “The bridge was our only way home,” she said.")
    assert speakers(quote) == ["Mara Quill"]


def test_the_writers_clause_after_the_quoted_words_is_left_out(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Quill said the plan “has not changed” after the mayor presented a new one.")
    assert quote.text == "the plan “has not changed”"


def test_a_turn_of_an_interview_is_not_quoted_from_itself(quotes_of: QuotesOf) -> None:
    text = (
        "Interview with Dr. Mara Quill\n\n"
        "Interviewer: What do you make of it?\n\n"
        "Dr. Quill: I think the bridge will hold. The mayor said that it was safe.\n\n"
        "Interviewer: Thank you.\n\n"
        "Dr. Quill: I hope we meet again."
    )
    assert [quote.text for quote in quotes_of(text)] == ["it was safe"]


def test_information_is_told_by_its_giver(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("According to findings from the border guard, the first lorries have arrived in Velm.")
    assert speakers(quote) == ["the border guard"]
    assert quote.text == "the first lorries have arrived in Velm"


def test_a_passive_names_nobody(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("The soldiers are said to have received new uniforms.")
    assert quote.text == "The soldiers are said to have received new uniforms"
    assert quote.speakers == ()
    assert quote.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Mara Quill told the Morning Wire that the bridge was closed.", "the Morning Wire"),
        ("In a video address, Mara Quill said the bridge was closed.", "In a video address"),
        ("“The bridge is closed,” Mara Quill said on Telegram.", "on Telegram"),
        ("Mara Quill said the bridge was closed.", None),
    ],
)
def test_channel(quotes_of: QuotesOf, text: str, channel: str | None) -> None:
    assert quotes_of(text)[0].channel == channel


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace corridor” was empty on Monday.",
        "The band played “Winter Road” twice.",
        "It goes without saying that the bridge matters.",
        "The state has endorsed the plan.",
        "A colleague cited a military source.",
        "'Not willing to leave the river'",
        "A group called Northern Light runs the camp.",
        "The bridge is closed.",
    ],
)
def test_scare_quotes_titles_and_idioms_are_no_speech(quotes_of: QuotesOf, text: str) -> None:
    assert quotes_of(text) == []


def test_a_missing_space_after_a_stop_does_not_join_sentences(quotes_of: QuotesOf) -> None:
    first, second = quotes_of('"We stay," said Mara Quill."We leave tonight," said Jon Pell.')
    assert (first.text, speakers(first)) == ("We stay,", ["Mara Quill"])
    assert (second.text, speakers(second)) == ("We leave tonight,", ["Jon Pell"])


def test_a_transcript_label_is_the_speaker(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of('"QUILL: The bridge stays closed until Friday.')
    assert (quote.text, speakers(quote)) == ("The bridge stays closed until Friday.", ["QUILL"])


def test_a_signature_after_a_dash_is_the_speaker(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("“The bridge was our only way home.” ― Mara Quill")
    assert speakers(quote) == ["Mara Quill"]


def test_when_it_was_said(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Mara Quill said on October 18, 2024 that the bridge was closed.")
    assert quote.said.from_on is not None
    assert quote.said.from_on.isoformat() == "2024-10-18"


def test_a_date_inside_the_report_is_not_when_it_was_said(quotes_of: QuotesOf) -> None:
    (quote,) = quotes_of("Mara Quill said the bridge had closed on October 18, 2024.")
    assert quote.said.from_on is None
