"""`onrecord load`, `extract`, `run` and `demo`."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from etl.jobs import JobReport
    from etl.read import ReadOptions

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, patterns, addresses; - for standard input.")
]
Mapping = Annotated[
    Path | None, typer.Option("--mapping", help="TOML file whose [columns] say which column holds which field.")
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch addresses inside private networks too.")]
Backfill = Annotated[
    bool,
    typer.Option("--backfill", help="Build secondary indexes and foreign keys after the load; nobody else may write."),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Report as JSON.")]
load_app = typer.Typer(help="Load records into the database.", no_args_is_help=True)

#: How many rejects are printed; all are kept in the database.
REJECTS_SHOWN = 20


def add_commands(app: typer.Typer) -> None:
    """Add `load`, `extract`, `run` and `demo`."""
    app.add_typer(load_app, name="load")
    app.command()(extract)
    app.command()(run)
    app.command()(demo)


@load_app.command("articles")
def load_articles(
    paths: Paths,
    mapping: Mapping = None,
    allow_private: AllowPrivate = False,
    backfill: Backfill = False,
    as_json: JsonFlag = False,
) -> None:
    """Load articles without reading what they say; `onrecord extract` does that."""
    from etl import jobs
    from etl.cli.output import TerminalProgress
    from etl.cli.session import open_engine

    with TerminalProgress() as progress:
        options = _read_options(mapping, allow_private)
        report = jobs.load_articles(open_engine(), paths, progress, options=options, backfill=backfill)
    tell(report, as_json)


Workers = Annotated[int | None, typer.Option(min=1, help="Processes that read side by side; default: the cores.")]


def extract(
    everything: Annotated[bool, typer.Option("--all", help="Also superseded texts of changed articles.")] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was loaded from that day on.")
    ] = None,
    workers: Workers = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Read on the Dask cluster of that scheduler, e.g. tcp://host:8786."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Read the stored articles that this version of the extractor has not read."""
    if scheduler and workers:
        raise typer.BadParameter("--workers are this machine's; the cluster of --scheduler has its own")
    from etl import jobs
    from etl.cli.output import TerminalProgress
    from etl.cli.session import open_engine
    from etl.jobs.pool import default_workers

    with TerminalProgress() as progress:
        engine, day = open_engine(), since.date() if since else None
        if scheduler:
            from etl.jobs.cluster import extract_on_cluster

            report = extract_on_cluster(engine, scheduler, progress, old_versions=everything, since=day)
        else:
            count = workers or default_workers()
            report = jobs.extract(engine, progress, workers=count, old_versions=everything, since=day)
    tell(report, as_json)


def run(
    paths: Paths,
    workers: Workers = None,
    mapping: Mapping = None,
    allow_private: AllowPrivate = False,
    backfill: Backfill = False,
    as_json: JsonFlag = False,
) -> None:
    """Load articles, read them, resolve and publish what they say."""
    from etl import jobs
    from etl.cli.output import TerminalProgress
    from etl.cli.session import open_engine
    from etl.jobs.pool import default_workers

    with TerminalProgress() as progress:
        options = _read_options(mapping, allow_private)
        report = jobs.run(
            open_engine(), paths, progress, workers=workers or default_workers(), options=options, backfill=backfill
        )
    tell(report, as_json)


def demo() -> None:
    """Load the bundled sample and show how its estimates differ by source."""
    from etl import jobs
    from etl.assets import asset_folder
    from etl.cli.output import TerminalProgress, print_table
    from etl.cli.reporting import write_page
    from etl.cli.session import open_engine
    from etl.cluster import ensure_server, plain_url
    from etl.reading import show_view
    from etl.report import read_reports
    from etl.settings import read_settings

    engine = open_engine()
    with TerminalProgress() as progress:
        report = jobs.run(engine, [str(asset_folder("sample") / "articles")], progress)
    tell(report, as_json=False)
    columns = ["origin", "low", "best", "high", "qualifier", "status", "population", "place", "outlet", "chain"]
    typer.echo("\nHow do the troop estimates differ by source?\n")
    print_table(show_view(engine, "troop_estimates_by_source", columns=columns), "table")
    page = Path.cwd() / "onrecord-report.html"
    if not os.access(page.parent, os.W_OK):
        page = Path(tempfile.gettempdir()) / page.name
    write_page(read_reports(engine), page)
    typer.echo(f"\nThe figures with their sentences, as a page: {page.as_uri()}")
    typer.echo("More: onrecord view list; onrecord view show evidence --format csv")
    typer.echo(f"The database is at {plain_url(ensure_server(read_settings()))}")
    typer.echo("It keeps running until onrecord db stop. For a BI tool: onrecord db grant bi NAME (docs/bi-tools.md)")


def _read_options(mapping: Path | None, allow_private: bool) -> ReadOptions:
    from etl.read import FetchLimits, ReadOptions
    from etl.read.fields import FIELDS
    from etl.read.mapping import read_mapping

    columns = read_mapping(mapping, FIELDS) if mapping else {}
    return ReadOptions(columns=columns, fetch=FetchLimits(private_addresses=allow_private))


def tell(report: JobReport, as_json: bool, what: str = "articles") -> None:
    """Print what a job did and end with 3 where records were rejected."""
    counts = report.articles
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "batch_id": report.batch_id, "new": counts.new, "changed": counts.changed,
                    "unchanged": counts.unchanged, "rejected": counts.rejected, "forgotten": counts.forgotten,
                    "extracted": report.extracted, "reasons": counts.reasons,
                }
            )
        )  # fmt: skip
    else:
        parts = [f"{counts.new:,} new", f"{counts.changed:,} changed", f"{counts.unchanged:,} unchanged"]
        if counts.rejected:
            parts.append(f"{counts.rejected:,} rejected")
        if counts.forgotten:
            parts.append(f"{counts.forgotten:,} forgotten (somebody had them erased; not loaded)")
        extracted = f"; {report.extracted:,} extracted" if what == "articles" else ""
        typer.echo(f"{what}: {', '.join(parts)}{extracted} (batch {report.batch_id})")
    for reject in report.rejects[:REJECTS_SHOWN]:
        where = reject.location + (f":{reject.line}" if reject.line else "")
        typer.echo(f"rejected: {where}: {reject.reason}", err=True)
    if counts.rejected > REJECTS_SHOWN:
        typer.echo(f"... and {counts.rejected - REJECTS_SHOWN:,} more", err=True)
    for finding in report.findings:
        typer.echo(f"warning: {finding.check}: {finding.message}", err=True)
    if report.rejects:
        raise typer.Exit(3)
