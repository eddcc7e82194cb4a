"""Quotes from an analyst's spreadsheet: a row a quote, found in its article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from etl.read.estimate_rows import RETURNED, Day, Id, Text
from etl.read.estimate_sheets import SheetRow

Place = Annotated[int | None, BeforeValidator(lambda value: None if value == "" else value), Field(ge=0)]
Required = Annotated[str, Field(min_length=1)]
#: Characters around a quote among which its cue is looked for.
_NEAR = 400
_OPENING = "\"'“‘«„‹"
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)]*\s+|\n+")
#: Characters that a sentence is looked for on either side; beyond, it is cut.
_LONGEST_SENTENCE = 2_000


class QuoteRow(BaseModel):
    """One row; ``start`` and ``end`` count characters of the article's text where they are known."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Id = None
    article: Required
    text: Required
    speaker: Text = None
    cue: Text = None
    kind: Annotated[Literal["direct", "partial", "indirect"] | None, BeforeValidator(lambda value: value or None)] = (
        None
    )
    channel: Text = None
    said_on: Day = None
    start: Place = None
    end: Place = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if "\x00" in self.text:
            raise ValueError("column text: holds a character that no text has (NUL)")
        if self.end is not None and self.start is None:
            raise ValueError("give start with end, or neither: then the words are looked for")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("end is not after start")
        return self


FIELDS = tuple(QuoteRow.model_fields)


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """Where a row's words stand in its article's text; ``cue`` with its own place, or ``None``."""

    start: int
    end: int
    kind: str
    cue: tuple[str, int, int] | None
    speaker: tuple[int, int] | None
    sentence: tuple[int, int]


def check_quote_row(row: SheetRow, columns: Mapping[str, str]) -> QuoteRow:
    """The row under our names, its cells checked.

    Raises:
        ValueError: every fault of the row, each with the column's name in the file.
    """
    named = {columns.get(field, field): field for field in FIELDS}
    cells = {
        named[name]: None if isinstance(value, str) and not value.strip() else value
        for name, value in row.cells.items()
        if name in named and value is not None
    }
    unknown = [] if columns else [name for name in row.cells if name not in named and name not in RETURNED]
    if unknown:
        raise ValueError(f"column {unknown[0]!r} is unknown; the columns are {', '.join(FIELDS)}; a mapping renames")
    try:
        return QuoteRow.model_validate({name: value for name, value in cells.items() if value is not None})
    except ValidationError as errors:
        raise ValueError("; ".join(_tell(error, columns) for error in errors.errors())) from errors


def _tell(error: Any, columns: Mapping[str, str]) -> str:
    field = str(error["loc"][0]) if error["loc"] else ""
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"column {columns.get(field, field)!r}: {message}" if field else message


def place_quote(row: QuoteRow, text: str) -> PlacedQuote:
    """Find a row's words in the text of its article.

    Raises:
        ValueError: they are not there, several times, or not where the row says; or the cue is not near them.
    """
    start, end = _find_words(row, text)
    marked = start > 0 and text[start - 1] in _OPENING
    kind = row.kind or ("direct" if marked else "indirect")
    cue = _find_cue(row.cue, text, start, end) if row.cue else None
    return PlacedQuote(start, end, kind, cue, _find_speaker(row.speaker, text, start, end), _sentence(text, start))


def _find_words(row: QuoteRow, text: str) -> tuple[int, int]:
    words = row.text.strip(_OPENING + "”’»›") if row.kind != "indirect" else row.text
    if row.start is not None:
        end = row.end if row.end is not None else row.start + len(words)
        if text[row.start : end] not in (words, row.text):
            there = text[row.start : end][:60]
            raise ValueError(f"column 'start': the article says {there!r} at characters {row.start} to {end}")
        return row.start, end
    found = text.find(words)
    if found < 0:
        raise ValueError(f"column 'text': the article does not say {words[:60]!r}; copy the words as they stand there")
    if text.find(words, found + 1) >= 0:
        raise ValueError(f"column 'text': the article says {words[:60]!r} more than once; add the column start")
    return found, found + len(words)


def _find_cue(cue: str, text: str, start: int, end: int) -> tuple[str, int, int]:
    """The occurrence of the cue, as a word, that is nearest to the quote and not inside it."""
    first = max(0, start - _NEAR)
    places = [
        (first + found.start(), first + found.end())
        for found in re.finditer(rf"\b{re.escape(cue)}\b", text[first : end + _NEAR])
    ]
    outside = [(a, b) for a, b in places if b <= start or a >= end]
    if not outside:
        raise ValueError(f"column 'cue': {cue!r} does not stand within {_NEAR} characters of the quote")
    nearest = min(outside, key=lambda place: max(start - place[1], place[0] - end))
    return (text[nearest[0] : nearest[1]], *nearest)


def _find_speaker(speaker: str | None, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the speaker is written near the quote, if in the very words of the row."""
    if not speaker:
        return None
    before = text.rfind(speaker, max(0, start - _NEAR), start)
    after = text.find(speaker, end, end + _NEAR)
    place = before if before >= 0 else after
    return (place, place + len(speaker)) if place >= 0 else None


def _sentence(text: str, start: int) -> tuple[int, int]:
    """The sentence around a character: from the end of the one before to its own end, or the line's."""
    first = max(0, start - _LONGEST_SENTENCE)
    begin = max((first + found.end() for found in _SENTENCE_END.finditer(text[first:start])), default=first)
    own_end = _SENTENCE_END.search(text, start, start + _LONGEST_SENTENCE)
    return begin, len(text[: own_end.end()].rstrip()) if own_end else min(len(text), start + _LONGEST_SENTENCE)


def template_lines() -> Iterator[str]:
    """A CSV to start from: the header and two rows that show how cells are written."""
    yield ",".join(FIELDS)
    example = {
        "id": "1", "article": "https://example.org/article", "text": '"We have seen no soldiers here,"',
        "speaker": "NATO", "cue": "said", "said_on": "2024-10-28",
    }  # fmt: skip
    yield ",".join(example.get(field, "") for field in FIELDS)
    second = {"id": "2", "text": "that the talks would go on", "kind": "indirect", "cue": "told"}
    yield ",".join((example | second).get(field, "") for field in FIELDS)
