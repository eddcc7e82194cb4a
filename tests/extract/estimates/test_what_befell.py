"""What is told of the counted, and what only looks as if it were."""

from __future__ import annotations

import pytest


def test_who_misses_something_is_not_missing(estimates_of):
    (found,) = estimates_of("Some 800,000 workers missing a paycheck met the mayor.")
    assert found.measure != "missing"


def test_who_is_missing_is(estimates_of):
    (found,) = estimates_of("There are 12 sailors missing after the storm.")
    assert found.measure == "missing"


def test_what_could_be_seen_was_there(estimates_of):
    (found,) = estimates_of("Three bodies could be seen in the ditch.")
    assert (found.polarity, found.status) == ("asserted", "occurred")


def test_what_could_be_sent_is_open(estimates_of):
    (found,) = estimates_of("Three soldiers could be sent to Riga.")
    assert found.polarity == "hypothetical"


def test_what_is_asked_about_is_not_denied(estimates_of):
    (found,) = estimates_of("Members wrote a letter questioning whether a contract worth $50 million was well spent.")
    assert found.polarity != "denied"


def test_a_capacity_says_which_plants(estimates_of):
    (found,) = estimates_of("Plants with a capacity of less than 75,000 barrels can get a waiver.")
    assert (found.polarity, found.status) == ("asserted", None)


def test_whom_one_goes_after_are_sent_nowhere(estimates_of):
    (found,) = estimates_of("It was one of 10 firms that the city went after in court.")
    assert found.status == "occurred"


def test_one_man_is_no_people(estimates_of):
    (found,) = estimates_of("The rebels burned a captured Jordanian pilot. Later they captured thousands of girls.")
    assert found.population is None


def test_how_often_a_day_is_no_share(estimates_of):
    (found,) = estimates_of("The pain struck as many as 10 times a day.")
    assert found.measure == "occasions"


@pytest.mark.parametrize(
    "text",
    [
        "The firm made billions from the war.",
        "She spent millions more on training.",
        "The law gave trillions in new tax credits to firms.",
        "They misused hundreds of millions in taxpayer funds.",
    ],
)
def test_bare_billions_may_be_money(estimates_of, text):
    (found,) = estimates_of(text)
    assert (found.kind, found.measure) == ("vague", "money")


@pytest.mark.parametrize("text", ["Millions marched.", "The war cost millions of lives.", "It is read by millions."])
def test_other_millions_are_none(estimates_of, text):
    (found,) = estimates_of(text)
    assert found.measure != "money"
