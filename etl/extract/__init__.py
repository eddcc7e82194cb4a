"""Text to records, pure: same text and published date in, same annotation out."""

import os
import sys

_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
#: Whether numpy's library computes in one thread, as processes side by side should: it reads its limit, or the general
#: one, once, as it is imported.
NUMPY_HAS_ONE_THREAD = "numpy" not in sys.modules or all(
    os.environ.get(limit, os.environ.get("OMP_NUM_THREADS")) == "1"
    for limit in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
)
for _limit in _LIMITS:
    os.environ.setdefault(_limit, "1")
