"""SQL of the loaders: named statements in files under `sql/load/`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from etl.assets import asset_folder

if TYPE_CHECKING:
    from sqlalchemy import TextClause

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def statement(file: str, name: str, **identifiers: str) -> TextClause:
    """One statement of `sql/load/<file>.sql`, marked there by a line `-- name: <name>`.

    ``identifiers`` are put in the place of words of the statement: the table that it is about where there are several.
    """
    from sqlalchemy import text  # noqa: PLC0415  (slow to import, and reading takes the SQL alone)

    sql = statement_sql(file, name)
    for word, identifier in identifiers.items():
        sql = re.sub(rf"\b{word}\b", identifier, sql)
    return text(sql)


@cache
def statement_sql(file: str, name: str) -> str:
    """The SQL of `statement`."""
    parts = _NAME.split((asset_folder("sql") / "load" / f"{file}.sql").read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))[name].strip().removesuffix(";")
