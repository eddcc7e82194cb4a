"""`onrecord load estimates` and `load quotes`: from an analyst's spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.cli.loading import Backfill, JsonFlag, load_app
from etl.cli.loading import Mapping as MappingFile

if TYPE_CHECKING:
    from etl.jobs import JobReport

Files = Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="CSV, TSV, XLSX, JSON lines or Parquet.")]
Template = Annotated[bool, typer.Option("--template", help="Print a CSV to start from.")]
Rejected = Annotated[Path | None, typer.Option("--rejected", help="Where bad rows go; default: beside the first file.")]


def add_commands(_app: typer.Typer) -> None:
    """Add `load estimates` and `load quotes`."""
    load_app.command("estimates")(load_estimates)
    load_app.command("quotes")(load_quotes)


def load_estimates(
    files: Files = None,
    template: Template = False,
    mapping: MappingFile = None,
    rejected: Rejected = None,
    backfill: Backfill = False,
    as_json: JsonFlag = False,
) -> None:
    """Load estimates that a person entered; bad rows come back as a file with their reasons."""
    from etl.read.estimate_rows import FIELDS, template_lines

    if template:
        typer.echo("\n".join(template_lines()))
        return
    from etl.jobs.spreadsheets import load_estimates as load

    _load_rows("estimates", partial(load, backfill=backfill), FIELDS, files, mapping, rejected, as_json=as_json)


def load_quotes(
    files: Files = None,
    template: Template = False,
    mapping: MappingFile = None,
    rejected: Rejected = None,
    as_json: JsonFlag = False,
) -> None:
    """Load quotes that a person found in articles that are here; bad rows come back as a file with their reasons."""
    from etl.read.quote_rows import FIELDS, template_lines

    if template:
        typer.echo("\n".join(template_lines()))
        return
    from etl.jobs.quotes import load_quotes as load

    _load_rows("quotes", load, FIELDS, files, mapping, rejected, as_json=as_json)


def _load_rows(
    kind: str,
    load: Callable[..., JobReport],
    fields: Sequence[str],
    files: Sequence[Path] | None,
    mapping: Path | None,
    rejected: Path | None,
    *,
    as_json: bool,
) -> None:
    if not files:
        raise typer.BadParameter("name a file, or --template", param_hint="FILE...")
    from etl.cli.loading import tell
    from etl.cli.output import TerminalProgress
    from etl.cli.session import open_engine
    from etl.read.mapping import read_mapping

    columns = read_mapping(mapping, fields) if mapping else {}
    target = rejected or files[0].with_name(f"{files[0].stem}.rejected.csv")
    with TerminalProgress() as progress:
        report = load(open_engine(), files, progress, columns=columns, rejected_file=target)
    if report.rejects and not as_json:
        typer.echo(f"bad rows are in {target}: mend them there and load that file")
    tell(report, as_json, kind)
