"""`onrecord annotate`: a filter that needs no database."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer


def add_commands(app: typer.Typer) -> None:
    """Add `annotate`."""
    app.command()(annotate)


def annotate(
    source: Annotated[str, typer.Argument(metavar="[IN]", help="JSON lines file; - for standard input.")] = "-",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="File to write; - for standard output.")
    ] = "-",
) -> None:
    """Annotate JSON lines {"id", "text", "published"?, "url"?, "title"?}: quotes, quantities, estimates, entities."""
    from etl.annotate import annotate_lines
    from etl.errors import OnrecordError
    from etl.extract.extractor import RuleExtractor

    with ExitStack() as stack:
        try:
            lines = (
                sys.stdin if source == "-" else stack.enter_context(Path(source).open(encoding="utf-8", newline="\n"))
            )
            target = sys.stdout if output == "-" else stack.enter_context(Path(output).open("w", encoding="utf-8"))
            for line in annotate_lines(lines, RuleExtractor(), source):
                target.write(line + "\n")
        except OSError as error:
            raise OnrecordError(
                f"{error.filename}: {error.strerror}; name a JSON lines file, or - for a pipe"
            ) from error
        except UnicodeDecodeError as error:
            raise OnrecordError(f"{source}: not UTF-8 at byte {error.start}; JSON lines are UTF-8") from error
