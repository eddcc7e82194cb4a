"""Heads of states: whom a lead leaves unnamed, and names with an initial in the middle."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ukraine's president spoke late. Volodymyr Zelensky was tired.", "Ukraine's president", "Volodymyr Zelensky"),
        ("The Ukrainian president spoke. Volodymyr Zelensky was tired.", "The Ukrainian president", "Volodymyr Zelensky"),
        ("Peru's president spoke late. Volodymyr Zelensky was tired.", "Peru's president", None),
        ("President Vladimir V. Putin spoke.", "Vladimir V. Putin", "Vladimir Putin"),
        ("Joseph R. Biden Jr. spoke.", "Joseph R. Biden Jr.", "Joe Biden"),
        ("George W. Bush spoke.", "George W. Bush", "George W. Bush"),
        ("Robert F. Kennedy Jr. spoke.", "Robert F. Kennedy Jr.", "Robert F. Kennedy Jr."),
    ],
)  # fmt: skip
def test_a_leader_is_one_entity_however_called(read, text, words, name):
    assert read(text).party(words).name == (name or words)
