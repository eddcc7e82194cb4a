"""Numbers that count nothing, and shares written with hyphens, which do."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "She led the club from 1990 to ’97 and the league from '97 to 2002.",
        "The court may act under 8 U.S.C. 1182(f) in such a case.",
        "The guard let in anyone under 18.",
        "It is sold to those over 21.",
        "At 49, Lena Roe has many songs ahead of her.",
        "At 78, he still rows.",
    ],
)
def test_years_laws_and_ages_are_no_claims(estimates_of, text):
    assert estimates_of(text) == []


def test_a_level_that_opens_a_sentence_is_one(estimates_of):
    (found,) = estimates_of("At 49 percent, the share is the lowest in years.")
    assert found.best == 49


@pytest.mark.parametrize(
    ("text", "best"),
    [("About six-in-ten say so.", 0.6), ("Seven-in-ten voters agree.", 0.7), ("One-in-five Danes rows.", 0.2)],
)
def test_a_share_with_hyphens(estimates_of, text, best):
    (found,) = estimates_of(text)
    assert (found.best, found.measure, found.unit) == (best, "share", "fraction")


def test_those_who_signed_are_no_share(estimates_of):
    share, signed = estimates_of("The bill has seen a 115 percent increase in support with 44 signed on as sponsors.")
    assert (share.unit, signed.unit) == ("percentage", None)


def test_a_share_goes_on_over_those_who_did_otherwise(estimates_of):
    yes, no = estimates_of("Some 60 percent of voters agreed and 30 disagreed.")
    assert (yes.unit, no.unit) == ("percentage", "percentage")
