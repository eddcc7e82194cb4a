"""Run by an interpreter that has dlt: merges Parquet files into the tables of schema ``peer``; prints the seconds."""

from __future__ import annotations

import json
import os
import sys
import time

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt
from pyarrow import parquet

#: Tables in the order of their foreign keys, which dlt does not keep among the tables of one run.
KEYS = {"estimate": "analyst_row_key", "estimate_attribution": ["estimate_id", "position"]}


def main(url: str, folder: str, *paths: str) -> float:
    """Seconds of extraction, normalisation and load in merge mode; ``paths`` hold the rows of `KEYS` in turn."""
    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=folder,
        destination=dlt.destinations.postgres(url, create_indexes=False),
        dataset_name="peer",
    )
    tables = [
        dlt.resource(parquet.read_table(path), name=name, write_disposition="merge", primary_key=key)
        for (name, key), path in zip(KEYS.items(), paths, strict=True)
    ]
    began = time.perf_counter()
    for table in tables:
        pipeline.run(table).raise_on_failed_jobs()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps({"seconds": main(*sys.argv[1:])}))
