"""Text to records, pure: same text and published date in, same annotation out."""

import os
import sys

_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
#: Whether numpy computes in one thread, as processes side by side should: it reads the limits once, as it is imported.
NUMPY_HAS_ONE_THREAD = "numpy" not in sys.modules or all(os.environ.get(limit) == "1" for limit in _LIMITS)
for _limit in _LIMITS:
    os.environ.setdefault(_limit, "1")
