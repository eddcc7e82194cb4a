"""What holds for any text: a result, offsets in range, the surface equal to the characters, linear time."""

from functools import cache
from itertools import pairwise

import pytest
import spacy
from growth import grows_with_length, made_of
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from etl.extract.document import Paragraph, ParsedArticle, legible
from etl.extract.numbers import extract_quantities
from etl.records import Passage, Quantity

PIECES = st.sampled_from(
    [
        "12", "1,500", "3.5", "two", "hundred", "million", "half", "a", "dozen", "dozens", "of", "between", "from", "to",
        "and", "or", "-", "–", "(", ")", ",", ".", "%", "$", "US$", "€", "km", "per", "month", "year-old", "at least",
        "about", "up to", "more", "troops", "aged", "one", "in", "2019", "October", "½", "/", "°C", "\n", "“", "\u00a0",
        "S22", "-19", "минус", "́", "İ",
    ]
)  # fmt: skip


@cache
def tokenizer() -> Language:
    """A pipeline without a model: the rules must bear a text that nothing is known of."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    return language


def read_untagged(text: str) -> list[Quantity]:
    doc = tokenizer()(text)
    paragraphs = (Paragraph(0, len(text), 0, doc),) if text else ()
    return extract_quantities(ParsedArticle(text, (Passage(0, len(text), "body"),), paragraphs))


def check(text: str) -> None:
    quantities = read_untagged(text)
    for quantity in quantities:
        assert 0 <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        if quantity.noun is not None:
            assert quantity.noun == text[quantity.noun_start : quantity.noun_end]
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        assert quantity.qualifier_class != "vague" or quantity.low is quantity.high is quantity.value is None
    for first, second in pairwise(quantities):
        assert first.number_end <= second.number_start


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " "]))
@settings(deadline=None, max_examples=300)
def test_any_mixture_of_what_the_grammar_knows(pieces: list[str], joint: str) -> None:
    check(joint.join(pieces))


@given(st.integers(min_value=1, max_value=999_999_999))
def test_grouped_figures_mean_their_number(number: int) -> None:
    (quantity,) = read_untagged(f"some said {number:,} shells")
    assert quantity.value == number


@pytest.mark.parametrize(
    "unit", ["7", "7 ", "7,", "one ", "$1 to ", "from 1 ", "7-", "“", "(5 km) ", "up to up to ", "7 per "]
)
def test_time_grows_with_length_and_not_faster(unit: str) -> None:
    def read(length: int) -> None:
        text = made_of(unit, length)
        doc = tokenizer().make_doc(legible(text))
        doc[0].is_sent_start = True
        extract_quantities(ParsedArticle(text, (Passage(0, length, "body"),), (Paragraph(0, length, 0, doc),)))

    assert grows_with_length(read, 1_000)
