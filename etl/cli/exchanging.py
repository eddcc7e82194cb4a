"""`onrecord export` and `onrecord import`."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from etl.cli.reading import KnownAtOption, moment_of

JsonFlag = Annotated[bool, typer.Option("--json", help="Report as JSON.")]


class FileForm(StrEnum):
    """How an export writes its tables."""

    csv = "csv"
    parquet = "parquet"


def add_commands(app: typer.Typer) -> None:
    """Add `export` and `import`."""
    app.command("export")(export_folder)
    app.command("import")(import_folder)


def export_folder(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is empty or not there yet.")],
    form: Annotated[FileForm, typer.Option("--format", "-f", help="csv or parquet.")] = FileForm.csv,
    known_at: KnownAtOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Write everything as files: one a table, with a datapackage.json that describes them."""
    from etl.cli.session import open_engine
    from etl.exchange import export_database

    counts: dict[str, int] = {}
    moment = moment_of(known_at)
    export_database(open_engine(), folder, form.value, counts.__setitem__, known_at=moment)
    _tell(counts, f"wrote {folder}", as_json)


def import_folder(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that onrecord export wrote.")],
    as_json: JsonFlag = False,
) -> None:
    """Load an export into a database that holds nothing yet; keys stay the same."""
    from etl.cli.session import open_engine
    from etl.exchange import load_package

    counts: dict[str, int] = {}
    load_package(open_engine(), folder, counts.__setitem__)
    _tell(counts, f"loaded {folder}", as_json)


def _tell(counts: dict[str, int], done: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(counts))
    else:
        typer.echo(f"{done}: {sum(counts.values()):,} rows in {len(counts)} tables")
