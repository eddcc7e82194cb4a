"""`onrecord report` and `onrecord topic`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.cli.reading import KnownAtOption, moment_of

if TYPE_CHECKING:
    from etl.report import TopicReport

topic_app = typer.Typer(help="Topics: the questions people follow, a TOML file each.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Add `report` and `topic`."""
    app.command()(report)
    app.add_typer(topic_app, name="topic")


def report(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("report.html"),
    topic: Annotated[str | None, typer.Option(help="One topic; else all that have a figure.")] = None,
    chart: Annotated[
        Path | None, typer.Option(help="Also write the topic's chart for a paper: .svg, .png or .pdf.")
    ] = None,
    known_at: KnownAtOption = None,
) -> None:
    """Write the estimates of a topic by source as one page that needs no network."""
    from etl.cli.session import open_engine
    from etl.errors import UsageError
    from etl.report import draw_chart, read_reports

    moment = moment_of(known_at)
    reports = read_reports(open_engine(), topic, known_at=moment)
    if chart is not None and len(reports) != 1:
        raise UsageError("a chart is of one topic: add --topic; `onrecord topic list` names them")
    write_page(reports, output)
    typer.echo(f"wrote {output}")
    if chart is not None:
        draw_chart(reports[0], chart)
        typer.echo(f"wrote {chart}")


def write_page(reports: list[TopicReport], output: Path) -> None:
    """Write the page, or say why the file cannot be written."""
    from etl.errors import UsageError
    from etl.report import render_page

    try:
        output.write_text(render_page(reports), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror or error}") from error


@topic_app.command("list")
def list_topics(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the topics with what belongs to them."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import show_view

    with open_session() as session:
        table = show_view(session, "topics")
    print_table(table, "json" if as_json else "table")


@topic_app.command("add")
def add_topic(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="TOML files; a file names its topic.")],
) -> None:
    """Add topics, or make topics that are there what their files say."""
    from etl.cli.session import open_engine
    from etl.jobs.topics import add_topics

    for topic, is_new in add_topics(open_engine(), paths).items():
        typer.echo(f"{topic}: {'added' if is_new else 'replaced'}")
