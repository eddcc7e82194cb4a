"""The worked answer of the seeds: who counts how many North Korean troops, at which characters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.records import Estimate

EstimatesOf = Callable[..., list[Estimate]]


#: seed, number, low, best, high, status, a word of the origin's name.
TROOPS: list[tuple[str, str, float | None, float | None, float | None, str, str]] = [
    ("000", "3,000", 3000, None, None, "in_training", "United States"),
    ("001", "12,000", None, 12000, None, "present", "Intelligence"),
    ("001", "3,000", 3000, 3000, 3000, "present", "United States"),
    ("003", "11,000", None, 11000, 11000, "in_training", "Intelligence"),
    ("003", "2,600", 2600, 2600, 2600, "planned", "Intelligence"),
    ("003", "10,000", None, 10000, None, "preparing", "Zelensky"),
    ("003", "10,000 and 12,000", 10000, None, 12000, "planned", "National Intelligence Service"),
    ("003", "1,500", None, 1500, None, "dispatched", "National Intelligence Service"),
    ("004", "10,000", 10000, 10000, 10000, "planned", "National Intelligence Service"),
    ("004", "1,500", None, 1500, None, "dispatched", "National Intelligence Service"),
]


def read_seed(shared: Path, seed: str) -> str:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_exactly_the_troop_figures_of_the_worked_answer(shared: Path, estimates_of: EstimatesOf, seed: str) -> None:
    text = read_seed(shared, seed)
    found = [e for e in estimates_of(text) if e.measure == "troops" and e.kind == "numeric"]
    expected = [row[1:] for row in TROOPS if row[0] == seed]
    assert [(text[e.number_start : e.number_end], e.low, e.best, e.high, e.status) for e in found] == [
        row[:-1] for row in expected
    ]
    assert {e.population for e in found} <= {"North Korea"}
    for estimate, row in zip(found, expected, strict=True):
        assert row[-1] in estimate.chain[0].party.name


def figures(estimates: list[Estimate]) -> list[tuple[str | None, float | None, int | None]]:
    return [(e.measure, e.value, e.part_of) for e in estimates if e.kind == "numeric"]


def test_officers_and_generals_are_inside_the_twelve_thousand(shared: Path, estimates_of: EstimatesOf) -> None:
    estimates = estimates_of(read_seed(shared, "001"))
    whole = next(index for index, e in enumerate(estimates) if e.value == 12000)
    assert ("officers", 500, whole) in figures(estimates)
    assert ("generals", 3, whole) in figures(estimates)


def test_casualties_and_deserters_are_no_troops(shared: Path, estimates_of: EstimatesOf) -> None:
    assert figures(estimates_of(read_seed(shared, "002"))) == [("killed", 6, None), ("injured", 3, None)]
    assert ("deserted", 18, None) in figures(estimates_of(read_seed(shared, "003")))


def test_who_voiced_and_who_relayed(shared: Path, estimates_of: EstimatesOf) -> None:
    def chain(seed: str, value: float) -> list[str]:
        estimates = estimates_of(read_seed(shared, seed))
        estimate = next(e for e in estimates if value in {e.value, e.low})
        return [f"{link.role} {link.party.name}" for link in estimate.chain]

    assert "spokesperson John Kirby" in chain("000", 3000)
    assert "spokesperson Kyrylo Budanov" in chain("003", 2600)
    assert "relay The War Zone" in chain("003", 2600)
    assert "relay Interfax-Ukraine" in chain("002", 6)
