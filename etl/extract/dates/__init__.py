"""Dates and times: absolute and relative expressions read against the article's own date."""

from __future__ import annotations

from etl.extract.dates.expressions import extract_dates
from etl.extract.dates.published import publication_date

__all__ = ["extract_dates", "publication_date"]
