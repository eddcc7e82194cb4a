"""What must hold of a batch before it is published: queries of `sql/checks/` that must return no rows, and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sqlalchemy import Connection, TextClause, text

from etl.assets import asset_folder
from etl.load.statements import statement

Severity = Literal["withdraw", "warn"]
_HEADER = re.compile(r"^-- (check|on failure): *(.+)$", re.MULTILINE)
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A check or bound that a batch does not keep."""

    check: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit in percent or records and what happens beyond it."""

    limit: float
    severity: Severity = "withdraw"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a configuration asks of a load; an empty one is not asked."""

    min_articles: Bound | None = None
    max_rejected_pct: Bound | None = None
    max_undated_pct: Bound | None = None
    min_titled_pct: Bound | None = None
    min_outlet_pct: Bound | None = None
    max_drop_pct: Bound | None = None


def check_batch(connection: Connection, batch_id: int) -> list[Finding]:
    """Run the checks on what a batch wrote."""
    findings = []
    for name, severity, title, query in _checks():
        rows = connection.execute(query, {"batch_id": batch_id}).all()
        if rows:
            shown = "; ".join(", ".join(map(str, row)) for row in rows[:_EXAMPLES])
            findings.append(Finding(name, severity, f"{len(rows):,} rows against '{title}', such as {shown}"))
    return findings


@cache
def _checks() -> tuple[tuple[str, Severity, str, TextClause], ...]:
    return tuple(_read_checks())


def _read_checks() -> Iterator[tuple[str, Severity, str, TextClause]]:
    for path in sorted((asset_folder("sql") / "checks").glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        header = dict(_HEADER.findall(sql))
        severity: Severity = "withdraw" if header["on failure"] == "withdraw" else "warn"
        yield path.stem, severity, header["check"], text(sql.strip().removesuffix(";"))


def check_bounds(connection: Connection, batch_id: int, bounds: Bounds) -> list[Finding]:
    """Hold what a batch brought against the bounds of a configuration."""
    found = connection.execute(statement("bounds", "measure_batch"), {"batch_id": batch_id}).one()
    read = found.taken + found.rejected
    dropped = None if not found.taken_before else 100 * (found.taken_before - found.taken) / found.taken_before
    measures = (
        ("min_articles", bounds.min_articles, found.taken, "articles"),
        ("max_rejected_pct", bounds.max_rejected_pct, _share(found.rejected, read), "% rejected"),
        ("max_undated_pct", bounds.max_undated_pct, _share(found.undated, found.versions), "% without a date"),
        ("min_titled_pct", bounds.min_titled_pct, _share(found.titled, found.versions), "% with a title"),
        ("min_outlet_pct", bounds.min_outlet_pct, _share(found.with_outlet, found.versions), "% with an outlet"),
        ("max_drop_pct", bounds.max_drop_pct, dropped, f"% fewer than the {found.taken_before} of the load before"),
    )
    return [
        Finding(name, bound.severity, f"{value:,.4g} {unit}; the bound {name} is {bound.limit:,.4g}")
        for name, bound, value, unit in measures
        if bound is not None
        and value is not None
        and (value < bound.limit if name.startswith("min") else value > bound.limit)
    ]


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
