"""Whose words stand at an offset."""

from __future__ import annotations

from collections.abc import Callable

from etl.extract.document import ParsedArticle
from etl.extract.quotes import speech_at
from etl.records import Quote

TEXT = (
    "The ministry said that 40 soldiers had crossed the river. They were carried by ship from Velm. "
    "The mayor said the town was calm.\n\nThe river froze in January."
)
QuotesOf = Callable[[str], list[Quote]]
Parse = Callable[[str], ParsedArticle]


def test_inside_a_quote_its_speaker_speaks(quotes_of: QuotesOf) -> None:
    found = speech_at(quotes_of(TEXT), TEXT.index("40 soldiers"))
    assert found is not None
    assert [s.text for s in found.speakers] == ["The ministry"]
    assert not found.is_carried


def test_the_sentence_after_is_carried_on(quotes_of: QuotesOf, parse: Parse) -> None:
    found = speech_at(quotes_of(TEXT), TEXT.index("carried by ship"), parse(TEXT))
    assert found is not None
    assert [s.text for s in found.speakers] == ["The ministry"]
    assert found.is_carried


def test_the_writers_words_are_nobodys(quotes_of: QuotesOf, parse: Parse) -> None:
    quotes, article = quotes_of(TEXT), parse(TEXT)
    assert speech_at(quotes, TEXT.index("The mayor"), article) is None
    assert speech_at(quotes, TEXT.index("froze"), article) is None
    assert speech_at(quotes, TEXT.index("carried by ship")) is None
