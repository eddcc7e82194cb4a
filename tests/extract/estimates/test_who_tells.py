"""Whose a figure is where the clause of its source does not hold it plainly."""

from __future__ import annotations

import pytest


def _sources(found):
    return [None if one.source is None else one.source.text for one in found]


def test_a_day_between_cue_and_content_holds_no_content(estimates_of):
    (found,) = estimates_of("The harbour's director, Lena Roe, said on May 8 that her office had counted 40 wrecks.")
    assert found.source is not None
    assert found.source.text.endswith("Lena Roe") or found.source.text == "her office"


@pytest.mark.parametrize("joint", [", compared to", ", compared with", ", up from", ", down from", " compared with"])
def test_what_a_reported_level_is_compared_with_is_the_sources(estimates_of, joint):
    found = estimates_of(f"The pollsters said 55 percent now approve of the law{joint} just 42 percent in May.")
    assert _sources(found) == ["The pollsters"] * 2


def test_an_opinion_told_beside_its_survey_is_the_surveys(estimates_of):
    (found,) = estimates_of("Roe led the last poll, with 29% of voters saying they would choose her.")
    assert _sources([found]) == ["the last poll"]


def test_an_opinion_in_a_plain_sentence_after_a_survey_is_the_writers(estimates_of):
    (found,) = estimates_of("A poll came out on Monday. Only a quarter of Danes want to keep the law.")
    assert found.source is None


def test_where_votes_are_cast_is_no_survey(estimates_of):
    (found,) = estimates_of("Before they went to the polls, 40 percent of voters wanted a new mayor.")
    assert found.source is None


def test_an_outlet_before_a_semicolon_passes_nothing_on(estimates_of):
    text = "The Guardian has a list of the trials; the New York Times reports 100,000 men were charged."
    (found,) = estimates_of(text)
    assert [link.party.name for link in found.chain if link.role == "relay"] == []


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ("The prosecutor said the attacker had a long record. He spent 11 years in jail.", "The prosecutor"),
        ("The prosecutor said the bridge was weak. He spent 11 years in the army.", None),
        ("The group said the bridge was weak. It carries 4,000 cars a day.", "The group"),
        ("The council sold the house after a friend said it was haunted. It had cost 40,000 euros.", None),
    ],
)
def test_a_pronoun_goes_on_about_what_was_told_and_not_about_the_teller(estimates_of, told, source):
    assert _sources(estimates_of(told)) == [source]


def test_a_share_of_those_asked_is_no_source(estimates_of):
    found = estimates_of("Nearly 6 in 10 say they fear a flood, compared with 3 in 10 who fear a drought.")
    assert [one.source for one in found] == [None, None]
