"""`onrecord load estimates` and `load quotes`: from an analyst's spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.loading import Backfill, JsonFlag, Mapping, load_app


def add_commands(_app: typer.Typer) -> None:
    """Add `load estimates` and `load quotes`."""
    load_app.command("estimates")(load_estimates)
    load_app.command("quotes")(load_quotes)


def load_estimates(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="CSV, TSV, XLSX, JSON lines or Parquet.")
    ] = None,
    template: Annotated[bool, typer.Option("--template", help="Print a CSV to start from.")] = False,
    mapping: Mapping = None,
    rejected: Annotated[
        Path | None, typer.Option("--rejected", help="Where bad rows go; default: beside the first file.")
    ] = None,
    backfill: Backfill = False,
    as_json: JsonFlag = False,
) -> None:
    """Load estimates that a person entered; bad rows come back as a file with their reasons."""
    from etl.read.estimate_rows import FIELDS, template_lines

    if template:
        typer.echo("\n".join(template_lines()))
        return
    if not files:
        raise typer.BadParameter("name a file, or --template", param_hint="FILE...")
    from etl.cli.loading import tell
    from etl.cli.output import TerminalProgress
    from etl.cli.session import open_engine
    from etl.jobs.spreadsheets import load_estimates as load
    from etl.read.mapping import read_mapping

    columns = read_mapping(mapping, FIELDS) if mapping else {}
    target = rejected or files[0].with_name(f"{files[0].stem}.rejected.csv")
    with TerminalProgress() as progress:
        report = load(open_engine(), files, progress, columns=columns, rejected_file=target, backfill=backfill)
    if report.rejects and not as_json:
        typer.echo(f"bad rows are in {target}: mend them there and load that file")
    tell(report, as_json, "estimates")


def load_quotes(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="CSV, TSV, XLSX, JSON lines or Parquet.")
    ] = None,
    template: Annotated[bool, typer.Option("--template", help="Print a CSV to start from.")] = False,
    mapping: Mapping = None,
    rejected: Annotated[
        Path | None, typer.Option("--rejected", help="Where bad rows go; default: beside the first file.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Load quotes that a person found in articles that are here; bad rows come back as a file with their reasons."""
    from etl.read.quote_rows import FIELDS, template_lines

    if template:
        typer.echo("\n".join(template_lines()))
        return
    if not files:
        raise typer.BadParameter("name a file, or --template", param_hint="FILE...")
    from etl.cli.loading import tell
    from etl.cli.output import TerminalProgress
    from etl.cli.session import open_engine
    from etl.jobs.quotes import load_quotes as load
    from etl.read.mapping import read_mapping

    columns = read_mapping(mapping, FIELDS) if mapping else {}
    target = rejected or files[0].with_name(f"{files[0].stem}.rejected.csv")
    with TerminalProgress() as progress:
        report = load(open_engine(), files, progress, columns=columns, rejected_file=target)
    if report.rejects and not as_json:
        typer.echo(f"bad rows are in {target}: mend them there and load that file")
    tell(report, as_json, "quotes")
