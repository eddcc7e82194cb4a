"""Cards of other stories inside sentences, in lines of our own."""

from __future__ import annotations

import pytest

from etl.extract.passages import without_cards

_GLUED = "Mayor Clara Lund Clara Q. LundPort opens again Weber: “Never” The dam story MORE (R) signed the law."


_NICKNAMED = "Mayor Jonas Weber Jonas (Joe) Paul WeberPort opens again The dam story MORE spoke."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (_NICKNAMED, "Mayor Jonas Weber spoke."),
        (_GLUED, "Mayor Clara Lund (R) signed the law."),
        ("The port closed. (RELATED: Weber Opens The Dam) It rained.", "The port closed. It rained."),
        ("The port closed on Monday. Read more: Weber opens the dam", "The port closed on Monday."),
        ("Clara Lund wants MORE of it, and Lund said so.", "Clara Lund wants MORE of it, and Lund said so."),
        ("She read more: two books, and a map.", "She read more: two books, and a map."),
    ],
)
def test_a_card_becomes_blanks(text: str, left: str) -> None:
    blanked = without_cards(text)
    assert len(blanked) == len(text)
    assert " ".join(blanked.split()) == left
