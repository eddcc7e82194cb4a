"""The whole extractor on any text: a result always, offsets that hold, no memory between articles, linear time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.extract.extractor import RuleExtractor
from etl.records import Annotation, ArticleText

EXTRACTOR = RuleExtractor()
WORDS = (
    "The", "ministry", "said", "that", "about", "12,000", "soldiers", "were", "killed", "in", "Riga", ",", ".", "“", "”",
    '"', "according", "to", "Reuters", "it", "will", "send", "3", "and", "an", "estimated", "five", "others", "\n\n",
    "Mr. Doe", "told", "on", "Friday", ";", "(", ")", "$4bn", "40%", "—", "reported", "citing", "officials", "'s", "of",
)  # fmt: skip
NEWSLIKE = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=300), NEWSLIKE)
SLOW_OK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def annotate(text: str) -> Annotation:
    return EXTRACTOR.extract(ArticleText(text))


def spans(found: Annotation) -> Iterator[tuple[int, int, str | None]]:
    """Every span of an annotation, with its surface where the record carries one."""
    yield from ((one.start, one.end, None) for one in found.passages)
    for record in (*found.mentions, *found.quotes, *found.quantities, *found.estimates):
        yield record.start, record.end, record.text
    for quote in found.quotes:
        yield from ((p.start, p.end, p.text) for p in quote.speakers if p.start is not None and p.end is not None)
    for estimate in found.estimates:
        parties = [link.party for link in estimate.chain]
        yield from ((p.start, p.end, p.text) for p in parties if p.start is not None and p.end is not None)
        if estimate.place_start is not None and estimate.place_end is not None:
            yield estimate.place_start, estimate.place_end, estimate.place


@SLOW_OK
@given(ANY_TEXT)
def test_every_span_holds_its_surface(text: str) -> None:
    found = annotate(text)
    for start, end, surface in spans(found):
        assert 0 <= start <= end <= len(text)
        assert surface is None or text[start:end] == surface
    for estimate in found.estimates:
        assert estimate.part_of is None or 0 <= estimate.part_of < len(found.estimates)
        assert [link.role for link in estimate.chain][-1:] == ["outlet"]


@SLOW_OK
@given(NEWSLIKE, NEWSLIKE)
def test_an_article_is_read_the_same_whatever_was_read_before(text: str, other: str) -> None:
    alone = annotate(text)
    annotate(other)
    assert annotate(text) == alone


ENDLESS = {
    "quotation marks": "“”" * 50,
    "digits": "1" * 100,
    "one sentence": "the ministry said that soldiers and ",
}
ENDLESS_TOO = {
    "straight marks": '" ' * 50,
    "numbers": "1,000 and " * 10,
    "cues": "according to Reuters, it said, ",
    "levels": "putting the toll of its soldiers at 12,000 and ",
}


def seconds(piece: str, characters: int) -> float:
    text = (piece * (characters // len(piece) + 1))[:characters]
    began = time.process_time()
    annotate(text)
    return time.process_time() - began


def grows_linearly(piece: str, characters: int) -> bool:
    seconds(piece, 2_000)  # what is loaded once is loaded
    short = seconds(piece, characters)
    return seconds(piece, 2 * characters) < max(3 * short, 2.0)


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_time_is_linear_in_length(piece: str) -> None:
    # each mark is a token: a fifth of the text is as many tokens as a whole one of words
    assert grows_linearly(piece, 10_000 if "“" in piece else 40_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS_TOO.values(), ids=ENDLESS_TOO)
def test_time_is_linear_in_length_of_more(piece: str) -> None:
    assert grows_linearly(piece, 40_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", (ENDLESS | ENDLESS_TOO).values(), ids=ENDLESS | ENDLESS_TOO)
def test_a_megabyte_of_anything_ends(piece: str) -> None:
    assert seconds(piece, 1_000_000) < 600
