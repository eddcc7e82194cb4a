"""Corrections: recorded, imported from a sheet, withdrawn; the claims they touch are resolved anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.errors import UsageError
from etl.jobs.claims import resolve_touched_claims
from etl.load.corrections import (
    FIELDS,
    NewCorrection,
    ReviewRow,
    find_rows,
    known_measures,
    load_corrections,
    withdraw_correction,
)
from etl.load.merges import find_entities
from etl.load.touched import mark_blocks_of_articles
from etl.resolve.references import EntityError, meant_entity

#: Rows of a sheet whose names are asked for at a time.
ROWS_AT_ONCE = 1_000
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


class CorrectionError(UsageError):
    """A correction of a row that is not there, or to a value that it cannot have."""


@dataclass
class ReviewReport:
    """What an import did: rows changed and unchanged, corrections made, (line, reason) of rows not taken."""

    changed: int = 0
    unchanged: int = 0
    corrections: list[int] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)


class _Known:
    """What the rows of a sheet name, asked once for all of them: rows, entities, measures."""

    def __init__(self, connection: Connection, rows: Iterable[Mapping[str, str | None]]) -> None:
        named: dict[str, set[str]] = {"row_key": set(), "same_claim_as": set(), "source": set()}
        for cells in rows:
            for name, values in named.items():
                if value := cells.get(name):
                    values.add(value)
        self._rows = find_rows(connection, named["row_key"] | named["same_claim_as"])
        self._entities = find_entities(connection, sorted(named["source"])) if named["source"] else {}
        self.measures = known_measures(connection)

    def row(self, reference: str) -> ReviewRow:
        """The row with this row key or id.

        Raises:
            CorrectionError: there is none.
        """
        if reference not in self._rows:
            raise CorrectionError(
                f"no estimate has the row key or id {reference!r}; `onrecord view show review` lists them"
            )
        return self._rows[reference]

    def entity_key(self, reference: str) -> str:
        """Key of the one entity that is meant.

        Raises:
            EntityError: it means nobody, or several.
        """
        return meant_entity(self._entities.get(reference, []), reference).key


def correct(
    engine: Engine, reference: str, changes: Mapping[str, str | None], author: str, reason: str
) -> tuple[str, list[int]]:
    """Record what a row should hold; returns its row key and the numbers of the corrections.

    Raises:
        CorrectionError: no such row, a value that it cannot have, or nothing that differs.
    """
    with writing(engine) as connection, connection.begin():
        known = _Known(connection, [{**changes, "row_key": reference}])
        row = known.row(reference)
        made = load_corrections(connection, _corrections(known, row, changes, reason), author)
        if not made:
            raise CorrectionError("nothing to correct: the row holds these values already")
        _resolve(connection, [row.article_key])
    return row.row_key, made


def import_review(
    engine: Engine, rows: Iterable[tuple[int, Mapping[str, str | None]]], author: str, reason: str
) -> ReviewReport:
    """Record what differs between a sheet's rows and the rows as they stand; a row that is wrong stops no other."""
    report = ReviewReport()
    left = list(rows)
    with writing(engine) as connection, connection.begin():
        articles: set[str] = set()
        for first in range(0, len(left), ROWS_AT_ONCE):
            chunk = left[first : first + ROWS_AT_ONCE]
            known = _Known(connection, (cells for _, cells in chunk))
            wanted: list[NewCorrection] = []
            for line, cells in chunk:
                try:
                    row = known.row(cells.get("row_key") or "")
                    changes = {name: cells[name] for name in FIELDS if name in cells}
                    found = _corrections(known, row, changes, cells.get("reason") or reason)
                except (CorrectionError, EntityError) as error:
                    report.rejected.append((line, str(error)))
                    continue
                # What a later row of the sheet says of it is compared with this one.
                row.values.update({new.field: new.value for new in found})
                wanted += found
                report.changed += bool(found)
                report.unchanged += not found
                articles |= {row.article_key} if found else set()
            if wanted:
                report.corrections += load_corrections(connection, wanted, author)
        _resolve(connection, sorted(articles))
    return report


def withdraw(engine: Engine, correction_id: int, author: str) -> None:
    """Take a correction back: the row shows what it showed before.

    Raises:
        CorrectionError: there is no correction in force with this number.
    """
    with writing(engine) as connection, connection.begin():
        article = withdraw_correction(connection, correction_id, author)
        if article is None:
            raise CorrectionError(
                f"no correction {correction_id} is in force; `onrecord view show corrections` lists them"
            )
        _resolve(connection, [article])


def _resolve(connection: Connection, articles: list[str]) -> None:
    if articles:
        mark_blocks_of_articles(connection, articles)
        resolve_touched_claims(connection)


def _corrections(known: _Known, row: ReviewRow, changes: Mapping[str, str | None], reason: str) -> list[NewCorrection]:
    checked = {name: _checked(known, row, name, value) for name, value in changes.items()}
    differing = {name: value for name, value in checked.items() if value != row.values[name]}
    _check_bounds(row, {**row.values, **differing})
    return [NewCorrection(row.row_key, name, row.values[name], value, reason) for name, value in differing.items()]


def _checked(known: _Known, row: ReviewRow, name: str, value: str | None) -> str | None:
    """A value in the form in which corrections keep it."""
    if name in {"low", "best", "high"}:
        return None if value is None else _number(name, value)
    if name == "same_claim_as":
        return None if value is None else known.row(value).row_key
    if value is None and name == "measure":
        return row.values[name]
    if value is None:
        raise CorrectionError(f"{name} cannot be empty")
    if name == "is_estimate":
        if value.casefold() not in _TRUTH:
            raise CorrectionError(f"is_estimate: {value!r} is neither true nor false")
        return _TRUTH[value.casefold()]
    if name == "source":
        return value if value == row.values[name] else known.entity_key(value)
    return _measure(known.measures, value) if name == "measure" else _span(row, value)


def _number(name: str, value: str) -> str:
    try:
        number = Decimal(value.replace(",", "").replace(" ", ""))
    except InvalidOperation as error:
        raise CorrectionError(f"{name}: {value!r} is no number") from error
    if not number.is_finite() or abs(number) >= Decimal("1e16"):
        raise CorrectionError(f"{name}: {value!r} is no number that can be kept")
    return f"{number.normalize():f}"


def _measure(measures: Sequence[str], value: str) -> str:
    if value not in measures:
        close = get_close_matches(value, measures, n=1)
        meant = f"; did you mean {close[0]!r}?" if close else ""
        raise CorrectionError(f"measure: {value!r} is none that is known{meant}")
    return value


def _span(row: ReviewRow, value: str) -> str:
    start, dash, end = value.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal() and int(start) < int(end) <= row.text_length):
        raise CorrectionError(f"span: {value!r} is not START-END within the text's {row.text_length} characters")
    return f"{int(start)}-{int(end)}"


def _check_bounds(row: ReviewRow, values: Mapping[str, str | None]) -> None:
    bounds = [Decimal(number) for name in ("low", "best", "high") if (number := values[name]) is not None]
    if bounds != sorted(bounds):
        raise CorrectionError("low, best and high are not in order")
    if row.kind == "numeric" and not bounds:
        raise CorrectionError("a number needs one of low, best and high; --not-an-estimate rules the row out")
    if row.kind != "numeric" and bounds:
        raise CorrectionError(f"the row is {row.kind}: it states no number that could be corrected")
