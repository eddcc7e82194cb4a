"""`onrecord forget`."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from etl.cli.resolving import author_or_account


def add_commands(app: typer.Typer) -> None:
    """Add `forget`."""
    app.command()(forget)


def forget(
    references: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Key, address or id of the article, or hash of its text.")
    ],
    reason: Annotated[str, typer.Option(help="Why; kept in place of the article.")] = "",
    author: Annotated[str | None, typer.Option(help="Who has it erased; default: the account.")] = None,
    copies: Annotated[bool, typer.Option("--copies", help="Also other articles that carry the same text.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Erase an article for good: all its texts and whatever carries their words. Its key, hashes and the reason stay.

    No later load brings it back. Backups and exports made before still hold it; docs/operations.md says what to do.
    """
    from etl.cli.session import open_engine
    from etl.errors import UsageError
    from etl.jobs.forgetting import choose_articles, forget_articles

    if not reason.strip():
        raise UsageError("say why: --reason is kept in place of the article")
    engine = open_engine()
    chosen = choose_articles(engine, references, copies=copies)
    for article in chosen.articles:
        typer.echo(f"{article.key}  {article.title or ''}".rstrip(), err=as_json)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nobody is there to confirm: add --yes")
        typer.confirm(f"Erase {_articles(len(chosen.articles))}? It cannot be undone.", abort=True, err=True)
    forget_articles(engine, chosen.articles, author_or_account(author), reason)
    if as_json:
        told = {"forgotten": [article.key for article in chosen.articles], "same_text": list(chosen.copies)}
        typer.echo(json.dumps(told))
        return
    typer.echo(f"forgotten: {_articles(len(chosen.articles))}")
    for key in chosen.copies:
        typer.echo(f"the same text is still here as {key} (--copies, or forget that too)", err=True)


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
