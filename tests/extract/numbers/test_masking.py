import pytest

from etl.extract.numbers.masking import FILLER, mask_forms


@pytest.mark.parametrize(
    "form",
    [
        "October 8", "8 October 2024", "Oct. 8 to 13", "March 3-5", "July 27th or 28th", "2024-11-05", "05/11/2024",
        "10.45pm", "6 a.m.", "0740 GMT", "17:05", "three o’clock", "the 1990s"[4:], "mid-30s"[4:], "21st", "2nd",
        "https://example.org/a/12", "#2024", "S&P 500", "24/7", "2.10.4", "+44 20 7946 0018", "555-0142",
    ],
)  # fmt: skip
def test_form_without_a_count_is_masked(form: str) -> None:
    text = f"then {form} came"
    masked = mask_forms(text)
    assert len(masked) == len(text)
    assert not any(character.isdigit() for character in masked)
    assert FILLER in masked


@pytest.mark.parametrize("text", ["1,500 troops", "2.75 million", "4.3 seconds", "may 10 of them", "10-12 people"])
def test_counts_are_left(text: str) -> None:
    assert mask_forms(text) == text


def test_a_date_ends_before_the_next_count() -> None:
    assert mask_forms("from May 8 to 13, with 1,500").endswith(", with 1,500")
