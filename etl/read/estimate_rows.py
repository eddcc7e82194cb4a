"""Estimates from an analyst's spreadsheet: a row an estimate, each cell checked, each fault told with its column."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from etl.errors import UsageError
from etl.read.address import canonical_url
from etl.read.reader import Unusable
from etl.read.written_numbers import WrittenNumber, read_number
from etl.records import AnalystEstimate


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return value[:10] if isinstance(value, str) and value[10:].strip(" T") in {"00:00:00", ""} else value


Text = Annotated[str | None, BeforeValidator(_blank_is_none)]
Number = Annotated[Decimal | None, BeforeValidator(_blank_is_none)]
Day = Annotated[date | None, BeforeValidator(_day), BeforeValidator(_blank_is_none)]


class EstimateRow(BaseModel):
    """One row; ``number`` as people write it, or ``low``, ``best``, ``high`` in cells of their own."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Text = None
    source: str = Field(min_length=1, description="Whose claim it is: name or key of an entity")
    article: Text = None
    number: Text = None
    low: Number = None
    best: Number = None
    high: Number = None
    qualifier: Text = None
    measure: Text = None
    status: Text = None
    population: Text = None
    place: Text = None
    unit: Text = None
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
            read_number(self.number)
        return self

    def to_record(self, file: str, line: int) -> AnalystEstimate:
        """The row as the loader takes it; its key is its id, else a hash over what it says."""
        said = self.model_dump_json()
        sha256 = hashlib.sha256(said.encode()).hexdigest()
        stated = (
            WrittenNumber(self.low, self.best, self.high, None) if self.number is None else read_number(self.number)
        )
        return AnalystEstimate(
            f"id:{self.id}" if self.id else f"sha256:{sha256}", sha256, file, line, self.source, self.article,
            _canonical(self.article), stated.low, stated.best, stated.high, self.qualifier or stated.qualifier,
            self.hedge, self.polarity, self.measure, self.status, self.population, self.place, self.unit, self.as_of,
            self.said_on, self.words,
        )  # fmt: skip


def _canonical(article: str | None) -> str | None:
    """The canonical form of an address; an id or a title stays as it is."""
    try:
        return canonical_url(article) if article else None
    except Unusable:
        return article


FIELDS = tuple(EstimateRow.model_fields)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its line in the file (the header is line 1), as its file names the cells."""

    line: int
    cells: dict[str, Any]


def read_sheet_rows(path: Path) -> list[SheetRow]:
    """Rows of a CSV, TSV, XLSX, JSON lines or Parquet file, told by the name.

    Raises:
        UsageError: no such file, another format, or a damaged one.
    """
    try:
        frame = _read_frame(path)
    except (OSError, ValueError, KeyError, ImportError, AttributeError, TypeError) as error:
        raise UsageError(f"{path}: cannot be read as a table: {str(error)[:300]}") from error
    except Exception as error:
        raise UsageError(f"{path}: not a whole file of its format: {error!r:.300}") from error
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [
        SheetRow(line, {str(name).strip(): value for name, value in row.items()})
        for line, row in enumerate(rows, 2)
        if any(value not in (None, "") for value in row.values())
    ]


def _read_frame(path: Path) -> Any:
    import pandas as pd  # noqa: PLC0415  (0.5 s, for spreadsheets alone)

    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return pd.read_excel(path, dtype=object)
    if suffix in {".jsonl", ".ndjson"}:
        return pd.read_json(path, lines=True, dtype=False)
    if suffix == ".parquet":
        return pd.read_parquet(path)
    if suffix in {".csv", ".tsv", ".txt"}:
        separator = "\t" if suffix == ".tsv" else None
        return pd.read_csv(path, sep=separator, engine="python", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    raise ValueError(f"no table that is read: give CSV, TSV, XLSX, JSON lines or Parquet, not {suffix or 'this'}")


def check_row(row: SheetRow, columns: Mapping[str, str]) -> EstimateRow:
    """The row under our names, its cells checked.

    Raises:
        ValueError: every fault of the row, each with the column's name in the file.
    """
    named = {columns.get(field, field): field for field in FIELDS}
    cells = {named[name]: _cell(value) for name, value in row.cells.items() if name in named and value is not None}
    unknown = [name for name in row.cells if name not in named and name not in {"reason", "line"}]
    if unknown and not columns:
        raise ValueError(f"column {unknown[0]!r} is unknown; the columns are {', '.join(FIELDS)}; a mapping renames")
    try:
        return EstimateRow.model_validate(cells)
    except ValidationError as errors:
        raise ValueError("; ".join(_tell(item, columns) for item in errors.errors())) from errors


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int | float) else value


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
