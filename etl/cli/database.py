"""`onrecord db start|stop|status|url|upgrade|check|grant|shell`."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Role(StrEnum):
    """What a login may do."""

    owner = "owner"
    loader = "loader"
    analyst = "analyst"
    bi = "bi"


app = typer.Typer(
    help="The database server: the embedded one, or the one ONRECORD_DATABASE_URL names.", no_args_is_help=True
)


@app.command()
def start() -> None:
    """Start the embedded server; commands that need it do so by themselves."""
    from etl.cluster import ensure_server, server_status
    from etl.settings import read_settings

    settings = read_settings()
    ensure_server(settings)
    status = server_status(settings)
    typer.echo(f"PostgreSQL {status.major} is running at {status.host}:{status.port}, database {status.database}")


@app.command()
def stop() -> None:
    """Stop the embedded server; the data stays."""
    from etl.cluster import stop_server
    from etl.settings import read_settings

    typer.echo("stopped" if stop_server(read_settings()) else "it was not running")


@app.command()
def status(as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False) -> None:
    """Tell whether the server runs, where, and where its data lie; starts nothing."""
    from etl.cluster import server_status
    from etl.settings import read_settings

    found = server_status(read_settings())
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str))
        return
    for name, value in asdict(found).items():
        if value is not None:
            typer.echo(f"{name.replace('_', ' ')}: {value}")


@app.command()
def url() -> None:
    """Print the address for BI tools and psql, password included."""
    from etl.cluster import ensure_server, plain_url
    from etl.settings import read_settings

    typer.echo(plain_url(ensure_server(read_settings())))


@app.command()
def upgrade() -> None:
    """Bring tables, saved views, vocabulary and knowledge base to this version's."""
    from etl.cluster import ensure_server
    from etl.database import open_database
    from etl.schema import upgrade as upgrade_schema
    from etl.settings import read_settings

    # Opening also builds what a backfill that was killed left to build, and upgrades.
    address = ensure_server(read_settings())
    open_database(address)
    upgrade_schema(address)
    typer.echo("the database is at this version's schema")


@app.command()
def check(
    recount: Annotated[bool, typer.Option("--recount", help="Tell the kept counts anew, whatever they are.")] = False,
) -> None:
    """Compare the database's tables with this version's models, and its kept counts with what they count.

    Prints the differences, and ends with 1 where there are any.
    """
    from etl.cluster import ensure_server
    from etl.jobs.backfill import count_left
    from etl.jobs.counts import differing_counts
    from etl.jobs.counts import recount as count_anew
    from etl.schema import check as compare
    from etl.schema import ensure_schema
    from etl.settings import read_settings

    address = ensure_server(read_settings())
    ensure_schema(address)
    differences = compare(address)
    if left := count_left(address):
        typer.echo(f"{left} indexes and keys are set aside by a backfill: where none is at work, `onrecord db upgrade`"
                   " builds them")  # fmt: skip
    typer.echo("\n".join(differences) if differences else "models and migrations agree")
    if recount:
        count_anew(address)
    if differing := differing_counts(address):
        typer.echo(f"{differing:,} rows of counted_mention are not what they should be: were triggers switched off?"
                   " `onrecord db check --recount` tells them anew")  # fmt: skip
    if differences or differing:
        raise typer.Exit(1)


@app.command()
def partition() -> None:
    """Divide the largest tables by the year in which their articles were read; run again in a new year."""
    from etl.cli.session import open_engine
    from etl.partitions import partition_by_year

    for table, partitions in partition_by_year(open_engine()).items():
        typer.echo(f"{table}: {', '.join(partitions)}")


@app.command()
def grant(
    role: Annotated[Role, typer.Argument(help="owner, loader, analyst or bi.")],
    login: Annotated[str, typer.Argument(help="The login to grant it to; created where it is not there.")],
    ask_password: Annotated[bool, typer.Option("--password", help="Ask for the login's password.")] = False,
) -> None:
    """Let a login own, load, or only read: an analyst, or a BI tool with a limit of connections."""
    from etl.cli.session import open_engine
    from etl.rights import grant_role

    password = typer.prompt("Password", hide_input=True, err=True) if ask_password else None
    engine = open_engine()
    with engine.begin() as connection:
        made = grant_role(connection, role.value, login, password)
    url = engine.url.set(drivername="postgresql", username=login, password=made or "PASSWORD")
    typer.echo(f"{login} is {role.value} of database {engine.url.database}")
    typer.echo(f"It connects to {url.render_as_string(hide_password=False)}")
    if made:
        typer.echo("The password is shown this once.")


@app.command()
def shell() -> None:
    """Open psql on the database."""
    from etl.cluster import psql_command
    from etl.settings import read_settings

    command = psql_command(read_settings())
    raise typer.Exit(subprocess.call(command.argv, env=os.environ | command.environment))  # noqa: S603  (our own argv)


@app.command()
def backup(path: Annotated[Path, typer.Argument(help="File to write.")]) -> None:
    """Write the whole database to a file, from which `onrecord db restore` fills another."""
    from etl.jobs.backup import back_up
    from etl.settings import read_settings

    typer.echo(f"{path}: {back_up(read_settings(), path):,} bytes")


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="File of `onrecord db backup`.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what is there.")] = False,
) -> None:
    """Fill this database from a backup, of this or another home."""
    from etl.jobs.backup import restore as fill
    from etl.settings import read_settings

    typer.echo(f"restored {fill(read_settings(), path, replace=replace):,} articles")
