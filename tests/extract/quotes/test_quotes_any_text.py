"""Properties that hold for any text, however broken."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.records import Quote

PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "''", " said ", "Mara Quill", "the ministry", ", ", ": ", ". ", "\n", "that ", "according to ",
     "we will stay", "40 soldiers crossed", " told reporters", "(", "…", "&quot;", "\u200b", "é", "한국"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_surfaces_equal_offsets_and_groups_are_numbered(quotes_of: Callable[[str], list[Quote]], text: str) -> None:
    quotes = quotes_of(text)
    assert quotes == sorted(quotes, key=lambda q: (q.start, -q.end))
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip()
        assert quote.sentence_start <= quote.start
        assert 0 < quote.confidence <= 1
        assert quote.group >= 1
        for party in quote.speakers:
            if party.start is not None:
                assert text[party.start : party.end] == party.text
