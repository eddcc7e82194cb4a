"""The command. Arguments, output and exit codes only; what is done lives in `etl.jobs` and the stages.

Each command imports what it needs when it runs, so that `onrecord --help` does not wait for spaCy or pandas.
"""

from __future__ import annotations

import atexit
import errno
import gc
import signal
import sys
from types import FrameType

import typer

from etl import __version__
from etl.cli import (
    annotating,
    batching,
    correcting,
    database,
    exchanging,
    forgetting,
    loading,
    reading,
    rejecting,
    reporting,
    resolving,
    spreadsheets,
)
from etl.errors import OnrecordError

#: New objects after which Python looks for cycles; its own 700 is for programs that start small.
OBJECTS_BEFORE_COLLECTION = 20_000

app = typer.Typer(
    name="onrecord",
    help="Who said what, and how many, according to whom: claims from news articles in PostgreSQL.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (
    loading,
    batching,
    rejecting,
    reading,
    reporting,
    resolving,
    correcting,
    exchanging,
    forgetting,
    annotating,
    spreadsheets,
):
    commands.add_commands(app)
app.add_typer(database.app, name="db")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Show the version."),
) -> None:
    """Options before the command."""


class Terminated(SystemExit):
    """SIGTERM: the chunk in hand is rolled back, the batch is marked, the program ends with 143."""


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated(143)


def _about_the_disk(error: OnrecordError) -> str:
    """What is behind a server that ended or does not start, where it is a full disk."""
    if error.exit_code != OnrecordError.exit_code:
        return ""
    from etl.cluster import full_disk
    from etl.settings import read_settings

    told = full_disk(read_settings())
    return f"\n{told}" if told else ""


def main() -> None:
    """Entry point: an error a person can act on is one message and an exit code, never a traceback."""
    signal.signal(signal.SIGTERM, _terminate)
    # What imports make stays: looking for cycles in it at every 700 objects was a tenth of the time of `view show`,
    # and looking three times more as Python ends another; the memory goes back to the system anyway.
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # the first registered runs last
    try:
        app()
    except OnrecordError as error:
        typer.echo(f"onrecord: {error}{_about_the_disk(error)}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        typer.echo(
            f"onrecord: a disk is full: {error}. Make room there (or set TMPDIR to another), "
            "then run the same command again; what was committed is kept.",
            err=True,
        )
        sys.exit(1)
    except (KeyboardInterrupt, Terminated) as stop:
        typer.echo("onrecord: interrupted; what was committed is kept, run the command again to complete it", err=True)
        sys.exit(stop.code if isinstance(stop, Terminated) else 130)


__all__ = ["app", "main"]
