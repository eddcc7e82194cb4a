"""One way to read the quantities of a sentence, shared by the tests of this folder."""

from collections.abc import Callable

import pytest

from etl.extract.document import parse_article
from etl.extract.language import load_language
from etl.extract.numbers import extract_quantities
from etl.records import ArticleText, Quantity

Reader = Callable[[str], list[Quantity]]


@pytest.fixture(scope="session")
def read() -> Reader:
    """Text -> its quantities, by the whole stage."""

    def quantities(text: str) -> list[Quantity]:
        return extract_quantities(parse_article(load_language(), ArticleText(text)))

    return quantities
