"""Dates read against the article's own, in our own words."""

from __future__ import annotations

from datetime import date

import pytest
from growth import grows_with_length, made_of
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.dates import extract_dates, publication_date
from etl.extract.dates.expressions import dates_in
from etl.extract.document import parse_article
from etl.extract.language import load_language
from etl.records import UNKNOWN_TIME, ArticleText, Interval

PUBLISHED = date(2024, 10, 25)  # a Friday


def read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, Interval]]:
    return [(text[start:end], interval) for start, end, interval in dates_in(text, published)]


def days(interval: Interval) -> tuple[str | None, str | None, str]:
    first, last = interval.from_on, interval.to_on
    return first.isoformat() if first else None, last.isoformat() if last else None, interval.precision


@pytest.mark.parametrize(
    ("text", "expression", "first", "last", "precision"),
    [
        ("They met on June 19, 2023.", "June 19, 2023", "2023-06-19", "2023-06-19", "day"),
        ("They met on Oct. 20.", "Oct. 20", "2024-10-20", "2024-10-20", "day"),
        ("They met on 3 March 2022.", "3 March 2022", "2022-03-03", "2022-03-03", "day"),
        ("They met on Dec. 30.", "Dec. 30", "2024-12-30", "2024-12-30", "day"),
        ("It rained from October 8 to 13.", "from October 8 to 13", "2024-10-08", "2024-10-13", "range"),
        ("They may go on October 27th or 28th.", "October 27th or 28th", "2024-10-27", "2024-10-28", "range"),
        ("It began in early 2023.", "early 2023", "2023-01-01", "2023-04-30", "range"),
        ("It began in February 2022.", "February 2022", "2022-02-01", "2022-02-28", "month"),
        ("It began in the first half of October.", "the first half of October", "2024-10-01", "2024-10-15", "range"),
        ("It began in June.", "June", "2024-06-01", "2024-06-30", "month"),
        ("It lasted since August 6.", "since August 6", "2024-08-06", None, "no_earlier_than"),
        ("All will be ready by November 1.", "by November 1", None, "2024-11-01", "no_later_than"),
        ("He spoke on Thursday.", "Thursday", "2024-10-24", "2024-10-24", "day"),
        ("He spoke on Friday.", "Friday", "2024-10-25", "2024-10-25", "day"),
        ("He will speak on Sunday or Monday.", "Sunday or Monday", "2024-10-27", "2024-10-28", "range"),
        ("He spoke last week.", "last week", "2024-10-14", "2024-10-20", "range"),
        ("He spoke earlier this week.", "earlier this week", "2024-10-21", "2024-10-25", "range"),
        ("He came last weekend.", "last weekend", "2024-10-19", "2024-10-20", "range"),
        ("He came yesterday.", "yesterday", "2024-10-24", "2024-10-24", "day"),
        ("He came a few days ago.", "a few days ago", "2024-10-19", "2024-10-23", "range"),
        ("He came two weeks ago.", "two weeks ago", "2024-10-11", "2024-10-11", "range"),
        ("He came three months ago.", "three months ago", "2024-07-01", "2024-07-31", "month"),
        ("He came in the past two weeks.", "in the past two weeks", "2024-10-11", "2024-10-25", "range"),
        ("They now stand here.", "now", "2024-10-25", "2024-10-25", "day"),
        ("It was so this year.", "this year", "2024-01-01", "2024-12-31", "year"),
        ("It grew between 2010 and 2015.", "between 2010 and 2015", "2010-01-01", "2015-12-31", "range"),
        ("It grew between July and August.", "between July and August", "2024-07-01", "2024-08-31", "range"),
        (
            "It grew from November to January 2024.",
            "from November to January 2024",
            "2023-11-01",
            "2024-01-31",
            "range",
        ),
        ("The cuts are due Jan. 2.", "Jan. 2", "2025-01-02", "2025-01-02", "day"),
        ("The race heads into Tuesday.", "Tuesday", "2024-10-29", "2024-10-29", "day"),
        ("They met on Black Friday and on Monday.", "Monday", "2024-10-21", "2024-10-21", "day"),
        ("The cuts came on Jan. 2.", "Jan. 2", "2024-01-02", "2024-01-02", "day"),
        ("On 2024-10-08 it rained.", "2024-10-08", "2024-10-08", "2024-10-08", "day"),
        ("He wrote it (June 1,1990).", "June 1,1990", "1990-06-01", "1990-06-01", "day"),
    ],
)
def test_expressions_and_their_days(text: str, expression: str, first: str, last: str | None, precision: str) -> None:
    assert [(found, days(interval)) for found, interval in read(text)] == [(expression, (first, last, precision))]


def test_a_printed_date_is_stated_and_one_worked_out_is_derived() -> None:
    assert read("on June 19, 2023")[0][1].basis == "stated"
    assert read("on June 19")[0][1].basis == "derived"
    assert read("yesterday")[0][1].basis == "derived"


@pytest.mark.parametrize("text", ["on Thursday", "last week", "on Oct. 20", "two days ago", "in June"])
def test_without_the_articles_date_the_wording_stays_and_the_days_are_unknown(text: str) -> None:
    ((expression, interval),) = read(text, None)
    assert expression in text
    assert interval == Interval(None, None, "unknown", "unknown", interval.expression)


@pytest.mark.parametrize(
    "text", ["He may march on.", "Rule 31 June rain.", "She met April there.", "It cost 2,024 crowns."]
)
def test_words_that_only_look_like_dates(text: str) -> None:
    assert read(text) == []


def test_no_day_that_the_calendar_lacks() -> None:
    assert read("on February 31, 2024") == []


def test_a_person_called_like_a_month_is_no_date() -> None:
    assert read("They had no trust in May’s cabinet.") == []


def test_january_looks_back_to_december() -> None:
    ((_, interval),) = read("on Dec. 30", date(2025, 1, 2))
    assert interval.from_on == date(2024, 12, 30)


def parsed(text: str, published: Interval = UNKNOWN_TIME) -> Interval:
    return publication_date(parse_article(load_language(), ArticleText(text, published=published)))


BODY = "The harbour authority said that the ferries would run again before long, and nobody contradicted it on Monday."


def test_publication_from_a_date_line() -> None:
    found = parsed(f"Ferries to run again\n\n2024-10-25 10:48:00\n\n{BODY}")
    assert days(found) == ("2024-10-25", "2024-10-25", "day")
    assert found.basis == "stated"


def test_publication_from_a_bracketed_dateline() -> None:
    found = parsed(f"(Mar 3, 2018  1:55 PM) {BODY}")
    assert days(found) == ("2018-03-03", "2018-03-03", "day")


def test_publication_from_a_byline() -> None:
    found = parsed(f"Ferries to run again\n\nby Ana Kovac October 8, 2024 1:33 PM 2 min read\n{BODY}")
    assert days(found)[0] == "2024-10-08"


def test_metadata_comes_first() -> None:
    given_day = Interval(date(2024, 1, 2), date(2024, 1, 2), "day", "file")
    assert parsed(f"Ferries to run again\n\n2024-10-25\n\n{BODY}", given_day) == given_day


def test_a_publication_day_is_never_guessed() -> None:
    caption = "Minister Ana Kovac with the mayor, Split, October 3, 2024 (AP)"
    assert parsed(f"{caption}\n\n{BODY}\n\nOn June 19, 2024 he resigned, and the town forgot him soon.") == UNKNOWN_TIME


def test_offsets_are_the_articles() -> None:
    text = f"Ferries to run again\n\n2024-10-25\n\n{BODY}"
    article = parse_article(load_language(), ArticleText(text))
    found = extract_dates(article, publication_date(article))
    assert [text[expression.start : expression.end] for expression in found] == ["2024-10-25", "Monday"]
    assert found[1].interval.from_on == date(2024, 10, 21)


@given(st.text(max_size=200), st.dates(), st.booleans())
def test_any_text_gives_ordered_dates(text: str, published: date, known: bool) -> None:
    reached = 0
    for start, end, interval in dates_in(text, published if known else None):
        assert reached <= start < end <= len(text)
        assert interval.from_on is None or interval.to_on is None or interval.from_on <= interval.to_on
        reached = end


@given(
    st.sampled_from(["last week", "a decade ago", "30 years ago", "next month", "in the past 999 years", "Dec. 31"]),
    st.dates(),
)
def test_the_calendars_edges_hold(text: str, published: date) -> None:
    assert len(read(text, published)) == 1


@pytest.mark.parametrize("unit", ["10 ", "Oct. ", "May ", "on Monday ", "a few ", "the ", "2024-", "1 to ", "in "])
def test_time_grows_with_length_and_not_faster(unit: str) -> None:
    assert grows_with_length(lambda length: dates_in(made_of(unit, length), PUBLISHED), 20_000)
