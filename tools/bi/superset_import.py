"""Make the file that Superset imports: connection, datasets, charts and a dashboard from `deploy/superset`.

Usage: superset_import.py pack ADDRESS [FILE]   ADDRESS as `onrecord db grant bi NAME` prints it, its password stays out
       superset_import.py columns               write the datasets' columns again, from the comments in the database
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

from sqlalchemy import Connection, make_url, text

from etl.cluster import ensure_server
from etl.database import open_database
from etl.settings import read_settings

ASSETS = Path(__file__).resolve().parents[2] / "deploy" / "superset"
DATASETS = ASSETS / "datasets" / "onrecord"
METADATA = ASSETS / "metadata.yaml"
DATABASE = ASSETS / "databases" / "onrecord.yaml"
PLACEHOLDER = "postgresql+psycopg2://USER:XXXXXXXXXX@HOST:PORT/DATABASE"
#: What Superset takes for a password that it is to ask for.
MASK = "XXXXXXXXXX"
FILE = Path("build") / "onrecord-superset.zip"
HEADING = "columns:\n"
COLUMNS = """
    SELECT attname, upper(format_type(atttypid, atttypmod)) AS type, col_description(attrelid, attnum) AS comment
    FROM pg_attribute WHERE attrelid = to_regclass('report.' || :view) AND attnum > 0 ORDER BY attnum
"""


def pack(address: str, target: Path, kind: str = "Dashboard") -> None:
    """Zip the assets with the address of a database in the place of the placeholder.

    A ``Dashboard`` is what Superset's pages import; it leaves charts and datasets that are there as they are.
    ``assets``, for the API alone, puts these in their place.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(ASSETS.rglob("*.yaml")):
            written = path.read_text(encoding="utf-8")
            if path == DATABASE:
                written = written.replace(PLACEHOLDER, masked(address))
            if path == METADATA:
                written = written.replace("type: Dashboard", f"type: {kind}")
            # A zip's default day: the same files give the same bytes.
            archive.writestr(zipfile.ZipInfo(f"onrecord/{path.relative_to(ASSETS).as_posix()}"), written)


def masked(address: str) -> str:
    """The address as Superset keeps it: with its driver, without the password."""
    url = make_url(address).set(drivername="postgresql+psycopg2", password=MASK)
    return url.render_as_string(hide_password=False)


def with_columns(dataset: str, connection: Connection, view: str) -> str:
    """A dataset's file with the columns that its view has, comments as descriptions; calculated ones stay."""
    head, _, columns = dataset.partition(HEADING)
    calculated = [line for line in columns.splitlines(keepends=True) if '"expression"' in line]
    rows = connection.execute(text(COLUMNS), {"view": view})
    lines = [
        {
            "column_name": row.attname,
            "type": row.type,
            "is_dttm": row.type == "DATE" or row.type.startswith("TIMESTAMP"),
            "is_active": True,
            "groupby": True,
            "filterable": True,
            "description": row.comment,
        }
        for row in rows
    ]
    return head + HEADING + "".join([*(f"- {json.dumps(line, ensure_ascii=False)}\n" for line in lines), *calculated])


def write_columns() -> None:
    """Bring all datasets to what the database says."""
    with open_database(ensure_server(read_settings())).connect() as connection:
        for path in sorted(DATASETS.glob("*.yaml")):
            path.write_text(with_columns(path.read_text(encoding="utf-8"), connection, path.stem), encoding="utf-8")


def main() -> None:
    """Do what the arguments ask."""
    match sys.argv[1:]:
        case ["pack", address, *rest] if address.startswith("postgresql://") and len(rest) < 2:
            target = Path(rest[0]) if rest else FILE
            pack(address, target)
            print(f"{target}: in Superset, Dashboards > Import dashboards; it asks for the login's password")
        case ["columns"]:
            write_columns()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
