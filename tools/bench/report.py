"""docs/performance.md and its plot of growth, written from the figures of one run."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from etl import __version__
from tools.bench.data import Size
from tools.bench.figures import Figure

TITLES = {
    "estimates": "Loading rows that people enter",
    "articles": "Loading articles, without reading them",
    "growth": "Article number N against the first",
    "refresh": "100 new articles on top of all others",
    "extraction": "Extraction",
    "views": "Saved views",
    "start": "Start of the command",
}


def write_report(folder: Path, figures: Sequence[Figure], size: Size, command: str) -> Path:
    """Write `performance.md` into ``folder``; returns its path."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`; do not edit. Read ratios: absolute figures are this machine's.",
        "",
        f"- command: `{command}`",
        f"- date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; onrecord {__version__}; Python {platform.python_version()}",
        f"- machine: {platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        f"- load average at the end: {os.getloadavg()[0]:.1f}",
        "- a load average above 2 says that others were at work: then compare within a table, not with the bars",
        f"- data: {size.estimates:,} estimates in {size.articles:,} articles by {size.sources:,} sources, seeded",
        "- server: the embedded PostgreSQL as a user has it, fsync on",
    ]
    by_part: Mapping[str, list[Figure]] = {
        part: [figure for figure in figures if figure.part == part] for part in TITLES
    }
    for part, title in TITLES.items():
        if by_part[part]:
            lines += ["", f"## {title}", "", "| what | measured | bar | reached |", "|---|---:|---:|---|"]
            lines += [_line(figure) for figure in by_part[part]]
        if part == "growth" and by_part[part]:
            lines += ["", "![milliseconds an article as the database grows](growth.svg)"]
    path = folder / "performance.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _line(figure: Figure) -> str:
    bar = "" if figure.bar is None else f"{'<=' if figure.at_most else '>='} {figure.bar:g} {figure.unit}"
    reached = {None: "", True: "yes", False: "**no**"}[figure.is_reached]
    return f"| {figure.what} | {_number(figure.value)} {figure.unit} | {bar} | {reached} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def plot_growth(path: Path, costs: Sequence[tuple[int, float]]) -> None:
    """Milliseconds an article against the articles that were there before, as an SVG."""
    from matplotlib.figure import Figure as Plot  # noqa: PLC0415 (slow to import; nothing else here needs it)

    plot = Plot(figsize=(7, 3.5))
    axes = plot.add_subplot()
    axes.plot([count for count, _ in costs], [cost for _, cost in costs], marker="o")
    axes.set(xlabel="articles in the database before", ylabel="ms an article", ylim=(0, None))
    axes.set_title("Cost of loading an article as the database grows", fontsize=10)
    plot.savefig(path, metadata={"Date": None})
