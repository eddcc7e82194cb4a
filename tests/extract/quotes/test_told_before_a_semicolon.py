"""A cue behind a semicolon reports what stands behind it, not what somebody told before."""

from __future__ import annotations

from etl.extract.extractor import RuleExtractor
from etl.records import ArticleText


def test_who_added_something_told_the_rest_himself():
    text = "The mayor, Ida Holm, told Reuters that 40 houses had burned; some 20 of them were old, she added."
    found = RuleExtractor().extract(ArticleText(text))
    assert [(quote.text, quote.speakers[0].name) for quote in found.quotes] == [
        ("40 houses had burned", "Ida Holm"),
        ("some 20 of them were old", "Ida Holm"),
    ]
    chains = [[(link.role, link.party.name) for link in estimate.chain[:2]] for estimate in found.estimates]
    assert chains == [[("origin", "Ida Holm"), ("relay", "Reuters")]] * 2


def test_one_report_may_have_a_semicolon():
    found = RuleExtractor().extract(ArticleText("The town was lost; 20 houses were gone, Ida Holm said."))
    assert [quote.text for quote in found.quotes] == ["The town was lost; 20 houses were gone"]


def test_what_somebody_goes_by_ends_where_others_tell():
    text = "According to Riga, 40 ships sank; Western agencies put the number at 12. According to Riga, 9 sank; 3 left."
    found = RuleExtractor().extract(ArticleText(text))
    assert [quote.text for quote in found.quotes][:1] == ["40 ships sank"]
    assert found.quotes[-1].text == "9 sank; 3 left"
    assert [link.party.name for link in found.estimates[1].chain][:1] == ["Western agencies"]
    assert [link.role for link in found.estimates[1].chain] == ["origin", "outlet"]
