"""The chart of a topic for a paper: SVG, PNG or PDF by matplotlib, on white, in greys and shapes that print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from etl.errors import UsageError
from etl.report.scale import fitting_scale
from etl.report.topic import Panel, TopicReport, as_of, drawn_bounds, figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

FORMATS = ("svg", "png", "pdf")
#: Okabe and Ito's colours, by order of the sides.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a67c00", "#56b4e9", "#444444")
NO_SIDE = "#595959"
ROW_INCHES = 0.34


def draw_chart(report: TopicReport, path: Path) -> None:
    """Draw all panels of a topic into one file whose ending tells the format.

    Raises:
        UsageError: another ending, or a topic that has nothing to draw.
    """
    form = path.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise UsageError(f"{path}: a chart is written as .svg, .png or .pdf")
    panels = report.panels
    if not panels:
        raise UsageError(f"topic {report.topic.topic} has no figure to draw")
    import matplotlib as mpl  # noqa: PLC0415  (slow to import, and seldom wanted)
    from matplotlib.figure import Figure  # noqa: PLC0415

    heights = [len(panel.mentions) + 0.6 for panel in panels]
    # Texts stay texts in SVG, and the same rows give the same file.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "onrecord", "font.size": 8}):
        drawing = Figure(figsize=(9.5, ROW_INCHES * (sum(heights) + 2.2 * len(panels)) + 1.2), layout="constrained")
        axes = drawing.subplots(len(panels), 1, squeeze=False, height_ratios=heights)
        for axis, panel in zip(axes[:, 0], panels, strict=True):
            _draw_panel(axis, panel)
        drawing.suptitle(report.topic.topic_title, fontsize=11, fontweight="bold")
        drawing.legend(handles=_legend(report), loc="outside lower center", ncols=4, frameon=False)
        metadata = {"Date": None} if form == "svg" else {}
        drawing.savefig(path, format=form, dpi=200, metadata=metadata)


def _legend(report: TopicReport) -> list[Line2D]:
    """What colours and marks say: the sides that have a figure, then the kinds of bounds."""
    from matplotlib.lines import Line2D  # noqa: PLC0415

    sides = {mention.side_ordinal: mention.side for panel in report.panels for mention in panel.mentions}
    named = [
        Line2D([], [], color=_colour(ordinal), marker="s", linestyle="none", label=sides[ordinal] or "no side")
        for ordinal in sorted(sides, key=lambda ordinal: (ordinal is None, ordinal))
    ]
    marks = [
        Line2D([], [], color=NO_SIDE, marker="o", linestyle="none", label="exactly"),
        Line2D([], [], color=NO_SIDE, marker="o", linestyle="none", markerfacecolor="white", label="around"),
        Line2D([], [], color=NO_SIDE, linewidth=3, marker="|", label="between"),
        Line2D([], [], color=NO_SIDE, linestyle="--", marker="|", label="arrow: no bound was given there"),
    ]
    return named + marks


def _colour(ordinal: int | None) -> str:
    return NO_SIDE if ordinal is None else COLOURS[ordinal % len(COLOURS)]


def _draw_panel(axis: Axes, panel: Panel) -> None:
    bounds = [bound for mention in panel.mentions for bound in drawn_bounds(mention) or () if bound is not None]
    scale = fitting_scale(bounds, 0, 1)
    axis.set_xscale("log")
    axis.set_xlim(scale.low / 1.3, scale.high * 1.3)
    axis.set_ylim(len(panel.mentions) - 0.5, -0.5)
    ticks = scale.ticks
    axis.set_xticks(ticks, [f"{tick:,.0f}" if tick >= 1 else f"{tick:g}" for tick in ticks])
    axis.set_xticks([], minor=True)
    axis.set_yticks(range(len(panel.mentions)), [_label(mention) for mention in panel.mentions])
    axis.grid(axis="x", color="#dddddd")
    axis.set_axisbelow(True)
    axis.set_title(panel.title, loc="left", fontweight="bold", fontsize=9)
    axis.spines[["top", "right", "left"]].set_visible(False)
    for place, mention in enumerate(panel.mentions):
        _draw_mark(axis, mention, place, (scale.low, scale.high))
        axis.text(1.01, place, figure(mention), transform=axis.get_yaxis_transform(), va="center")


def _label(mention: Row[Any]) -> str:
    facts = ((mention.status or "").replace("_", " "), as_of(mention))
    return f"{mention.origin}\n{', '.join(fact for fact in facts if fact)}"


def _draw_mark(axis: Axes, mention: Row[Any], place: int, ends: tuple[float, float]) -> None:
    colour = _colour(mention.side_ordinal)
    low, best, high = (None if value is None else float(value) for value in (mention.low, mention.best, mention.high))
    if low is not None and high is not None and low != high:
        axis.plot([low, high], [place, place], color=colour, linewidth=3, marker="|", markersize=9)
    elif (low is None) != (high is None):
        start, tip = (low, ends[1]) if low is not None else (high or ends[1], ends[0])
        axis.annotate(
            "", (tip, place), (start, place), arrowprops={"arrowstyle": "->", "color": colour, "linestyle": "--"}
        )
        axis.plot([start], [place], color=colour, marker="|", markersize=10, markeredgewidth=2)
    if best and (high is None or low is not None):
        exact = low == best == high
        axis.plot([best], [place], "o", color=colour, markerfacecolor=colour if exact else "white", markeredgewidth=1.6)
