"""The command. Arguments, output and exit codes only; what is done lives in `etl.jobs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="onrecord", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _root() -> None:
    """Who said what, and how many, according to whom."""


@app.command()
def annotate(
    source: Annotated[str, typer.Argument(metavar="[IN]")] = "-",
    output: Annotated[str, typer.Option("--output", "-o")] = "-",
) -> None:
    """Annotate JSON lines {"id", "text", ...}; needs no database."""
    from etl.annotate import BadLineError, annotate_lines
    from etl.extract.extractor import RuleExtractor

    lines = sys.stdin if source == "-" else Path(source).open(encoding="utf-8", newline="\n")
    target = sys.stdout if output == "-" else Path(output).open("w", encoding="utf-8")
    try:
        for line in annotate_lines(lines, RuleExtractor(), source):
            target.write(line + "\n")
    except BadLineError as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise typer.Exit(1) from error
    finally:
        lines.close()
        target.close()


def main() -> None:
    """Entry point of the console script."""
    app()
