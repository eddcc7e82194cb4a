"""Corrections: recorded, imported from a sheet, withdrawn; the claims they touch are resolved anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.errors import UsageError
from etl.jobs.claims import resolve_touched_claims
from etl.jobs.entities import EntityError, find_entity
from etl.load.corrections import FIELDS, ReviewRow, find_row, known_measures, load_correction, withdraw_correction
from etl.load.touched import mark_blocks_of_articles

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


def correct(
    engine: Engine, reference: str, changes: Mapping[str, str | None], author: str, reason: str
) -> tuple[str, list[int]]:
    """Record what a row should hold; returns its row key and the numbers of the corrections.

    Raises:
        CorrectionError: no such row, a value that it cannot have, or nothing that differs.
    """
    with writing(engine) as connection, connection.begin():
        row = _row(connection, reference)
        made = _correct(connection, row, changes, author, reason)
        if not made:
            raise CorrectionError("nothing to correct: the row holds these values already")
        _resolve(connection, [row.article_key])
    return row.row_key, made


def import_review(
    engine: Engine, rows: Iterable[tuple[int, Mapping[str, str | None]]], author: str, reason: str
) -> ReviewReport:
    """Record what differs between a sheet's rows and the rows as they stand; a row that is wrong stops no other."""
    report = ReviewReport()
    with writing(engine) as connection, connection.begin():
        articles: set[str] = set()
        for line, cells in rows:
            try:
                row = _row(connection, cells.get("row_key") or "")
                changes = {name: cells[name] for name in FIELDS if name in cells}
                made = _correct(connection, row, changes, author, cells.get("reason") or reason)
            except (CorrectionError, EntityError) as error:
                report.rejected.append((line, str(error)))
                continue
            report.corrections += made
            report.changed += bool(made)
            report.unchanged += not made
            articles |= {row.article_key} if made else set()
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


def _row(connection: Connection, reference: str) -> ReviewRow:
    row = find_row(connection, reference)
    if row is None:
        raise CorrectionError(
            f"no estimate has the row key or id {reference!r}; `onrecord view show review` lists them"
        )
    return row


def _correct(
    connection: Connection, row: ReviewRow, changes: Mapping[str, str | None], author: str, reason: str
) -> list[int]:
    checked = {name: _checked(connection, row, name, value) for name, value in changes.items()}
    differing = {name: value for name, value in checked.items() if value != row.values[name]}
    _check_bounds(row, {**row.values, **differing})
    return [load_correction(connection, row, name, value, author, reason) for name, value in differing.items()]


def _checked(connection: Connection, row: ReviewRow, name: str, value: str | None) -> str | None:
    """A value in the form in which corrections keep it."""
    if name in {"low", "best", "high"}:
        return None if value is None else _number(name, value)
    if name == "same_claim_as":
        return None if value is None else _row(connection, value).row_key
    if value is None and name == "measure":
        return row.values[name]
    if value is None:
        raise CorrectionError(f"{name} cannot be empty")
    if name == "is_estimate":
        if value.casefold() not in _TRUTH:
            raise CorrectionError(f"is_estimate: {value!r} is neither true nor false")
        return _TRUTH[value.casefold()]
    if name == "source":
        return value if value == row.values[name] else find_entity(connection, value).key
    return _measure(connection, value) if name == "measure" else _span(row, value)


def _number(name: str, value: str) -> str:
    try:
        number = Decimal(value.replace(",", "").replace(" ", ""))
    except InvalidOperation as error:
        raise CorrectionError(f"{name}: {value!r} is no number") from error
    if not number.is_finite() or abs(number) >= Decimal("1e16"):
        raise CorrectionError(f"{name}: {value!r} is no number that can be kept")
    return f"{number.normalize():f}"


def _measure(connection: Connection, value: str) -> str:
    measures = known_measures(connection)
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
