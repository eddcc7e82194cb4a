import pytest
from growth import grows_with_length, made_of

from etl.extract.numbers.numerals import read_numerals


def values(text: str) -> list[float | None]:
    return [numeral.value for numeral in read_numerals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,250 shells", [4250]),
        ("1.5 million", [1_500_000]),
        ("3.4million", [3_400_000]),
        ("12 000 men", [12_000]),
        ("12,50,000 voters", [1_250_000]),
        ("4 hundred million", [400_000_000]),
        ("twenty-six", [26]),
        ("three hundred and twelve thousand", [312_000]),
        ("a hundred and fifty", [150]),
        ("a dozen and two dozen", [12, 24]),
        ("half a million", [500_000]),
        ("half a dozen", [6]),
        ("a couple of hundred", [200]),
        ("a quarter of a million crowns", [250_000]),
        ("two and a half million", [2_500_000]),
        ("3 1/2 hours", [3.5]),
        ("2½ hours", [2.5]),
        ("1/16 of it", [0.0625]),
        ("1.2×10^3", [1200]),
        ("two-thirds", [2 / 3]),
        ("one in five", [0.2]),
        ("8 out of 10", [0.8]),
        ("dozens", [None]),
        ("tens of thousands", [None]),
        ("several hundred thousand", [None]),
        ("five and six", [5, 6]),
        ("seven to 10", [7, 10]),
        ("12 in 2024", [12, 2024]),
        ("two in five days", [2, 5]),
    ],
)
def test_value(text: str, expected: list[float | None]) -> None:
    assert values(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["often", "weighty", "the third man", "the first half", "someone", "ninetieth"])
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert values(text) == []


def test_letters_that_change_length_in_lower_case_keep_the_offsets() -> None:
    text = "İİİ two ships"
    (numeral,) = read_numerals(text)
    assert text[numeral.start : numeral.end] == "two"


def test_a_run_of_figures_too_long_for_a_number_is_left_out() -> None:
    assert values("9" * 40) == []
    assert values("million " * 40) == []


@pytest.mark.parametrize("unit", ["7", "7,", "777,", "one ", "7 ", "half ", "1/", "million ", "a half of "])
def test_time_grows_with_length_and_not_faster(unit: str) -> None:
    assert grows_with_length(lambda length: read_numerals(made_of(unit, length)), 20_000)
