"""Places inside names of bodies are mentions of their own, last of all."""

from __future__ import annotations

import pytest


def inner(read, text):
    """Mentions, once inner places are named: (words, label, whom they denote) of those that lie inside another."""
    table = read(text).table
    before = set(table.mentions)
    table.name_inner_places()
    return [(m.text, m.label, m.name) for m in table.mentions if m not in before]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Transparency Institute of Guyana wrote a letter.", [("Guyana", "GPE", "Guyana")]),
        ("The case went to the North Gauteng High Court.", [("North Gauteng", "GPE", "North Gauteng")]),
        ("People in Skelmar shop there. The Skelmar Traders Union is new.", [("Skelmar", "GPE", "Skelmar")]),
        ("The U.S. Fashion Industry Association agreed.", [("U.S.", "GPE", "United States")]),
        ("She told The New York Times so.", []),
        ("He taught at George Washington University.", []),
        ("They prayed in Guyana.", []),
    ],
)
def test_a_place_inside_the_name_of_a_body_is_mentioned_too(read, text, found):
    assert inner(read, text) == found
