"""SQL of the loaders: named statements in files under `sql/load/`."""

from __future__ import annotations

import re
from functools import cache

from sqlalchemy import TextClause, text

from etl.assets import asset_folder

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def statement(file: str, name: str) -> TextClause:
    """One statement of `sql/load/<file>.sql`, marked there by a line `-- name: <name>`."""
    parts = _NAME.split((asset_folder("sql") / "load" / f"{file}.sql").read_text(encoding="utf-8"))
    return text(dict(zip(parts[1::2], parts[2::2], strict=True))[name].strip().removesuffix(";"))
