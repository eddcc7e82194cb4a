"""The matcher of quotation marks, without a parser."""

from __future__ import annotations

import pytest
from growth import grows_with_length, made_of
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.quotes.marks import find_marked

MARKED_TEXT = st.text(st.sampled_from(list("ab .,!?\n“”\"'‘’«»„`s1")), max_size=80) | st.text(max_size=60)


def inner(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_marked(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The bridge is closed,” she said.", ["The bridge is closed,"]),
        ('"The bridge is closed," she said.', ["The bridge is closed,"]),
        ("''The bridge is closed,'' she said.", ["The bridge is closed,"]),
        ("``The bridge is closed,'' she said.", ["The bridge is closed,"]),
        ("«The bridge is closed», she said.", ["The bridge is closed"]),
        ("„The bridge is closed“, she said.", ["The bridge is closed"]),
        ('“The bridge is closed," she said.', ["The bridge is closed,"]),
        ("He called it ‘a disaster’ on Monday.", ["a disaster"]),
        ("He called it 'a disaster' on Monday.", ["a disaster"]),
        ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
        ("“A “nested” word,” she said.", ["A “nested” word,"]),
        ('He left."We stay," said his wife.', ["We stay,"]),
        ('The word is "stop."Then he left.', ["stop."]),
    ],
)
def test_marks_of_every_style_are_matched(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers' families don't know, and it's the '90s again.",
        "A 6'2\" tall man crossed the line.",
        "Rock 'n' roll isn't the ministers' business.",
        "It was the generals’ decision, wasn’t it?",
    ],
)
def test_apostrophes_and_inches_are_no_quotation(text: str) -> None:
    assert inner(text) == []


def test_a_mark_that_never_closes_runs_to_the_end_of_the_paragraph() -> None:
    (only,) = find_marked("She said: “We will stay. We will not leave.")
    assert not only.is_closed
    assert only.end == len("She said: “We will stay. We will not leave.")


def test_an_odd_mark_does_not_swallow_the_next_quotation() -> None:
    text = '"We will stay. The mayor shook his head. "We will leave," he said.'
    assert inner(text) == ["We will stay. The mayor shook his head.", "We will leave,"]


@given(MARKED_TEXT)
def test_spans_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    end = 0
    for marked in find_marked(text):
        assert end <= marked.outer_start <= marked.start < marked.end <= marked.outer_end <= len(text)
        assert text[marked.start : marked.end].strip() == text[marked.start : marked.end]
        end = marked.outer_end


@pytest.mark.parametrize("pattern", ['"', "“", "”", "'", "''", "‘", "a' ", " 'a", '" “', "“a ”b"])
def test_time_grows_with_length_and_not_faster(pattern: str) -> None:
    assert grows_with_length(lambda length: find_marked(made_of(pattern, length)), 50_000)
