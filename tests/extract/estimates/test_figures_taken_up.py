"""Numbers that are another figure for what was counted before, and whose losses are told."""

from __future__ import annotations

import pytest


def told(estimate):
    return estimate.measure, estimate.population, estimate.status


@pytest.mark.parametrize(
    ("figure", "bounds"),
    [
        ("put the figure at 12,000", [(12_000, 12_000, 12_000)]),
        ("put that number at between 4,000 and 5,000", [(4_000, None, 5_000)]),
        ("put the number at at least 3,000, possibly as many as 12,000", [(3_000, None, None), (None, None, 12_000)]),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_the_figure_is_of_what_was_counted_last(estimates_of, figure, bounds, gap):
    first, *others = estimates_of(f"Riga said 900 Serbian soldiers were in training.{gap}Oslo {figure}.")
    assert [(other.low, other.best, other.high) for other in others] == bounds
    assert told(first) == ("troops", "Serbia", "in_training")
    assert all(told(other) == told(first) for other in others)


def test_the_figure_of_something_else_is_not(estimates_of):
    first, other = estimates_of("Riga said 900 Serbian soldiers were in training. Oslo put the number of homes at 300.")
    assert (first.measure, other.measure) == ("troops", "buildings")


def test_losses_among_a_nation_are_its_own(estimates_of):
    text = "Envoys of Oslo estimate losses among the Serbs at 400, including up to 100 killed."
    assert [(found.measure, found.population) for found in estimates_of(text)] == [
        ("casualties", "Serbia"),
        ("killed", "Serbia"),
    ]


def test_they_who_are_brought_to_a_site_train_there(estimates_of):
    text = (
        "Riga said 900 Serbian soldiers left. They flew to Oslo, then they were taken to three military training sites."
    )
    assert [(found.measure, found.population) for found in estimates_of(text)] == [
        ("troops", "Serbia"),
        ("training_sites", "Serbia"),
    ]
