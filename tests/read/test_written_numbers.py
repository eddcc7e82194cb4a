"""Numbers as people write them in spreadsheets: bounds only as stated."""

import pytest

from etl.read.written_numbers import read_number


@pytest.mark.parametrize(
    ("written", "bounds", "qualifier"),
    [
        ("1500", (None, 1500, None), None),
        ("1,500", (None, 1500, None), None),
        ("1 500", (None, 1500, None), None),
        ("10,000-12,000", (10_000, None, 12_000), None),
        ("10–12 thousand", (10_000, None, 12_000), None),
        ("between 10,000 and 12,000", (10_000, None, 12_000), None),
        ("~1,500", (None, 1500, None), "about"),
        ("c. 200", (None, 200, None), "about"),
        ("at least 3k", (3000, None, None), "at least"),
        ("3k+", (3000, None, None), "at least"),
        (">300", (300, None, None), "more than"),
        ("up to 2.5 million", (None, None, 2_500_000), "up to"),
        ("fewer than 50", (None, None, 50), "fewer than"),
        ("nearly 3,000", (None, 3000, 3000), "nearly"),
        ("12%", (None, 12, None), None),
    ],
)
def test_a_cell_states_its_bounds_and_qualifier(written, bounds, qualifier):
    number = read_number(written)
    assert ((number.low, number.best, number.high), number.qualifier) == (bounds, qualifier)


@pytest.mark.parametrize("written", ["", "many", "1,50", "10,000-", "12,000-10,000", "3 k k", "ten", "1" * 5000 + "x"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValueError, match=r"no number|below its beginning"):
        read_number(written)
