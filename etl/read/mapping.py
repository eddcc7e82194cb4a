"""Mapping files: which column of a foreign table holds which of our fields."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from etl.errors import UsageError


def read_mapping(path: Path, fields: Collection[str]) -> dict[str, str]:
    """Our field -> their column, from a TOML file with a table ``[columns]``.

    Raises:
        UsageError: no such file, no TOML, or a field that we do not have; names it.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    columns = content.get("columns")
    if not isinstance(columns, dict):
        raise UsageError(f'{path}: a table [columns] is missing, with lines such as: text = "Body"')
    return check_columns(columns, fields, str(path))


def check_columns(columns: Mapping[str, Any], fields: Collection[str], place: str) -> dict[str, str]:
    """The mapping, once every name in it is known.

    Raises:
        UsageError: a field we do not have, or a column that is no text.
    """
    for field, column in columns.items():
        if field not in fields:
            raise UsageError(f"{place}: there is no field {field!r}; the fields are {', '.join(sorted(fields))}")
        if not isinstance(column, str) or not column:
            raise UsageError(f"{place}: the column for {field} must be a name in quotation marks")
    return dict(columns)
