"""Run by an interpreter that has dlt: merges a Parquet file into table ``peer.estimate``; prints the seconds."""

from __future__ import annotations

import json
import os
import sys
import time

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt
from pyarrow import parquet


def main(url: str, path: str, folder: str) -> float:
    """Seconds of extraction, normalisation and load in merge mode."""
    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=folder,
        destination=dlt.destinations.postgres(url, create_indexes=False),
        dataset_name="peer",
    )
    rows = dlt.resource(
        parquet.read_table(path), name="estimate", write_disposition="merge", primary_key="analyst_row_key"
    )
    began = time.perf_counter()
    pipeline.run(rows).raise_on_failed_jobs()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps({"seconds": main(*sys.argv[1:])}))
