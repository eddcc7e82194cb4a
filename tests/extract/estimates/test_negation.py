"""How far a "not" and a verb of denial reach."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "Russia did not send 3,000 soldiers.",
        "Russia does not plan to send 3,000 soldiers.",
        "The army denied sending 3,000 soldiers.",
        "The ministry denied that 300 soldiers had died.",
        "The ministry denied reports of 300 dead.",
        "The army rejected the estimate of 12,000.",
        "There are not 700 rebels in town.",
        "Four soldiers were not killed.",
        "The fare should not rise more than seven percent.",
        "The 22 letters will not be published.",
    ],
)
def test_what_is_denied(estimates_of, text):
    assert [one.polarity for one in estimates_of(text)] == ["denied"]


@pytest.mark.parametrize(
    "text",
    [
        "A poll questioned 900 voters.",
        "A total of 24 states are challenging the law.",
        "The council rejected 500 ballots.",
        "The office denied 500 visas.",
        "The club did not bring its 18 million fans along.",
        "She did not vote in the past two elections.",
        "The plan will not help her within a 40-mile radius.",
        "There has never been a law on the estimated $60 billion trade.",
        "They could not win despite pouring $30 million into it.",
        "He would not defend an order banning people from seven countries.",
        "Some 80 percent were not asked.",
    ],
)
def test_what_is_told_beside_a_negation(estimates_of, text):
    assert [one.polarity for one in estimates_of(text)] == ["asserted"]


def test_what_says_of_a_subject_which_it_is_has_no_mood(estimates_of):
    (found,) = estimates_of("Schools in 14 provinces would close.")
    assert (found.polarity, found.status) == ("asserted", None)
