"""`onrecord view list|show`, `onrecord sql` and `onrecord search`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"
    xlsx = "xlsx"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="table, csv, json, parquet or xlsx.")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to a file; its ending tells the format."),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
KnownAtOption = Annotated[
    str | None,
    typer.Option("--known-at", help="Answer as at a day (to its end, UTC) or a time: what was loaded by then."),
]
LimitOption = Annotated[int | None, typer.Option(min=0, help="At most so many rows.")]
view_app = typer.Typer(help="The saved views: list them, show their rows.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Add `view`, `sql` and `search`."""
    app.add_typer(view_app, name="view")
    app.command("sql")(run_sql)
    app.command()(search)


def moment_of(known_at: str | None) -> str | None:
    """The moment that `--known-at` means, if it was given."""
    from etl.known_at import read_moment

    return read_moment(known_at) if known_at else None


def chosen_format(form: Format, output: Path | None, as_json: bool) -> str:
    """The format that the options ask for."""
    if as_json:
        return Format.json
    ending = output.suffix.removeprefix(".") if output else ""
    return Format(ending) if form is Format.table and ending in Format.__members__ else form


@view_app.command("list")
def list_views(form: FormatOption = Format.table, output: OutputOption = None, as_json: JsonFlag = False) -> None:
    """List the saved views with the question each answers."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import list_views as read_list

    with open_session() as session:
        table = read_list(session)
    print_table(table, chosen_format(form, output, as_json), output)


@view_app.command("show")
def show_view(
    view: Annotated[str, typer.Argument(help="Name of the view.")],
    form: FormatOption = Format.table,
    where: Annotated[str | None, typer.Option(help="SQL condition, such as \"origin = 'NATO'\".")] = None,
    limit: LimitOption = None,
    columns: Annotated[str, typer.Option(help="Columns to show, comma separated.")] = "",
    order: Annotated[str | None, typer.Option(help='SQL order, such as "best DESC".')] = None,
    known_at: KnownAtOption = None,
    output: OutputOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Show the rows of a saved view."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import show_view as read_view

    chosen = [name.strip() for name in columns.split(",") if name.strip()]
    moment = moment_of(known_at)
    with open_session() as session:
        table = read_view(session, view, where=where, limit=limit, columns=chosen, order=order, known_at=moment)
    print_table(table, chosen_format(form, output, as_json), output)


def run_sql(
    query: Annotated[str, typer.Argument(metavar="SELECT", help="One statement; views need no report. before them.")],
    known_at: KnownAtOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Run one SELECT as the analyst: the saved views can be read, nothing can be written, a minute is the limit."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import query_as_analyst

    moment = moment_of(known_at)
    with open_session() as session:
        table = query_as_analyst(session, query, known_at=moment)
    print_table(table, chosen_format(form, output, as_json), output)


def search(
    words: Annotated[list[str], typer.Argument(help='Words as in a web search: troops "Kursk region" -police')],
    limit: Annotated[int, typer.Option(min=1, help="At most so many of each kind.")] = 20,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Find articles, quotes and estimates by their words, and people, places and organizations by name.

    The best come first. Where more than 1,000 articles have the words, the 1,000 that came last are ranked: add words.
    """
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import search as find

    moment = moment_of(known_at)
    with open_session() as session:
        table = find(session, " ".join(words), limit=limit, known_at=moment)
    print_table(table, chosen_format(form, output, as_json), output)
