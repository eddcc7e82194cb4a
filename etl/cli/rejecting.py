"""`onrecord rejects list|show|export|replay|dismiss`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.reading import Format, FormatOption, JsonFlag

rejects_app = typer.Typer(
    help="Records that could not be loaded: look at them, mend them, load them again.", no_args_is_help=True
)
Code = Annotated[str | None, typer.Option(help="Only rejects of this reason, such as bad_date.")]


def add_commands(app: typer.Typer) -> None:
    """Add `rejects`."""
    app.add_typer(rejects_app, name="rejects")


@rejects_app.command("list")
def list_rejects(code: Code = None, form: FormatOption = Format.table, as_json: JsonFlag = False) -> None:
    """List the open rejects, newest first."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import show_view

    where = "code = '{}'".format(code.replace("'", "''")) if code else None
    columns = ["reject_id", "code", "reason", "stage", "line", "location", "rejected_at", "batch_id"]
    with open_session() as session:
        table = show_view(session, "open_rejects", where=where, columns=columns, order="reject_id DESC")
    print_table(table, "json" if as_json else form)


@rejects_app.command("show")
def show_reject(reject_id: Annotated[int, typer.Argument(help="Number of the reject.")]) -> None:
    """Show one open reject with its record, as text where it is text."""
    from etl.cli.session import open_engine
    from etl.jobs.rejects import describe_reject

    typer.echo(describe_reject(open_engine(), reject_id))


@rejects_app.command("export")
def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="File of JSON lines to write.")], code: Code = None
) -> None:
    """Write the open rejects to a file; mend its `record` fields and give it to `onrecord rejects replay`."""
    from etl.cli.session import open_engine
    from etl.jobs.rejects import export_rejects

    typer.echo(f"{export_rejects(open_engine(), output, code=code):,} rejects written to {output}")


@rejects_app.command("replay")
def replay(
    mended: Annotated[Path | None, typer.Argument(help="A file of `rejects export`, mended.")] = None,
    reject_id: Annotated[list[int] | None, typer.Option("--id", help="Only this reject; may be repeated.")] = None,
    code: Code = None,
    as_json: JsonFlag = False,
) -> None:
    """Load rejects again, as stored or as mended; those that are taken are marked as done."""
    from etl.cli.loading import tell
    from etl.cli.output import TerminalProgress
    from etl.cli.session import open_engine
    from etl.jobs.rejects import replay_rejects

    with TerminalProgress() as progress:
        report, done = replay_rejects(open_engine(), progress, ids=reject_id or None, code=code, mended=mended)
    if not as_json:
        typer.echo(f"{done:,} rejects are done")
    tell(report, as_json)


@rejects_app.command("dismiss")
def dismiss(reject_ids: Annotated[list[int], typer.Argument(help="Numbers of rejects that nobody will mend.")]) -> None:
    """Mark rejects as not worth mending; they stay in the table."""
    from etl.cli.session import open_engine
    from etl.jobs.rejects import dismiss_rejects

    typer.echo(f"{dismiss_rejects(open_engine(), reject_ids):,} rejects dismissed")
