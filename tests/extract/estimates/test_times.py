"""Which of the dates around a number is the time it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

FRIDAY = date(2024, 10, 25)


@pytest.mark.parametrize(
    ("text", "at", "first", "last"),
    [
        ("Hiring slowed in two months, with 87,000 posts created in April.", "87,000", date(2024, 4, 1), date(2024, 4, 30)),
        ("The firm added 20,000 jobs in June, the fewest since September 2017.", "20,000", date(2024, 6, 1), date(2024, 6, 30)),
        ("Some 900 workers quit, the most since April 2008.", "900", None, FRIDAY),
        ("In the bloodiest strife since the revolt of 1979, 300 people were killed.", "300", None, FRIDAY),
        ("It has had 300 members since 2017.", "300", date(2017, 1, 1), None),
        ("Thefts rose to 26,000 in 2012, a 35 percent jump from 2010.", "35", date(2012, 1, 1), date(2012, 12, 31)),
        ("Some 120,000 workers left between July and August.", "120,000", date(2024, 7, 1), date(2024, 8, 31)),
    ],
)  # fmt: skip
def test_the_time_a_number_speaks_of(estimates_of, text, at, first, last):
    start = text.index(at)
    found = next(e for e in estimates_of(text, FRIDAY) if e.number_start <= start < e.number_end)
    assert (found.as_of.from_on, found.as_of.to_on) == (first, last)
