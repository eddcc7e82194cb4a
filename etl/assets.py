"""Folders that travel with the program: saved views, migrations, the sample."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def asset_folder(name: Literal["sql", "migrations", "sample"]) -> Path:
    """The folder inside an installed wheel (`etl/_bundled/<name>`), else the checkout's."""
    package = Path(__file__).parent
    bundled = package / "_bundled" / name
    return bundled if bundled.is_dir() else package.parent / name
