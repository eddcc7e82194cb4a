"""`onrecord entity search|show|merge|split|alias` and `onrecord load entities`."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Annotated

import typer

from etl.cli.loading import load_app

entity_app = typer.Typer(help="Who is who: find, merge, split and name entities.", no_args_is_help=True)
Reference = Annotated[str, typer.Argument(help="Key, id, name or alias of the entity.")]
Author = Annotated[str | None, typer.Option(help="Who decides; default: the account that runs the command.")]
Reason = Annotated[str, typer.Option(help="Why; kept with the decision.")]
JsonFlag = Annotated[bool, typer.Option("--json", help="Report as JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Add `entity`, and `load entities`."""
    app.add_typer(entity_app, name="entity")
    load_app.command("entities")(load_entities)


def load_entities(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=".csv or .jsonl files of entities.")],
    as_json: JsonFlag = False,
) -> None:
    """Load entities with aliases and dated relations; they win over the shipped knowledge base."""
    from etl.cli.session import open_engine
    from etl.jobs.entities import load_entities as load_entity_files

    entities, merged = load_entity_files(open_engine(), files)
    if as_json:
        typer.echo(json.dumps({"entities": entities, "merged": merged}))
    else:
        typer.echo(f"{entities:,} entities taken; {merged:,} extracted ones bear their names and count as them")


def author_or_account(author: str | None) -> str:
    """Who decides: as given, else the account."""
    return author or getpass.getuser()


@entity_app.command("search")
def search(
    words: Annotated[list[str], typer.Argument(help="Part of a name.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many rows.")] = 20,
    as_json: JsonFlag = False,
) -> None:
    """Find entities by part of a name."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import show_view

    wanted = " ".join(words).replace("'", "''").replace("%", r"\%")
    matching = f"names ILIKE '%{wanted}%'"
    with open_session() as session:
        table = show_view(session, "entities", where=matching, limit=limit, order="count_mentions DESC, entity")
    print_table(table, "json" if as_json else "table")


@entity_app.command("show")
def show(reference: Reference, as_json: JsonFlag = False) -> None:
    """Show an entity: its wordings in the articles, its relations, its merges."""
    from etl.cli.output import print_table
    from etl.cli.session import open_session
    from etl.reading import canonical_key, show_view

    levels = ["level", "level_name", "valid_from", "valid_to", "distance"]
    with open_session() as session:
        key = canonical_key(session, reference).replace("'", "''")
        its_own = f"entity_key = '{key}'"
        merges = f"'{key}' IN (entity_key, into_entity_key)"
        parts = {
            "entity": show_view(session, "entities", where=its_own),
            "wordings": show_view(session, "entity_aliases", where=its_own, order="count_mentions DESC, surface"),
            "belongs_to": show_view(
                session, "entity_rollup", where=its_own, order="distance, level_name, valid_from", columns=levels
            ),
            "merges": show_view(session, "entity_merges", where=merges, order="merged_at"),
        }
    if as_json:
        from etl.cli.output import plain

        rows = {n: [dict(zip(t.columns, map(plain, r), strict=True)) for r in t.rows] for n, t in parts.items()}
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for name, table in parts.items():
        if table.rows:
            typer.echo(f"\n{name.replace('_', ' ')}")
            print_table(table, "table")


@entity_app.command("merge")
def merge(
    reference: Reference,
    into: Annotated[str, typer.Argument(help="Key, id, name or alias of the entity it is.")],
    reason: Reason,
    author: Author = None,
    as_json: JsonFlag = False,
) -> None:
    """Let one entity count as another; every view reads through it, no fact is rewritten."""
    from etl.cli.session import open_engine
    from etl.jobs.entities import merge as merge_entities

    entity, target = merge_entities(open_engine(), reference, into, author_or_account(author), reason)
    if as_json:
        typer.echo(json.dumps({"entity_key": entity.key, "into_entity_key": target.key}))
    else:
        typer.echo(f"{entity.key} counts as {target.key} now; `onrecord entity split {entity.key}` undoes it")


@entity_app.command("split")
def split(reference: Reference, reason: Reason, author: Author = None, as_json: JsonFlag = False) -> None:
    """Undo an entity's merge: everything is what it was before."""
    from etl.cli.session import open_engine
    from etl.jobs.entities import split as split_entity

    entity = split_entity(open_engine(), reference, author_or_account(author), reason)
    typer.echo(json.dumps({"entity_key": entity.key}) if as_json else f"{entity.key} stands by itself again")


@entity_app.command("alias")
def alias(
    reference: Reference,
    wording: Annotated[str, typer.Argument(help="The wording that stands for it in every article.")],
    kind: Annotated[str, typer.Option(help="name, acronym, metonym, role or demonym.")] = "name",
    language: Annotated[str | None, typer.Option(help="Language or spelling tradition.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Add a wording that stands for an entity."""
    from etl.cli.session import open_engine
    from etl.errors import UsageError
    from etl.jobs.entities import add_alias

    kinds = ("name", "acronym", "metonym", "role", "demonym")
    if kind not in kinds:
        raise UsageError(f"--kind {kind!r}: one of {', '.join(kinds)} is meant; a surname belongs to one article")
    entity, added = add_alias(open_engine(), reference, wording, kind, language)
    if as_json:
        typer.echo(json.dumps({"entity_key": entity.key, "alias": wording, "added": added}))
    else:
        typer.echo(f"{wording!r} {'stands' if added else 'stood already'} for {entity.key}")
