"""A panel as SVG: a line a mention, its bounds on a log axis, an open end as an open end."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from sqlalchemy import Row

from etl.report.scale import LogScale, fitting_scale
from etl.report.topic import Panel, as_of, drawn_bounds, echoes, figure

WIDTH, ROW, TOP, BOTTOM = 1000, 34, 26, 16
LEFT, RIGHT = 330, 800
#: Length of the arrow that says: nobody gave a bound on this side.
OPEN_END = 60
#: Characters of a label that fit left of the axis.
LABEL_CHARACTERS = 44


def anchor(mention: Row[Any], topic: int) -> str:
    """Name of a mention in the page; a mention may belong to several of its topics."""
    return f"{topic}-{mention.estimate_id}" if topic else str(mention.estimate_id)


def panel_svg(panel: Panel, number_of_panel: int, topic: int) -> str:
    """One panel of the page's topic of that number, drawn for any width; colours and fonts come from the page."""
    bounds = [bound for mention in panel.mentions for bound in drawn_bounds(mention) or () if bound is not None]
    scale = fitting_scale(bounds, LEFT + OPEN_END, RIGHT - OPEN_END)
    height = TOP + ROW * len(panel.mentions) + BOTTOM
    places = {mention.estimate_id: TOP + ROW * index + ROW / 2 for index, mention in enumerate(panel.mentions)}
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="group" aria-labelledby="panel-{number_of_panel}">',
        *_axis(scale, height),
        *_echo_lines(panel, scale, places),
        *(
            part
            for mention in panel.mentions
            for part in _line(mention, anchor(mention, topic), scale, places[mention.estimate_id])
        ),
        "</svg>",
    ]
    return "\n".join(parts)


def _axis(scale: LogScale, height: float) -> Iterator[str]:
    for tick in scale.ticks:
        x = scale.place(tick)
        label = f"{tick:,.0f}" if tick >= 1 else f"{tick:g}"
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP}" y2="{height - BOTTOM}"/>'
        yield f'<text class="tick" x="{x}" y="{TOP - 8}" text-anchor="middle">{label}</text>'


def _echo_lines(panel: Panel, scale: LogScale, places: dict[int, float]) -> Iterator[str]:
    for first, later in echoes(panel):
        start, end = (scale.place(_mark_value(mention)) for mention in (first, later))
        above, below = places[first.estimate_id], places[later.estimate_id]
        bend = min(start, end) - 14
        yield (
            f'<path class="echo" d="M{start} {above} C{bend} {above} {bend} {below} {end} {below}">'
            "<title>The same claim, told again</title></path>"
        )


def _mark_value(mention: Row[Any]) -> Any:
    return next(value for value in (mention.best, mention.low, mention.high) if value is not None)


def _line(mention: Row[Any], name: str, scale: LogScale, y: float) -> Iterator[str]:
    """Label, mark and figure of a mention, all one link to its sentence."""
    spoken = f"{mention.origin}: {figure(mention)}, {mention.status or 'no status'}, {as_of(mention)}"
    yield f'<a id="mark-{name}" href="#estimate-{name}" class="side-{side_class(mention)}">'
    yield f"<title>{escape(spoken)}. Told by {escape(mention.outlet or 'an unknown outlet')}</title>"
    yield f'<rect class="reach" x="0" y="{y - ROW / 2}" width="{WIDTH}" height="{ROW}" rx="4"/>'
    yield f'<text class="source" x="8" y="{y - 2}">{escape(_shortened(mention.origin))}</text>'
    yield f'<text class="when" x="8" y="{y + 12}">{escape(_shortened(_what_and_when(mention)))}</text>'
    yield from _mark(mention, scale, y)
    part = " (a part)" if mention.part_of_estimate_id else ""
    denied = "" if mention.polarity == "asserted" else f" ({mention.polarity})"
    yield f'<text class="figure" x="{RIGHT + 10}" y="{y + 4}">{escape(figure(mention) + part + denied)}</text>'
    yield "</a>"


def side_class(mention: Row[Any]) -> str:
    """The colour class of a mention's side; sides are named in words as well."""
    return "none" if mention.side_ordinal is None else str(mention.side_ordinal % 7)


def _what_and_when(mention: Row[Any]) -> str:
    return " · ".join(
        word for word in ((mention.status or "").replace("_", " "), as_of(mention), mention.place) if word
    )


def _shortened(words: str) -> str:
    return words if len(words) <= LABEL_CHARACTERS else words[: LABEL_CHARACTERS - 1] + "…"


def _mark(mention: Row[Any], scale: LogScale, y: float) -> Iterator[str]:
    low, best, high = mention.low, mention.best, mention.high
    if low is not None and high is not None and low != high:
        yield _stroke(scale.place(low), scale.place(high), y, "range")
        yield from (_cap(scale.place(bound), y) for bound in (low, high))
    elif low is not None and high is None:
        yield _open_end(scale.place(low), y, 1)
        yield _cap(scale.place(low), y)
    elif high is not None and low is None:
        yield _open_end(scale.place(high), y, -1)
        yield _cap(scale.place(high), y)
    if best is not None and best > 0 and (high is None or low is not None):
        kind = "point" if low == best == high else "about"
        yield f'<circle class="{kind}" cx="{scale.place(best)}" cy="{y}" r="6"/>'


def _stroke(start: float, end: float, y: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{start}" x2="{end}" y1="{y}" y2="{y}"/>'


def _cap(x: float, y: float) -> str:
    return f'<line class="cap" x1="{x}" x2="{x}" y1="{y - 8}" y2="{y + 8}"/>'


def _open_end(x: float, y: float, direction: int) -> str:
    tip = x + direction * (OPEN_END - 6)
    wing = tip - direction * 8
    return (
        f'<path class="open" d="M{x} {y} H{tip} M{wing} {y - 5} L{tip} {y} L{wing} {y + 5}">'
        f"<title>{'No upper' if direction > 0 else 'No lower'} bound was given</title></path>"
    )
