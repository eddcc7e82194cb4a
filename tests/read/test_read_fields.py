"""What single fields denote: addresses and publication dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from etl.read.address import canonical_url
from etl.read.published import read_published
from etl.read.reader import Unusable


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://WWW.Example.ORG:80/A/", "https://www.example.org/A"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a?id=7&utm_source=x&UTM_medium=y&fbclid=z#part", "https://example.org/a?id=7"),
        ("https://example.org/?utm_source=x", "https://example.org"),
        ("  https://example.org./a  ", "https://example.org/a"),
        ("https://user:word@example.org/a", "https://example.org/a"),
        ("https://example.org/caf%C3%A9?q=a&q=b&empty", "https://example.org/caf%C3%A9?q=a&q=b&empty"),
        ("https://пример.рф/а", "https://пример.рф/а"),
        ("http://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
    ],
)
def test_ways_to_one_page_have_one_address(url, canonical):
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url", ["example.org/a", "ftp://example.org/a", "https://", "https://[::1", "https://a:port/", "javascript:x",
            "https://example.org/a b", "file:///etc/passwd", "x" * 10_000]
)  # fmt: skip
def test_what_is_no_web_address_is_refused_in_few_words(url):
    with pytest.raises(Unusable, match="is not a web address") as refused:
        canonical_url(url)
    assert len(refused.value.reason) < 250


@pytest.mark.parametrize(
    ("stated", "first", "last", "precision"),
    [
        ("2024-10-25", "2024-10-25", "2024-10-25", "day"),
        ("20241025", "2024-10-25", "2024-10-25", "day"),
        ("2024-10-25 23:30:00", "2024-10-25", "2024-10-25", "day"),
        ("2024-10", "2024-10-01", "2024-10-31", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26", "1987-02-26", "day"),
        ("9 Sept 2024", "2024-09-09", "2024-09-09", "day"),
        ("October 8, 2024", "2024-10-08", "2024-10-08", "day"),
        ("Oct. 8, 2024 1:33 PM", "2024-10-08", "2024-10-08", "day"),
    ],
)
def test_stated_date_denotes_days(stated, first, last, precision):
    interval, instant = read_published(stated)
    assert (interval.from_on, interval.to_on) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (interval.precision, interval.basis, interval.expression) == (precision, "file", stated)
    assert instant is None


@pytest.mark.parametrize(
    "stated", ["2024-10-25T10:48:00Z", "2024-10-25T12:48:00+02:00", "Fri, 25 Oct 2024 10:48:00 +0000"]
)
def test_time_with_a_zone_is_an_instant(stated):
    interval, instant = read_published(stated)
    assert instant == datetime(2024, 10, 25, 10, 48, tzinfo=UTC)
    assert (interval.from_on, interval.precision) == (date(2024, 10, 25), "minute")


@pytest.mark.parametrize(
    "stated", ["4/5/87", "04/05/2024", "yesterday", "2024-13-01", "2024-02-30", "31 June 2024", "25 Oct 24", "2024-00",
               "12 Ju 2024", "Fri, 99 Oct 2024 10:48:00 +0000", "0000-01-01", "9" * 5_000]
)  # fmt: skip
def test_date_that_is_not_certain_keeps_its_wording_and_stays_unknown(stated):
    interval, instant = read_published(stated)
    assert (interval.from_on, interval.to_on, interval.precision) == (None, None, "unknown")
    assert interval.expression == stated
    assert instant is None
