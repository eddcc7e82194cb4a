"""Import the dashboard of `deploy/superset` into a running Superset, and read back what each of its charts shows.

Usage: superset.py SUPERSET_URL USER PASSWORD DATABASE_ADDRESS
The address is that of a BI login (`onrecord db grant bi NAME`). Superset must have psycopg2 installed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from superset_import import pack

DASHBOARD = "onrecord"
TOPIC = {"col": "topic", "op": "==", "val": "north-korean-troops-in-russia"}


class Superset:
    """A session of Superset's API."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=120)
        answer = self.post("security/login", json={"username": user, "password": password, "provider": "db"})
        self._client.headers["Authorization"] = f"Bearer {answer['access_token']}"

    def post(self, what: str, **body: Any) -> dict[str, Any]:
        """Post to the API; an error says what Superset says."""
        return self._answer(self._client.post(f"/api/v1/{what}", **body))

    def get(self, what: str) -> dict[str, Any]:
        """Get from the API."""
        return self._answer(self._client.get(f"/api/v1/{what}"))

    @staticmethod
    def _answer(answer: httpx.Response) -> dict[str, Any]:
        if answer.is_error:
            raise SystemExit(f"{answer.url.path}: {answer.status_code} {answer.text[:800]}")
        found: dict[str, Any] = answer.json()
        return found


def import_dashboard(superset: Superset, database_address: str) -> None:
    """What Dashboards > Import dashboards does: the file, and the password that it does not hold.

    Where an earlier import is there, its charts and datasets are renewed too, which those pages do not do.
    """
    passwords = json.dumps({"databases/onrecord.yaml": urlsplit(database_address).password or ""})
    is_there = any(found["slug"] == DASHBOARD for found in superset.get("dashboard/")["result"])
    kind, field = ("assets", "bundle") if is_there else ("Dashboard", "formData")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord-superset.zip"
        pack(database_address, path, kind)
        content = (path.name, path.read_bytes(), "application/zip")
    superset.post(f"{kind.lower()}/import/", files={field: content}, data={"passwords": passwords})


def query_of(form: dict[str, Any], has_topic: bool) -> dict[str, Any]:
    """What a chart asks, made from what is saved of it as Superset's pages do."""
    raw = form.get("query_mode") == "raw"
    columns = form["all_columns"] if raw else [*filter(None, [form.get("x_axis")]), *form.get("groupby", [])]
    conditions = [f"({filtered['sqlExpression']})" for filtered in form["adhoc_filters"]]
    return {
        "columns": columns,
        "metrics": None if raw else form["metrics"],
        "filters": [TOPIC] if has_topic else [],
        "extras": {"where": " AND ".join(conditions)},
        "row_limit": form["row_limit"],
    }


def main() -> None:
    """Import, then read the rows of each chart; a chart without rows is a failure."""
    address, user, password, database_address = sys.argv[1:]
    superset = Superset(address, user, password)
    import_dashboard(superset, database_address)
    empty = []
    for chart in superset.get(f"dashboard/{DASHBOARD}/charts")["result"]:
        form = chart["form_data"]
        dataset = int(str(form["datasource"]).partition("__")[0])
        columns = {column["column_name"] for column in superset.get(f"dataset/{dataset}")["result"]["columns"]}
        asked = query_of(form, "topic" in columns)
        body = {"datasource": {"id": dataset, "type": "table"}, "queries": [asked], "result_format": "json"}
        rows = superset.post("chart/data", json=body)["result"][0]["data"]
        print(f"{chart['slice_name']}: {len(rows)} rows, the first {rows[0] if rows else None}")
        empty += [] if rows else [chart["slice_name"]]
    if empty:
        raise SystemExit(f"without rows: {empty}")


if __name__ == "__main__":
    main()
