"""Folders that travel with the code: `sql`, `migrations` and `sample`, in a checkout or in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def asset_folder(name: Literal["sql", "migrations", "sample"]) -> Path:
    """The folder ``name``: `etl/_bundled/<name>` of an installed wheel, else the checkout's own.

    Raises:
        FileNotFoundError: the installation is damaged; names both places.
    """
    bundled, checkout = _PACKAGE / "_bundled" / name, _PACKAGE.parent / name
    if bundled.is_dir():
        return bundled
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"{name}: neither {bundled} nor {checkout} exists; install onrecord again")
