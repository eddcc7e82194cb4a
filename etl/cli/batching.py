"""`onrecord batch run|list|show`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from etl.cli.reading import Format, FormatOption, JsonFlag

#: What a table for people shows of a load; `batch show` and the other formats have the rest.
_GLANCE = (
    "batch_id", "command", "state", "started_at", "duration_seconds", "count_new", "count_changed", "count_unchanged",
    "count_rejected", "rejected_by_reason", "source", "error",
)  # fmt: skip
batch_app = typer.Typer(help="Loads: run one from a configuration, list them, look at one.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Add `batch`."""
    app.add_typer(batch_app, name="batch")


@batch_app.command("list")
def list_batches(
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    form: FormatOption = Format.table,
    as_json: JsonFlag = False,
) -> None:
    """List the loads, newest first."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import show_view

    columns = _GLANCE if form is Format.table and not as_json else ()
    with open_session() as session:
        table = show_view(session, "load_health", order="batch_id DESC", limit=limit, columns=columns)
    print_table(table, "json" if as_json else form)


@batch_app.command("show")
def show_batch(batch_id: Annotated[int, typer.Argument(help="Number of the load.")], as_json: JsonFlag = False) -> None:
    """Show one load: source, versions, times, counts, rejects by reason."""
    from etl.cli.output import plain
    from etl.cli.session import open_engine
    from etl.jobs.batches import describe_batch

    found = {name: plain(value) for name, value in describe_batch(open_engine(), batch_id).items()}
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, value in found.items():
        if value not in (None, {}):
            typer.echo(f"{name}: {_in_words(value) if isinstance(value, dict) else value}")


def _in_words(counts: dict[str, int]) -> str:
    return ", ".join(f"{code} {count:,}" for code, count in counts.items())


@batch_app.command("run")
def run_batch(
    config: Annotated[Path, typer.Argument(help="The configuration (TOML); docs/operations.md describes it.")],
    wait: Annotated[bool, typer.Option(help="Wait for another load to end instead of leaving with 4.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only check the configuration.")] = False,
) -> None:
    """Run the scheduled load that a configuration describes."""
    from etl.jobs.scheduled import read_config, run_scheduled

    settings = read_config(config)
    if check:
        typer.echo(f"{config}: in order")
        return
    from etl.cli.session import open_engine

    report = run_scheduled(open_engine, settings, wait=wait)
    if report.rejects:
        raise typer.Exit(3)
