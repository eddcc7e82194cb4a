"""The whole extractor on any text: a result always, offsets that hold, no memory between articles, linear time."""

from __future__ import annotations

import json
import subprocess
import sys
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


#: What a text may be made of. The first are read at every run; `make test-slow` reads them all.
ENDLESS = {
    "quotation marks": "“”",
    "digits": "1",
    "one sentence": "the ministry said that soldiers and ",
    "quotations": "He said “We lost 5 men.” ",
}
ENDLESS_TOO = {
    "lines of a quotation": "“a\n",
    "straight marks": '"',
    "parted marks": '" ',
    "nested marks": "“‘",
    "brackets": "([",
    "one word": "x",
    "a": "a ",
    "lines": "a\n",
    "line ends": "\n",
    "figures": "1 ",
    "numbers": "1,000 and ",
    "cues": "according to Reuters, it said, ",
    "levels": "putting the toll of its soldiers at 12,000 and ",
    "names": "John Smith ",
    "pronouns": "he said ",
    "clitics": "'s",
    "entities": "&quot;",
    "months": "May ",
    "paragraphs": "Ann Lee said 5 soldiers were killed.\n",
    "turns": "Q: Why?\nA: Because.\n",
    "hours": "1714 GMT\n",
    "han": "你",
    "pictures": "😀",
}
SHORT = 8_000
#: Of one core, a megabyte: the parser alone takes a third of it where every second character is a token.
SECONDS_A_MEGABYTE = 600
MEGABYTES = 1_000
READ_ALONE = """
import json, resource, sys, time
from etl.extract.extractor import RuleExtractor
from etl.records import ArticleText
piece = json.loads(sys.argv[1])
text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
RuleExtractor().extract(ArticleText(text))
print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000)
"""


def seconds(piece: str, characters: int) -> float:
    text = (piece * (characters // len(piece) + 1))[:characters]
    began = time.process_time()
    annotate(text)
    return time.process_time() - began


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_time_is_linear_in_length(piece: str) -> None:
    seconds(piece, 2_000)  # what is loaded once is loaded
    short = seconds(piece, SHORT)
    assert seconds(piece, 4 * SHORT) < max(8 * short, 1.0)


@pytest.mark.slow
@pytest.mark.parametrize("piece", (ENDLESS | ENDLESS_TOO).values(), ids=ENDLESS | ENDLESS_TOO)
def test_a_megabyte_of_anything_is_read_in_time_and_in_a_gigabyte(piece: str) -> None:
    command = [sys.executable, "-c", READ_ALONE, json.dumps(piece)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=4 * SECONDS_A_MEGABYTE)
    spent, megabytes = map(float, ended.stdout.split())
    assert spent < SECONDS_A_MEGABYTE
    assert megabytes < MEGABYTES
