"""The report as one page with nothing from the network; every mark leads to its sentence and back."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row

from etl import __version__
from etl.report.chart import anchor, panel_svg, side_class
from etl.report.topic import MOST_MENTIONS, TopicReport, as_of, day_range, figure, number

#: Marks: a drawing and what it says.
_MARKS = (
    ('<circle class="point" cx="23" cy="8" r="6"/>', "exactly this number"),
    ('<circle class="about" cx="23" cy="8" r="6"/>', "around this number"),
    ('<path class="range" d="M6 8H40"/><path class="cap" d="M6 1V15M40 1V15"/>', "between two numbers"),
    ('<path class="cap" d="M6 1V15"/><path class="open" d="M6 8H42M36 4L42 8L36 12"/>', "at least: no upper bound"),
    ('<path class="cap" d="M40 1V15"/><path class="open" d="M40 8H4M10 4L4 8L10 12"/>', "at most, almost"),
    ('<path class="echo" d="M6 2C0 2 0 14 6 14"/>', "the same claim, told again"),
)  # fmt: skip

#: Escape leads from a sentence to its mark in the chart. Without it the link beside the sentence does.
RETURN_BY_ESCAPE = """
addEventListener("keydown", event => {
  const mark = event.key === "Escape" && document.getElementById(location.hash.replace("#estimate-", "mark-"));
  if (mark) { location.hash = mark.id; mark.focus(); }
});
"""


def render_page(reports: Sequence[TopicReport]) -> str:
    """The page of one or several topics."""
    template = Template(files("etl").joinpath("report", "template.html").read_text(encoding="utf-8"))
    # The page runs this script and no other: a policy by its hash.
    policy = base64.b64encode(hashlib.sha256(RETURN_BY_ESCAPE.encode()).digest()).decode()
    title = reports[0].topic.topic_title if len(reports) == 1 else "Who says how many?"
    return template.substitute(
        title=escape(title),
        script=RETURN_BY_ESCAPE,
        policy=f"'sha256-{policy}'",
        subtitle="Each line is one source's figure as an article tells it. Figures are never averaged; planned numbers "
        "stand apart from what is there. Choose a line to read its sentence; Escape leads back.",
        sections="\n".join(_section(report, index) for index, report in enumerate(reports)) or _nothing(),
        footer=f"Written by onrecord {escape(__version__)} from the saved views topic_estimates, topic_sides and "
        "topic_disagreement.",
    )


def _nothing() -> str:
    return "<p>No topic has a figure yet. Load articles with <code>onrecord run</code> and come again.</p>"


def _section(report: TopicReport, index: int) -> str:
    topic = report.topic
    figures = "1 figure" if topic.count_figures == 1 else f"{topic.count_figures:,} figures"
    drawn = {mention.estimate_id for panel in report.panels for mention in panel.mentions}
    head = (
        f'<section aria-labelledby="topic-{index}"><h2 id="topic-{index}">{escape(topic.topic_title)}</h2>'
        f"<p>{escape(topic.description)}. {figures} in {_articles(topic.count_articles)}.</p>"
    )
    if not report.mentions:
        return f"{head}{_no_mention(index)}</section>"
    parts = [
        head,
        _legend(report),
        *(_figure(report, index, number_) for number_ in range(len(report.panels))),
        "<h3>How far apart are they?</h3>", _disagreement(report),
        "<h3>What does each side say?</h3>", _sides(report),
        f'<h3 id="evidence-{index}">The sentences</h3>',
        _cut_short(report),
        *(_evidence(mention, anchor(mention, index), mention.estimate_id in drawn) for mention in report.mentions),
        "</section>",
    ]  # fmt: skip
    return "\n".join(parts)


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _no_mention(index: int) -> str:
    return (
        f'<p id="evidence-{index}">No figure of this topic has been read yet. <code>onrecord topic list</code> tells '
        "which words, measures and populations belong to it; the view <code>topic_articles</code> has its articles.</p>"
    )


def _cut_short(report: TopicReport) -> str:
    if len(report.mentions) < MOST_MENTIONS:
        return ""
    return f"<p>The first {MOST_MENTIONS:,} mentions are shown; all are in the view topic_estimates.</p>"


def _figure(report: TopicReport, index: int, number_of_panel: int) -> str:
    panel = report.panels[number_of_panel]
    number_ = index * 1000 + number_of_panel
    return (
        f'<figure style="margin:0"><h3 id="panel-{number_}">{escape(panel.title)}</h3>'
        f'<div class="scroll" role="region" aria-labelledby="panel-{number_}"><div class="chart">'
        f"{panel_svg(panel, number_, index)}</div></div></figure>"
    )


def _legend(report: TopicReport) -> str:
    sides = {(side_class(mention), mention.side or "No side of the topic"): None for mention in report.mentions}
    named = "".join(f'<li class="side-{code}"><b>●</b> {escape(side)}</li>' for code, side in sorted(sides))
    marks = "".join(
        f'<li class="side-none"><svg viewBox="0 0 46 16" aria-hidden="true">{drawing}</svg> {meaning}</li>'
        for drawing, meaning in _MARKS
    )
    return f'<ul class="legend" aria-label="Sides">{named}</ul><ul class="legend" aria-label="Marks">{marks}</ul>'


def _disagreement(report: TopicReport) -> str:
    columns = ("Measure", "Status", "#Mentions", "#Claims", "#Origins", "#Lowest", "#Highest", "#Ratio", "Whose")
    return _table(columns, report.disagreement)


def _sides(report: TopicReport) -> str:
    return _table(("Side", "Measure", "#Figures", "#Origins", "#Lowest", "#Highest", "Whose"), report.sides)


def _table(columns: Sequence[str], rows: Iterable[Row[Any]]) -> str:
    numeric = [column.startswith("#") for column in columns]
    head = "".join(
        f'<th scope="col"{_number_class(is_number)}>{column.removeprefix("#")}</th>'
        for column, is_number in zip(columns, numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{_number_class(n)}>{_cell(value, n)}</td>" for value, n in zip(row, numeric, strict=True))
        + "</tr>"
        for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" role="region" tabindex="0" aria-label="Table">{table}</div>'


def _number_class(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _cell(value: Any, is_number: bool) -> str:
    if value is None:
        return ""
    if is_number:
        return f"{value:,}" if isinstance(value, int) else number(value)
    return escape(str(value).replace("_", " "))


def _evidence(mention: Row[Any], name: str, is_drawn: bool) -> str:
    """One mention: the figure, its sentence in context, the article, the quotes beside it."""
    status = (mention.status or "no status").replace("_", " ")
    head = f"{mention.origin}: {figure(mention)}"
    facts = [mention.measure_title.lower(), status, as_of(mention), mention.side, mention.place]
    notes = [
        f"{mention.polarity}" if mention.polarity != "asserted" else "",
        f"disputed by {mention.disputed_by}" if mention.disputed_by else "",
        f"hedged: {mention.hedge}" if mention.hedge else "",
        "a part of another figure" if mention.part_of_estimate_id else "",
        "a change, not a level" if mention.is_change else "",
    ]
    shown = " · ".join(escape(word) for word in (*facts, *notes) if word)
    before, after = _lines(mention.text_before), _lines(mention.text_after)
    quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in (mention.quotes or "").splitlines())
    back = f'<a class="back" href="#mark-{name}">Back to the chart</a>' if is_drawn else ""
    return (
        f'<article id="estimate-{name}" class="side-{side_class(mention)}" tabindex="-1">'
        f"<h4>{escape(head)}</h4><p class=quiet>{shown}</p>"
        f"<p>…{before}<mark>{escape(mention.surface)}</mark>{after}…</p>{quotes}"
        f"<p class=quiet>{_article(mention)}<br>Told by: {escape(mention.chain)}</p>{back}</article>"
    )


def _lines(text: str) -> str:
    """Text in one line, with the space at its ends kept."""
    return escape(" ".join(f"|{text}|".split())[1:-1])


def _article(mention: Row[Any]) -> str:
    title = escape(mention.article_title or mention.source_location or "an article")
    if mention.article_url and urlsplit(mention.article_url).scheme in {"http", "https"}:
        title = f'<a class="address" href="{escape(mention.article_url)}" rel="noreferrer">{title}</a>'
    published = day_range(mention.published_from, mention.published_to) or "date not known"
    return f"{title}. {escape(mention.outlet or 'unknown outlet')}, {published}"
