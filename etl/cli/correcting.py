"""`onrecord correct` and `onrecord review export|import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from etl.cli.resolving import author_or_account

review_app = typer.Typer(help="Correct many rows in a spreadsheet.", no_args_is_help=True)
Author = Annotated[str | None, typer.Option(help="Who says so; default: the account that runs the command.")]
JsonFlag = Annotated[bool, typer.Option("--json", help="Report as JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Add `correct` and `review`."""
    app.command()(correct)
    app.add_typer(review_app, name="review")


def correct(
    row: Annotated[str, typer.Argument(metavar="ROW", help="row_key or estimate_id of the row (view `review`).")] = "",
    low: Annotated[str | None, typer.Option(help="Lowest value; 'none' for no such bound.")] = None,
    best: Annotated[str | None, typer.Option(help="Best value; 'none' for no such bound.")] = None,
    high: Annotated[str | None, typer.Option(help="Highest value; 'none' for no such bound.")] = None,
    value: Annotated[str | None, typer.Option(help="The exact number: low, best and high at once.")] = None,
    measure: Annotated[str | None, typer.Option(help="What is counted.")] = None,
    source: Annotated[str | None, typer.Option(help="Whose claim it is: key, id, name or alias of an entity.")] = None,
    span: Annotated[str | None, typer.Option(help="Characters of qualifier and number, START-END.")] = None,
    not_an_estimate: Annotated[bool, typer.Option("--not-an-estimate", help="The row is no estimate.")] = False,
    same_claim_as: Annotated[str | None, typer.Option(help="row_key or estimate_id that tells the same claim.")] = None,
    withdraw: Annotated[int | None, typer.Option(help="Take back the correction with this number.")] = None,
    reason: Annotated[str, typer.Option(help="Why; kept with the correction.")] = "",
    author: Author = None,
    as_json: JsonFlag = False,
) -> None:
    """Correct an extracted row: it is shown corrected, beside what was extracted, in this reading and later ones."""
    from etl.cli.session import open_engine
    from etl.errors import UsageError
    from etl.jobs import corrections

    if withdraw is not None:
        corrections.withdraw(open_engine(), withdraw, author_or_account(author))
        typer.echo(json.dumps({"withdrawn": withdraw}) if as_json else f"correction {withdraw} is withdrawn")
        return
    given = {
        "low": low or value, "best": best or value, "high": high or value, "measure": measure, "source": source,
        "span": span, "same_claim_as": same_claim_as, "is_estimate": "false" if not_an_estimate else None,
    }  # fmt: skip
    changes = {name: None if text == "none" else text for name, text in given.items() if text is not None}
    if not row or not changes or not reason:
        raise UsageError("say which ROW, what it should hold (--best 500, --not-an-estimate, ...) and --reason why")
    row_key, made = corrections.correct(open_engine(), row, changes, author_or_account(author), reason)
    if as_json:
        typer.echo(json.dumps({"row_key": row_key, "corrections": made}))
    else:
        numbers = ", ".join(map(str, made))
        typer.echo(
            f"corrected {', '.join(changes)} (correction {numbers}; `onrecord correct --withdraw N` takes it back)"
        )


@review_app.command("export")
def export(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.")],
    where: Annotated[str | None, typer.Option(help="SQL condition on view `review`.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many rows.")] = None,
) -> None:
    """Write rows to a spreadsheet in which they can be corrected; `review import` reads it back."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.errors import UsageError
    from etl.reading import show_view

    form = output.suffix.lower()
    if form not in {".csv", ".xlsx"}:
        raise UsageError(f"{output}: a review is a .csv or an .xlsx file")
    with open_session() as session:
        table = show_view(session, "review", where=where, limit=limit, order="article_key, row_key")
    print_table(table, form.removeprefix("."), output)
    typer.echo(f"wrote {len(table.rows):,} rows to {output}")


@review_app.command("import")
def import_sheet(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="The .csv or .xlsx file, corrected.")],
    reason: Annotated[str, typer.Option(help="Why, for rows whose column `reason` says nothing.")] = "review",
    author: Author = None,
    as_json: JsonFlag = False,
) -> None:
    """Take the corrections of a spreadsheet: what differs from the rows as they stand."""
    from etl.cli.session import open_engine
    from etl.jobs.corrections import import_review
    from etl.read.review import read_review

    rows = list(read_review(sheet))
    report = import_review(open_engine(), rows, author_or_account(author), reason)
    if as_json:
        counts = {"changed": report.changed, "unchanged": report.unchanged, "corrections": report.corrections}
        typer.echo(json.dumps({**counts, "rejected": [{"line": n, "reason": why} for n, why in report.rejected]}))
    else:
        typer.echo(
            f"{report.changed:,} rows corrected, {report.unchanged:,} unchanged, {len(report.rejected):,} rejected"
        )
        for line, why in report.rejected:
            typer.echo(f"rejected: {sheet}:{line}: {why}", err=True)
    if report.rejected:
        raise typer.Exit(3)
