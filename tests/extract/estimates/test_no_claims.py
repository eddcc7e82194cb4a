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
        "Now 85, she began her work in 1969.",
        "He was a young man of 55.",
        "She has served since at least 2010.",
        "The feud goes back to at least 2007.",
        "Two, the economy decides who wins.",
        "The cuts were three-to-one or four-to-one.",
        "The club leans to Reed by roughly 2 to 1.",
        "A three-way race is ahead.",
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


def test_one_told_apart_is_no_count(estimates_of):
    found = estimates_of("Two courts blocked it, one saying that it broke the law.")
    assert [one.best for one in found] == [2]


def test_one_joined_to_other_numbers_is(estimates_of):
    found = estimates_of("Three of the ships came from Riga, five from Oslo and one from Bergen.")
    assert [one.best for one in found] == [3, 5, 1]


def test_who_died_at_the_front_of_a_sentence_are_counted(estimates_of):
    found = estimates_of("Five, two of them children, were killed.")
    assert [one.best for one in found] == [5, 2]


def test_how_a_vote_went_is_no_ratio(estimates_of):
    found = estimates_of("The vote was 67 to 32.")
    assert [one.best for one in found] == [67, 32]
