"""Make a dataset on a saved view and a chart in a running Superset, through its API, and read the chart's data.

Usage: superset.py SUPERSET_URL USER PASSWORD DATABASE_ADDRESS [EXPORT.zip]
The address is that of a BI login (`onrecord db grant bi NAME`). With EXPORT.zip the dashboard's parts are written as an
import for another Superset. Superset must have psycopg2 installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import httpx

VIEW = "topic_estimates"
CHART = "Highest and lowest figure by source"


class Superset:
    """A session of Superset's API."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=120)
        answer = self.post("security/login", {"username": user, "password": password, "provider": "db"})
        self._client.headers["Authorization"] = f"Bearer {answer['access_token']}"

    def post(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post to the API; an error says what Superset says."""
        answer = self._client.post(f"/api/v1/{what}", json=body)
        if answer.is_error:
            raise SystemExit(f"{what}: {answer.status_code} {answer.text[:500]}")
        found: dict[str, Any] = answer.json()
        return found

    def get(self, what: str) -> httpx.Response:
        """Get from the API."""
        return self._client.get(f"/api/v1/{what}").raise_for_status()


def query(dataset: int) -> dict[str, Any]:
    """What the chart asks: the lowest and highest bound of each source of a topic, never a sum."""
    bounds = [("MIN(low)", "lowest"), ("MAX(high)", "highest"), ("COUNT(*)", "mentions")]
    metrics = [{"expressionType": "SQL", "sqlExpression": sql, "label": label} for sql, label in bounds]
    topic = {"col": "topic", "op": "==", "val": "north-korean-troops-in-russia"}
    asked = {"columns": ["origin", "status"], "metrics": metrics, "filters": [topic], "row_limit": 1000}
    return {"datasource": {"id": dataset, "type": "table"}, "queries": [asked], "result_format": "json"}


def main() -> None:
    """Connect, make dataset and chart, read the chart's rows."""
    address, user, password, database_address, *export = sys.argv[1:]
    superset = Superset(address, user, password)
    uri = database_address.replace("postgresql://", "postgresql+psycopg2://")
    database = superset.post("database/", {"database_name": "onrecord", "sqlalchemy_uri": uri})["id"]
    dataset = superset.post("dataset/", {"database": database, "schema": "report", "table_name": VIEW})["id"]
    columns = superset.get(f"dataset/{dataset}").json()["result"]["columns"]
    bare = [column["column_name"] for column in columns if not column["description"]]
    times = [column["column_name"] for column in columns if column["is_dttm"]]
    print(f"dataset {VIEW}: {len(columns)} columns, without a description: {bare or 'none'}; times: {times}")
    chart = {
        "slice_name": CHART, "viz_type": "table", "datasource_id": dataset, "datasource_type": "table",
        "params": json.dumps({"viz_type": "table", "query_mode": "aggregate", "groupby": ["origin", "status"],
                              "metrics": query(dataset)["queries"][0]["metrics"]}),
    }  # fmt: skip
    identity = superset.post("chart/", chart)["id"]
    rows = superset.post("chart/data", query(dataset))["result"][0]["data"]
    print(f"chart {identity}: {len(rows)} rows, the first {rows[0] if rows else None}")
    if export:
        Path(export[0]).write_bytes(superset.get(f"chart/export/?q=!({identity})").content)
        print(f"wrote {export[0]}")
    if not rows:
        raise SystemExit("the chart has no rows")


if __name__ == "__main__":
    main()
