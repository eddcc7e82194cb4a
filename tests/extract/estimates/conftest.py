"""Estimates of short texts, through the whole extraction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from etl.extract.extractor import RuleExtractor
from etl.records import UNKNOWN_TIME, ArticleText, Estimate, Interval

EstimatesOf = Callable[..., list[Estimate]]


@pytest.fixture(scope="session")
def estimates_of() -> EstimatesOf:
    """Extract the estimates of a text; every span is checked against its surface."""
    extractor = RuleExtractor()

    def extract(text: str, published: date | None = None) -> list[Estimate]:
        day = Interval(published, published, "day", "file") if published else UNKNOWN_TIME
        annotation = extractor.extract(ArticleText(text, published=day))
        for estimate in annotation.estimates:
            assert text[estimate.start : estimate.end] == estimate.text
            if estimate.noun_start is not None:
                assert text[estimate.noun_start : estimate.noun_end] == estimate.noun
            if estimate.part_of is not None:
                assert annotation.estimates[estimate.part_of] is not estimate
        return list(annotation.estimates)

    return extract
