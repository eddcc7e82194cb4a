from collections.abc import Callable

import pytest

from etl.records import Quantity

Reader = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("The agency counted 4,200 soldiers in the camp.", 4200, 4200, "exact"),
        ("They saw about 4,200 soldiers in the camp.", 4200, 4200, "about"),
        ("There were almost 11,000 infantry troops there.", 11000, 11000, "almost"),
        ("An estimated 18 soldiers deserted.", 18, 18, "about"),
        ("At least 3,000 troops train there.", 3000, None, "at_least"),
        ("No fewer than 40 houses burned.", 40, None, "at_least"),
        ("Well over 600 people fled.", 600, None, "more_than"),
        ("More than 60 villages lost power.", 60, None, "more_than"),
        ("As many as 14 officers were sent home.", None, 14, "up_to"),
        ("Up to 8,000 shells arrived.", None, 8000, "up_to"),
        ("Just under 300 people stayed.", None, 300, "less_than"),
        ("Fewer than 20 boats left.", None, 20, "less_than"),
        ("Some 700 workers were dismissed.", 700, 700, "about"),
        ("The crowd held 500 people or more.", 500, None, "at_least"),
        ("Some of the 90-plus tanks burned.", 90, None, "at_least"),
        ("Between 10,000 and 12,000 troops will go.", 10000, 12000, "range"),
        ("The ministry sent 10,000-12,000 troops.", 10000, 12000, "range"),
        ("The price went from $40 on Monday to $45.", 40, 45, "range"),
        ("They waited three or four days.", 3, 4, "range"),
        ("There were 1 to 2 thousand guests.", 1000, 2000, "range"),
        ("It costs $89 to $93 billion.", 89e9, 93e9, "range"),
        ("The lorry ran over two soldiers.", 2, 2, "exact"),
        ("They talk about 40 houses.", 40, 40, "exact"),
        ("It lost about 40 houses.", 40, 40, "about"),
        ("Dozens of towns are occupied.", None, None, "vague"),
        ("Several hundred guards stayed.", None, None, "vague"),
    ],
)
def test_bounds(read: Reader, text: str, low: float | None, high: float | None, bound: str) -> None:
    (quantity,) = read(text)
    assert (quantity.low, quantity.high, quantity.qualifier_class) == (low, high, bound)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Prices rose 4.5 per cent.", 4.5, "percentage"),
        ("It cost US$2.5bn.", 2.5e9, "dollar"),
        ("They paid £3m for it.", 3e6, "pound sterling"),
        ("The fine was 7.5 million Danish crowns.", 7.5e6, "danish krone"),
        ("Oil sold at $58.24 a barrel.", 58.24, "dollar per barrel"),
        ("The plant makes three thousand tests per day.", 3000, "test per day"),
        ("A convoy drove 50km.", 50, "kilometre"),
        ("The border is four miles away.", 4, "mile"),
        ("The car reached 80km/h.", 80, "kilometre per hour"),
        ("The sack held 300 grams of soap.", 300, "gram"),
        ("It was minus 12 degrees Celsius.", -12, "degree celsius"),
        ("The firm has 12k subscribers.", 12000, "subscriber"),
        ("The site has 20m users.", 20e6, "user"),
        ("The hall is 20m long.", 20, "metre"),
        ("It is a 64GB phone.", 64, "gigabyte"),
        ("The 32-month war goes on.", 32, "month"),
        ("The girl is a 12-year-old.", 12, "year of age"),
        ("He led four European countries.", 4, "country"),
        ("She won 41 times.", 41, "time"),
        ("They waited half an hour.", 0.5, "hour"),
        ("It was near -40C.", -40, "degree celsius"),
        ("The house sold for 350,000 pounds.", 350_000, "pound sterling"),
        ("The calf weighed 80 pounds.", 80, "pound-mass"),
        ("Wind blew at 500 kilowatts per square metre.", 500, "kilowatt per square metre"),
        ("It fetched Rs 5 lakh.", 500_000, "indian rupee"),
        ("Losses reached 300 men a day.", 300, "man per day"),
        ("It adds nine cents a gallon to the cost.", 9, "cent per gallon"),
        ("It lasted two (years) or so.", 2, "year"),
        ("It fell by three-quarters of a percent.", 0.75, "percentage"),
        ("It fell by a quarter of a percentage point.", 0.25, "percentage point"),
        ("The district had 12 murders per 100,000 people.", 12, "murder per 100,000"),
    ],
)
def test_unit(read: Reader, text: str, value: float, unit: str) -> None:
    (quantity,) = read(text)
    assert quantity.value == value
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Nearly 900 North Korean infantry troops train there.", "North Korean infantry troops"),
        ("They trained at five military training grounds.", "military training grounds"),
        ("Seven of NATO's 32 members object.", "members"),
        ("Thousands of northern troops are deploying.", "northern troops"),
        ("Two others were wounded.", "others"),
        ("They carried 50 meters of toilet paper.", "toilet paper"),
        ("It was the work of four anonymous officials and diplomats.", "anonymous officials and diplomats"),
        ("Of these, 500 are former officers.", "former officers"),
        ("It was less than the 40 experts had expected.", None),
        ("None of the 40 experts were paid.", "experts"),
        ("The unit fired 400 rounds of ammunition.", "rounds of ammunition"),
    ],
)
def test_counted_noun(read: Reader, text: str, noun: str | None) -> None:
    quantity = read(text)[0]
    assert quantity.noun == noun
    if noun is None:
        return
    assert quantity.noun_start is not None
    assert text[quantity.noun_start : quantity.noun_end] == noun


def test_noun_left_out_is_the_one_before(read: Reader) -> None:
    killed, injured = read("Five civilians were killed and 19 injured on Wednesday.")
    assert (killed.noun, injured.noun, injured.value) == ("civilians", "civilians", 19)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("One index rose by 2 percent but the other fell by 1.", "percentage"),
        ("The share went from about 30 or 40 percent to 45.", "percentage"),
        ("The stock fell 3 percent to 12.", None),
        ("The share went from about 4 or 5 percent to 1,200.", None),
    ],
)
def test_unit_left_out_is_the_one_before(read: Reader, text: str, unit: str | None) -> None:
    assert read(text)[-1].unit == unit


def test_a_conversion_in_brackets_does_not_part_a_rate(read: Reader) -> None:
    sums = read("The harbour earns 9 billion shekels ($2.4 billion) a year.")
    assert [quantity.unit for quantity in sums] == ["shekel per year", "dollar"]


@pytest.mark.parametrize(
    ("text", "is_claimable"),
    [
        ("He is a father of three.", False),
        ("They feed a family of five.", False),
        ("The bag held several $100 bills.", False),
        ("The senate passed a $100 million bill.", True),
        ("The three fathers were freed.", True),
        ("They won by almost a 3-to-1 margin.", False),
        ("Gorsel, 52, was nominated.", False),
        ("The 55-and-over group grew.", False),
    ],
)
def test_who_somebody_is_what_notes_are_and_odds_are_no_claim(read: Reader, text: str, *, is_claimable: bool) -> None:
    assert [quantity.is_claimable for quantity in read(text)] == [is_claimable]


def test_suspended_hyphen_takes_the_noun_of_the_last(read: Reader) -> None:
    assert [quantity.noun for quantity in read("It comes with four-, five- and six-cylinder engines.")] == [
        "cylinder"
    ] * 3


def test_restated_amount_keeps_the_bound(read: Reader) -> None:
    _, metric = read("The wall is more than 8 miles (13 km) long.")
    assert (metric.low, metric.high, metric.unit) == (13, None, "kilometre")


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 binds them all.", "The 2nd Corps moved on.", "It began in 2019.", "UPDATE 1714 GMT", "1729853752",
        "The iPhone 11 sold well.", "Covid-19 spread.", "An F-16 crashed.", "They live at 575 Hillside Road.",
        "He chose the same one.", "One could say so.", "The 2016 elections were close.", "Emissions fell below 2005 levels.",
        "From October 8 to 13 they moved.", "Channel 5s news began.", "Call +44 20 7946 0018 now.", "Nos. 3 and 4 are taken.", "The twenty-first century came.", "The S&P 500 closed early.",
        "He swam near Four Lions Park.", "They spoke of a two-state solution.",
        "next Image 1 of 2", "He called 911.", "A 911 caller saw it.", "It was an animating one.",
        "The Gang of Eight met.", "They match gifts at a rate of 6:1.",
    ],
)  # fmt: skip
def test_no_quantity(read: Reader, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Two men, aged 40 and 73, were hurt.", [40, 73]),
        ("Anna Kowalska, 66, left the party.", [66]),
        ("He will be 35 by the end of June.", [35]),
    ],
)
def test_ages_are_kept_and_never_claimable(read: Reader, text: str, values: list[float]) -> None:
    ages = [quantity for quantity in read(text) if quantity.unit == "year of age"]
    assert [age.value for age in ages] == values
    assert not any(age.is_claimable for age in ages)


def test_scores_are_never_claimable(read: Reader) -> None:
    (score,) = read("They were beaten 4-1.")
    assert not score.is_claimable


def test_change_and_level_are_two_numbers(read: Reader) -> None:
    change, level = read("The garrison grew by 300 to 1,200.")
    assert (change.value, change.is_change) == (300, True)
    assert (level.value, level.is_change) == (1200, False)


def test_dates_end_before_the_next_number(read: Reader) -> None:
    (quantity,) = read("They moved from October 8 to 13, with around 1,500 troops in the first phase.")
    assert (quantity.text, quantity.value, quantity.noun) == ("around 1,500", 1500, "troops")


def test_spans_hold_qualifier_and_number(read: Reader) -> None:
    text = "Kyiv says that well over 2,600 soldiers arrived."
    (quantity,) = read(text)
    assert quantity.text == text[quantity.start : quantity.end] == "well over 2,600"
    assert text[quantity.number_start : quantity.number_end] == "2,600"
    assert quantity.qualifier == "well over"


def test_listed_numbers_share_the_unit_of_the_last(read: Reader) -> None:
    assert [quantity.unit for quantity in read("Support stood at 62 and 70 percent.")] == ["percentage"] * 2


def test_the_noun_follows_a_glued_qualifier(read: Reader) -> None:
    (quantity,) = read("They lost 300-odd guns.")
    assert (quantity.qualifier_class, quantity.noun) == ("about", "guns")


def test_a_further_share_is_no_change(read: Reader) -> None:
    assert not read("Another 26% said no.")[0].is_change


def test_a_share_takes_the_noun_it_modifies_and_no_other(read: Reader) -> None:
    assert read("He holds a 20 percent stake.")[0].noun == "stake"
    assert read("Exports rose 9.1 percent year-on-year.")[0].noun is None


def test_html_entities_keep_the_offsets(read: Reader) -> None:
    text = "They said &quot;about 300 men&quot; left &amp; 20 stayed."
    assert [text[quantity.start : quantity.end] for quantity in read(text)] == ["about 300", "20"]


def test_what_was_lost_is_counted_and_no_change(read: Reader) -> None:
    assert not read("The army lost 31,000 soldiers.")[0].is_change
    assert read("The army shrank by 31,000 soldiers.")[0].is_change
    assert read("Shares lost 4 percent.")[0].is_change
