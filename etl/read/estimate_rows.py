"""Estimates from an analyst's spreadsheet: a row an estimate, each cell checked, each fault told with its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from etl.read.address import canonical_url
from etl.read.estimate_sheets import SheetRow
from etl.read.reader import Unusable
from etl.read.written_numbers import WrittenNumber, read_number


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _day(value: Any) -> Any:
    """The day of a cell that a spreadsheet may have given a time."""
    return value.strip()[:10] if isinstance(value, str) and _DAY_WITH_TIME.match(value) else value


def _storable(value: Any) -> Any:
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("holds a character that no text has (NUL)")
    return value


_DAY_WITH_TIME = re.compile(r"\s*\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
Text = Annotated[str | None, BeforeValidator(_blank_is_none), BeforeValidator(_storable)]
Number = Annotated[Decimal | None, BeforeValidator(_blank_is_none)]
Day = Annotated[date | None, BeforeValidator(_day), BeforeValidator(_blank_is_none)]

#: Beyond what a view can show: no count of anything, rather a key that slipped into the column.
BEYOND_COUNTING = Decimal(10) ** 16 - 1
#: Characters; what an index can hold is some 2,700 bytes.
LONGEST_ID = 600
#: Likewise, of what several stand in one index.
LONGEST_NAME = 200
#: Addresses whose canonical form is remembered: rows of one article stand near each other.
CACHED_ARTICLES = 50_000


Id = Annotated[
    Annotated[str, Field(max_length=LONGEST_ID)] | None, BeforeValidator(_blank_is_none), BeforeValidator(_storable)
]
Name = Annotated[
    Annotated[str, Field(max_length=LONGEST_NAME)] | None, BeforeValidator(_blank_is_none), BeforeValidator(_storable)
]


class EstimateRow(BaseModel):
    """One row; ``number`` as people write it, or ``low``, ``best``, ``high`` in cells of their own."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Id = None
    source: Annotated[str, BeforeValidator(_storable)] = Field(
        min_length=1, description="Whose claim it is: name or key of an entity"
    )
    article: Text = None
    number: Text = None
    low: Number = None
    best: Number = None
    high: Number = None
    qualifier: Text = None
    measure: Text = None
    status: Text = None
    population: Name = None
    place: Name = None
    unit: Name = None
    hedge: Text = None
    polarity: Annotated[
        Literal["asserted", "denied", "hypothetical"], BeforeValidator(lambda v: _blank_is_none(v) or "asserted")
    ] = "asserted"
    as_of: Day = None
    said_on: Day = None
    words: Text = None

    @model_validator(mode="after")
    def _state_something(self) -> Self:
        stated = any(value is not None for value in (self.low, self.best, self.high))
        if stated == (self.number is not None):
            raise ValueError("give the number in column number, or in low, best and high, and not in both")
        bounds = [value for value in (self.low, self.best, self.high) if value is not None]
        if bounds != sorted(bounds):
            raise ValueError("low, best and high are not in order")
        if self.number is not None:
            number = read_number(self.number)
            bounds = [value for value in (number.low, number.best, number.high) if value is not None]
        if any(abs(value) >= BEYOND_COUNTING for value in bounds):
            raise ValueError("the number has more than 16 digits before its point")
        return self

    def to_columns(self) -> dict[str, str | None]:
        """What the row says as texts in one form each, so that rows that say the same are the same."""
        stated = (
            WrittenNumber(self.low, self.best, self.high, None) if self.number is None else read_number(self.number)
        )
        bounds = {"low": stated.low, "best": stated.best, "high": stated.high}
        return {
            **{name: value and str(value) for name, value in self.model_dump().items() if name != "number"},
            **{name: None if value is None else plain_number(value) for name, value in bounds.items()},
            "article_key": canonical_article(self.article),
            "qualifier": self.qualifier or stated.qualifier,
            "measure": self.measure and self.measure.lower(),
            "status": self.status and self.status.lower(),
        }


def plain_number(value: Decimal) -> str:
    """Digits without an exponent and without zeros that say nothing."""
    return format(value.normalize(), "f")


@lru_cache(maxsize=CACHED_ARTICLES)
def canonical_article(article: str | None) -> str | None:
    """The canonical form of an address; an id or a title stays as it is."""
    try:
        return canonical_url(article) if article else None
    except Unusable:
        return article


FIELDS = tuple(EstimateRow.model_fields)
#: Columns beside the fields: a file of bad rows that came back has them, and is loaded as it is.
RETURNED = ("line", "reason", "reject_id")


def check_row(row: SheetRow, columns: Mapping[str, str]) -> EstimateRow:
    """The row under our names, its cells checked.

    Raises:
        ValueError: every fault of the row, each with the column's name in the file.
    """
    named = {columns.get(field, field): field for field in FIELDS}
    cells = {named[name]: value for name, value in row.cells.items() if name in named and value is not None}
    unknown = unknown_columns(row.cells, columns)
    if unknown:
        raise ValueError(f"column {unknown[0]!r} is unknown; the columns are {', '.join(FIELDS)}; a mapping renames")
    try:
        return EstimateRow.model_validate(cells)
    except ValidationError as errors:
        raise ValueError("; ".join(_tell(item, columns) for item in errors.errors())) from errors


def unknown_columns(names: Iterable[str], columns: Mapping[str, str]) -> list[str]:
    """Columns that mean nothing here; a mapping says that the others of its file are for somebody else."""
    return [] if columns else [name for name in names if name not in FIELDS and name not in RETURNED]


def _tell(error: Any, columns: Mapping[str, str]) -> str:
    field = str(error["loc"][0]) if error["loc"] else ""
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"column {columns.get(field, field)!r}: {message}" if field else message


def template_lines() -> Iterator[str]:
    """A CSV to start from: the header and two rows that show how cells are written."""
    yield ",".join(FIELDS)
    example = {
        "id": "1", "source": "NATO", "article": "https://example.org/article", "number": '"10,000-12,000"',
        "measure": "troops", "status": "present", "population": "North Korea", "place": "Russia",
        "said_on": "2024-10-28",
    }  # fmt: skip
    yield ",".join(example.get(field, "") for field in FIELDS)
    yield ",".join((example | {"id": "2", "number": "at least 3k", "status": "planned"}).get(f, "") for f in FIELDS)
