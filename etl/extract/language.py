"""The packaged English model. Loaded once a process, and set up to read quickly; it finds the same."""

from __future__ import annotations

import ctypes
import importlib
import sys
from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps

from etl.extract import NUMPY_HAS_ONE_THREAD
from etl.extract.attributes import look_up_attributes
from etl.extract.model import find_model

#: `mallopt`'s options by number, and the most that may be set for the second.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT_BYTES = 32 << 20
#: Libraries for matrices that numpy may be built with, quicker than spaCy's own kernels, which know fewer processors:
#: three times as quick where there is AVX-512.
_QUICK_LIBRARIES = ("openblas", "mkl", "accelerate")


@cache
def load_language() -> Language:
    """Return the English pipeline.

    Raises:
        ModuleNotFoundError: no model package is installed.
    """
    _keep_freed_memory()
    language = load_model()
    look_up_attributes(language)
    if NUMPY_HAS_ONE_THREAD and _numpy_is_quick():
        _multiply_by_numpy(language)
    return language


def load_model() -> Language:
    """The pipeline as its package has it: what ours is compared with."""
    return importlib.import_module(find_model().name).load()  # type: ignore[no-any-return]


def _keep_freed_memory() -> None:
    """Let the C library keep what matrices leave for the next ones, where it is GNU's, instead of returning it.

    A fifth of the time, and a third in Dask's workers, which are told to return all, goes into pages asked for anew.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if set_option:
        set_option(_TRIM_THRESHOLD, _KEPT_BYTES)
        set_option(_MMAP_THRESHOLD, _KEPT_BYTES)


def _numpy_is_quick() -> bool:
    built: Any = np.show_config(mode="dicts")
    library = str(built.get("Build Dependencies", {}).get("blas", {}).get("name", ""))
    return any(name in library.lower() for name in _QUICK_LIBRARIES)


def _multiply_by_numpy(language: Language) -> None:
    ops = NumpyOps(use_blis=False)
    for _, component in language.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model else ():
            if type(layer.ops) is NumpyOps:  # a platform's or a card's own are quicker still
                layer.ops = ops
