"""What a report shows of a topic, read from the saved views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

from etl.assets import asset_folder
from etl.database import lost_server_told
from etl.errors import UsageError
from etl.known_at import at_moment, look_back
from etl.sessions import driver_session

#: What a page still shows at a glance; the view has all.
MOST_MENTIONS = 500

Rows = tuple[Row[Any], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Mentions that may be compared: one measure, planned or not."""

    title: str
    mentions: Rows


@dataclass(frozen=True, slots=True)
class TopicReport:
    """A topic with its mentions, its sides and how far apart they are."""

    topic: Row[Any]
    mentions: Rows
    sides: Rows
    disagreement: Rows

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Figures by measure, planned apart from the rest; changes and claims without a number are no marks."""
        found: dict[str, list[Row[Any]]] = {}
        for mention in self.mentions:
            if drawn_bounds(mention) and not mention.is_change:
                found.setdefault(_panel_title(mention), []).append(mention)
        return tuple(Panel(title, tuple(mentions)) for title, mentions in found.items())


def read_reports(engine: Engine, topic: str | None = None, *, known_at: str | None = None) -> list[TopicReport]:
    """Reports of one topic, or of all that have a figure; as known at a moment, where one is given.

    Raises:
        UsageError: there is no such topic; names those there are.
    """
    with lost_server_told(), engine.connect() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        look_back(driver_session(connection), known_at)
        topics = _rows(connection, "report_topics", known_at, topic=topic)
        if topic is not None and not topics:
            known = connection.execute(text("SELECT topic FROM report.topics ORDER BY topic")).scalars()
            raise UsageError(f"there is no topic {topic!r}; there are {', '.join(known)}")
        chosen = topics if topic else tuple(row for row in topics if row.count_figures)
        return [_read(connection, row, known_at) for row in chosen]


def _read(connection: Connection, topic: Row[Any], known_at: str | None) -> TopicReport:
    return TopicReport(
        topic,
        _rows(connection, "report_estimates", known_at, topic=topic.topic, limit=MOST_MENTIONS),
        _rows(connection, "report_sides", known_at, topic=topic.topic),
        _rows(connection, "report_disagreement", known_at, topic=topic.topic),
    )


def _rows(connection: Connection, name: str, known_at: str | None, **values: Any) -> Rows:
    query = (asset_folder("sql") / "read" / f"{name}.sql").read_text(encoding="utf-8")
    return tuple(connection.execute(text(at_moment(query, known_at)), values))


def drawn_bounds(mention: Row[Any]) -> tuple[Decimal | None, Decimal | None, Decimal | None] | None:
    """Low, best and high where at least one can stand on a log axis."""
    bounds = (mention.low, mention.best, mention.high)
    return bounds if any(bound is not None and bound > 0 for bound in bounds) else None


def _panel_title(mention: Row[Any]) -> str:
    unit = f" ({mention.unit})" if mention.unit and mention.unit != "person" else ""
    phase = ": planned or being prepared" if mention.is_planned else ""
    return f"{mention.measure_title}{unit}{phase}"


def day_range(first: date | None, last: date | None) -> str:
    """A day, a span of days, or an open one, in words."""
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    if first:
        return f"from {first}"
    return f"until {last}" if last else ""


def as_of(mention: Row[Any]) -> str:
    """The time a mention speaks of, else when it was said, else published; says which."""
    for words, name in (("", "as_of"), ("said ", "said"), ("published ", "published")):
        days = day_range(getattr(mention, f"{name}_from"), getattr(mention, f"{name}_to"))
        if days:
            return words + days
    return "no date"


def figure(mention: Row[Any]) -> str:
    """The figure as the bounds say it, with its qualifier."""
    low, best, high = mention.low, mention.best, mention.high
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}"
    stated = next((value for value in (best, mention.stated_value, low, high) if value is not None), None)
    if stated is None:
        return mention.surface if mention.kind == "vague" else "no number"
    return f"{mention.qualifier} {number(stated)}" if mention.qualifier else number(stated)


def number(value: Decimal) -> str:
    """Thousands separated, no decimals that say nothing."""
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def echoes(panel: Panel) -> Iterator[tuple[Row[Any], Row[Any]]]:
    """Pairs (first, later) of mentions in a panel that tell one claim."""
    first: dict[int, Row[Any]] = {}
    for mention in panel.mentions:
        if mention.claim_id is not None and mention is not first.setdefault(mention.claim_id, mention):
            yield first[mention.claim_id], mention
