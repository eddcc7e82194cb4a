"""`onrecord view list|show`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="table, csv or json.")]
JsonFlag = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
view_app = typer.Typer(help="The saved views: list them, show their rows.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Add `view`."""
    app.add_typer(view_app, name="view")


@view_app.command("list")
def list_views(form: FormatOption = Format.table, as_json: JsonFlag = False) -> None:
    """List the saved views with the question each answers."""
    from etl.cli.output import print_table
    from etl.cli.session import open_engine
    from etl.reading import list_views as read_list

    print_table(read_list(open_engine()), "json" if as_json else form)


@view_app.command("show")
def show_view(
    view: Annotated[str, typer.Argument(help="Name of the view.")],
    form: FormatOption = Format.table,
    where: Annotated[str | None, typer.Option(help="SQL condition, such as \"origin = 'NATO'\".")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many rows.")] = None,
    columns: Annotated[str, typer.Option(help="Columns to show, comma separated.")] = "",
    order: Annotated[str | None, typer.Option(help='SQL order, such as "best DESC".')] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show the rows of a saved view."""
    from etl.cli.output import print_table
    from etl.cli.session import open_engine
    from etl.reading import show_view as read_view

    chosen = [name.strip() for name in columns.split(",") if name.strip()]
    table = read_view(open_engine(), view, where=where, limit=limit, columns=chosen, order=order)
    print_table(table, "json" if as_json else form)
