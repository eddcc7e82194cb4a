"""Who is counted among the dead, and who is counted because an outlet cites him."""

from __future__ import annotations


def test_among_the_dead_were_children(estimates_of):
    found = estimates_of("Among the dead were 14 children and nine women, according to doctors.")
    assert [(one.measure, one.status) for one in found] == [("killed", "occurred")] * 2


def test_who_is_cited_is_no_figure(estimates_of):
    found = estimates_of(
        "Peru will send 500 officers, the Lakeside Courier reported, citing two people who know the plan."
    )
    assert [one.best for one in found] == [500]


def test_what_a_report_cites_otherwise_is_one(estimates_of):
    found = estimates_of("The judge sent 12 men home, citing 40 cases of theft.")
    assert [one.best for one in found] == [12, 40]


def test_who_says_a_bare_number_is_its_source(estimates_of):
    first, other = estimates_of("The rebels claimed 12 dead; the Peruvian government says 37.")
    assert (first.measure, other.measure) == ("killed", "killed")
    assert other.source is not None
    assert other.source.name == "Peru"


def test_all_there_are_is_no_part(estimates_of):
    text = "Riga sent 9,000 soldiers. There are 4,000 of them now. Some 300 of them are officers."
    assert [one.part_of for one in estimates_of(text)] == [None, None, 1]
