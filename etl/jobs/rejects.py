"""Rejected records: given out to be mended, read again, marked done."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row

from etl.database import lost_server_told, writing
from etl.errors import UsageError
from etl.extract.extractor import Extractor, RuleExtractor
from etl.jobs.articles import (
    JobReport,
    Progress,
    begin_job,
    extract_unread,
    failing_aloud,
    load_records,
    publish,
    reject_records,
)
from etl.load.batches import open_rejects, rejects_read_again, settle_rejects
from etl.read import Source, read_source
from etl.records import Article, RejectedRecord

#: How a record that was too large to keep begins (`etl.read.reader.describe_bytes`).
_NOT_KEPT = b'{"not_kept"'


def export_rejects(engine: Engine, path: Path, *, code: str | None = None) -> int:
    """Write the open rejects as JSON lines that can be mended (field ``record``) and replayed; returns how many."""
    with lost_server_told(), engine.connect() as connection, path.open("w", encoding="utf-8") as file:
        rejects = open_rejects(connection, code=code)
        for reject in rejects:
            file.write(json.dumps(_exported(reject), ensure_ascii=False) + "\n")
    return len(rejects)


def _exported(reject: Row[Any]) -> dict[str, Any]:
    record = bytes(reject.record)
    shown = {"reject_id": reject.reject_id, "stage": reject.stage, "code": reject.code, "reason": reject.reason,
             "location": reject.location, "line": reject.line, "field": reject.field}  # fmt: skip
    try:
        return {**shown, "record": record.decode("utf-8")}
    except UnicodeDecodeError:
        return {**shown, "record_base64": base64.b64encode(record).decode("ascii")}


def dismiss_rejects(engine: Engine, ids: Sequence[int]) -> int:
    """Mark rejects that nobody will mend; returns how many were open."""
    with writing(engine) as connection, connection.begin():
        return settle_rejects(connection, ids, "dismissed")


def replay_rejects(
    engine: Engine,
    progress: Progress,
    *,
    ids: Sequence[int] | None = None,
    code: str | None = None,
    mended: Path | None = None,
    extractor: Extractor | None = None,
) -> tuple[JobReport, int]:
    """Read open rejects again, as stored or as ``mended`` says; returns the report and how many are done.

    Articles are extracted too where the load that met the reject extracted. A record that still cannot be
    taken stays open.

    Raises:
        UsageError: ``mended`` is no file of exported rejects; names the line.
    """
    records = read_mended(mended) if mended else {}
    reader = extractor or RuleExtractor()
    with writing(engine) as connection:
        with connection.begin():
            rejects = open_rejects(connection, list(records) if mended else ids, code)
        report = begin_job(connection, "rejects replay", str(mended or "stored rejects"), reader)
        with failing_aloud(connection, report):
            done = _replay(connection, report, rejects, records, progress)
            if any(reject.extractor for reject in rejects):
                extract_unread(connection, report, reader, progress)
            with connection.begin():
                done += rejects_read_again(connection, report.batch_id)
                settle_rejects(connection, done, "replayed", report.batch_id)
            publish(connection, report)
    return report, len(done)


def _replay(
    connection: Connection,
    report: JobReport,
    rejects: Sequence[Row[Any]],
    records: dict[int, bytes],
    progress: Progress,
) -> list[int]:
    """Load what can be taken now; returns the ids of those rejects, to be settled when all is loaded."""
    done: list[int] = []
    articles: list[Article] = []
    for reject in rejects:
        if reject.stage != "read":
            continue
        read = list(_read_again(reject, records.get(reject.reject_id)))
        taken = [record for record in read if isinstance(record, Article)]
        if taken and len(taken) == len(read):
            done.append(reject.reject_id)
            articles += taken
        else:
            with connection.begin():
                reject_records(connection, report, [r for r in read if isinstance(r, RejectedRecord)])
    load_records(connection, report, iter(articles), progress)
    return done


def _read_again(reject: Row[Any], mended: bytes | None) -> Iterator[Article | RejectedRecord]:
    record = bytes(reject.record) if mended is None else mended
    if record.startswith(_NOT_KEPT) or not record:
        reason = f"{reject.location}: the record itself was not kept; load it again from there"
        yield RejectedRecord("read", reject.location, reject.line, None, reject.code, reason, record, reject.reader)
        return
    yield from read_source(Source.from_bytes(reject.location, record), reader=reject.reader)


def read_mended(path: Path) -> dict[int, bytes]:
    """Records by reject id from a file that `export_rejects` wrote and somebody mended."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    return dict(_read_mended_line(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _read_mended_line(path: Path, number: int, line: str) -> tuple[int, bytes]:
    try:
        entry = json.loads(line)
        if "record_base64" in entry:
            return int(entry["reject_id"]), base64.b64decode(entry["record_base64"], validate=True)
        return int(entry["reject_id"]), str(entry["record"]).encode("utf-8")
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path}:{number}: not a line of `onrecord rejects export` with reject_id and record ({error!r})"
        ) from error


def describe_reject(engine: Engine, reject_id: int) -> str:
    """One open reject for a person: its fields, then the record.

    Raises:
        UsageError: no such open reject.
    """
    with lost_server_told(), engine.connect() as connection:
        found = open_rejects(connection, [reject_id])
    if not found:
        raise UsageError(f"there is no open reject {reject_id}; `onrecord rejects list` names them")
    fields = {name: value for name, value in _exported(found[0]).items() if value is not None}
    record = fields.pop("record", None) or fields.pop("record_base64", "")
    return "\n".join([*(f"{name}: {value}" for name, value in fields.items()), "record:", str(record)])
