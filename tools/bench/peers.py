"""What a user would write instead of `load estimates`: the same rows into the same tables, with other tools."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from etl.cluster import plain_url
from models.estimate import Estimate, EstimateAttribution

CONSTANT = {
    "row_version": 1, "source_file": "peer.parquet", "kind": "numeric", "polarity": "asserted", "time_kind": "instant",
    "is_change": False, "attribution": "explicit", "as_of_precision": "unknown", "as_of_basis": "unknown",
    "said_precision": "day", "said_basis": "stated", "confidence": 1,
}  # fmt: skip
DLT_SCRIPT = Path(__file__).with_name("dlt_merge.py")
#: In the order in which the script takes them.
DLT_TABLES = ("estimate", "estimate_attribution")


def resolved(connection: Connection, path: Path) -> pd.DataFrame:
    """The file's rows as rows of table ``estimate``, references looked up with one query a kind."""
    frame = pd.read_parquet(path)
    entities = pd.read_sql(text("SELECT name, min(entity_id) AS id FROM entity GROUP BY name"), connection)
    ids = entities.set_index("name")["id"]
    versions = pd.read_sql(
        text("SELECT article_key, article_version_id AS id FROM article JOIN article_version USING (article_id)"),
        connection,
    ).set_index("article_key")["id"]
    batch = connection.scalar(
        text("INSERT INTO batch (command, source, onrecord_version) VALUES ('peer', '', '') RETURNING batch_id")
    )
    connection.commit()
    return pd.DataFrame(
        {
            "analyst_row_key": "id:" + frame["id"], "row_sha256": frame["id"], "source_line": range(len(frame)),
            "batch_id": batch, "article_version_id": frame["article"].map(versions), "best": frame["best"],
            "measure": frame["measure"], "status": frame["status"], "population": frame["population"],
            "population_entity_id": frame["population"].map(ids), "unit": frame["unit"],
            "origin_entity_id": frame["source"].map(ids), "said_from": frame["said_on"], "said_to": frame["said_on"],
        }
    ).assign(**CONSTANT)  # fmt: skip


def _chain(connection: Connection) -> pd.DataFrame:
    """The first step of each row's attribution chain."""
    query = select(Estimate.estimate_id, Estimate.origin_entity_id.label("entity_id"))
    return pd.read_sql(query, connection).assign(position=0, role="origin")


def fill_with_pandas(url: str, path: Path) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        resolved(connection, path).to_sql("estimate", connection, if_exists="append", index=False, chunksize=10_000)
        _chain(connection).to_sql("estimate_attribution", connection, if_exists="append", index=False, chunksize=10_000)
        connection.commit()
    engine.dispose()


def fill_with_core(url: str, path: Path) -> None:
    """INSERT ... ON CONFLICT DO UPDATE, so that it may run twice."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows: Any = resolved(connection, path).to_dict("records")
        statement = insert(Estimate.__table__)
        kept = {name: statement.excluded[name] for name in ("best", "measure", "status", "origin_entity_id")}
        keys = ["analyst_row_key", "row_version"]
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=kept), rows)
        chain: Any = _chain(connection).to_dict("records")
        step = insert(EstimateAttribution.__table__)
        connection.execute(
            step.on_conflict_do_update(
                index_elements=["estimate_id", "position"], set_={"entity_id": step.excluded.entity_id}
            ),
            chain,
        )
        connection.commit()
    engine.dispose()


def fill_with_orm(url: str, path: Path) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows: Any = resolved(connection, path).to_dict("records")
    with Session(engine) as session:
        estimates = [Estimate(**row) for row in rows]
        session.add_all(estimates)
        session.flush()
        session.add_all(
            EstimateAttribution(estimate_id=one.estimate_id, position=0, role="origin", entity_id=one.origin_entity_id)
            for one in estimates
        )
        session.commit()
    engine.dispose()


def fill_with_copy(url: str, path: Path) -> None:
    """Client-side COPY: no check, no second run."""
    engine = create_engine(url)
    with engine.connect() as connection:
        _copy_frame(url, "estimate", resolved(connection, path))
        _copy_frame(url, "estimate_attribution", _chain(connection))
    engine.dispose()


def _copy_frame(url: str, table: str, frame: pd.DataFrame) -> None:
    buffer = io.StringIO()
    frame.to_csv(buffer, index=False, header=False, quoting=csv.QUOTE_MINIMAL)
    with psycopg.connect(plain_url(url)) as session:
        names = ", ".join(frame.columns)
        with session.cursor().copy(f"COPY {table} ({names}) FROM STDIN (FORMAT CSV)".encode()) as copy:
            copy.write(buffer.getvalue())


PEERS: Mapping[str, Callable[[str, Path], None]] = {
    "psycopg COPY by hand": fill_with_copy,
    "pandas.to_sql, keys resolved": fill_with_pandas,
    "SQLAlchemy Core, ON CONFLICT": fill_with_core,
    "SQLAlchemy ORM, add_all": fill_with_orm,
}


def dlt_seconds(url: str, path: Path, python: Path) -> float:
    """Seconds in which dlt (installed for another interpreter) merges the rows into tables like ours.

    dlt wants tables of its own making or a schema of its own, so they are made again there, with all keys and checks.
    """
    engine = create_engine(url)
    with engine.connect() as connection:
        frame = resolved(connection, path)
    engine.dispose()
    frame = frame.assign(estimate_id=range(1, len(frame) + 1))
    chain = frame[["estimate_id"]].assign(position=0, role="origin", entity_id=frame["origin_entity_id"])
    files = [path.with_name(f"{name}.parquet") for name in DLT_TABLES]
    for rows, file in zip((frame, chain), files, strict=True):
        rows.to_parquet(file)
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        _make_like(session, "peer", DLT_TABLES)
    done = subprocess.run(
        [python, DLT_SCRIPT, plain_url(url), path.with_name("dlt"), *files],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"dlt: {done.stderr[-2000:]}")
    with psycopg.connect(plain_url(url)) as session:
        for name in DLT_TABLES:
            found = session.execute(f"SELECT count(*) FROM peer.{name}".encode()).fetchone()
            if found != (len(frame),):
                raise RuntimeError(f"dlt filled {found} rows of {name}, not {len(frame)}")
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def _make_like(session: psycopg.Connection, schema: str, tables: Sequence[str]) -> None:
    """Tables like ours in a schema: columns, checks, indexes, and foreign keys that lead to each other there."""
    session.execute(f"CREATE SCHEMA {schema}".encode())
    for table in tables:
        session.execute(f"CREATE TABLE {schema}.{table} (LIKE {table} INCLUDING ALL EXCLUDING IDENTITY)".encode())
    for table in tables:
        keys = session.execute(
            "SELECT pg_get_constraintdef(oid), confrelid::regclass::text FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'f'",
            (table,),
        ).fetchall()
        for definition, referred in keys:
            if referred in tables:
                definition = definition.replace(f"REFERENCES {referred}(", f"REFERENCES {schema}.{referred}(")  # noqa: PLW2901
            session.execute(f"ALTER TABLE {schema}.{table} ADD {definition}".encode())
