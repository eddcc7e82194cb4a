"""The crash test: a load is killed at random moments, run again, and must leave what an undisturbed one leaves.

`make crash-test` kills the process 50 times and the server 10 times in loads of 2,000 articles; the suite runs a
short form. Compared are all tables by natural key; surrogate ids, batches and times are left aside.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from flow import ScriptedExtractor
from sqlalchemy import event

from etl import jobs
from etl.cluster import ensure_server, plain_url, stop_server
from etl.cluster.embedded import find_running
from etl.database import open_database
from etl.settings import Settings

NAMES = ("Ann Lee", "Bo Chan", "Cy Poe", "Di Roe", "Ed Fox")
#: Natural keys of everything that a load writes.
CONTENT = {
    "article": "SELECT article_key, url, supplied_id FROM article",
    "article_version": """SELECT a.article_key, v.version_number, v.text_sha256, v.title, v.published_from, v.current_from IS NULL,
        v.current_to IS NULL FROM article_version v JOIN article a USING (article_id)""",
    "article_source": """SELECT a.article_key, v.version_number, s.location, s.source_sha256, s.reader
        FROM article_source s JOIN article_version v USING (article_version_id) JOIN article a USING (article_id)""",
    "extraction": """SELECT a.article_key, v.version_number, x.extractor_name, x.extractor_version, x.current_from IS NULL,
        x.current_to IS NULL FROM extraction x JOIN article_version v USING (article_version_id) JOIN article a USING (article_id)""",
    "passage": """SELECT a.article_key, v.version_number, x.extractor_version, p.ordinal, p.start_offset, p.end_offset, p.kind
        FROM passage p JOIN extraction x USING (extraction_id) JOIN article_version v USING (article_version_id) JOIN article a USING (article_id)""",
    "mention": """SELECT a.article_key, v.version_number, m.ordinal, m.surface, m.kind, e.entity_key
        FROM mention m JOIN extraction x USING (extraction_id) JOIN article_version v USING (article_version_id)
        JOIN article a USING (article_id) LEFT JOIN entity e ON e.entity_id = m.entity_id""",
    "quote": """SELECT a.article_key, v.version_number, q.ordinal, q.surface, q.kind, s.position, e.entity_key
        FROM quote q JOIN extraction x USING (extraction_id) JOIN article_version v ON v.article_version_id = x.article_version_id
        JOIN article a USING (article_id) LEFT JOIN quote_speaker s USING (quote_id) LEFT JOIN entity e ON e.entity_id = s.entity_id""",
    "estimate": """SELECT a.article_key, v.version_number, t.ordinal, t.surface, t.low, t.best, t.high, o.entity_key, s.role, s.position
        FROM estimate t JOIN extraction x USING (extraction_id) JOIN article_version v ON v.article_version_id = x.article_version_id
        JOIN article a USING (article_id) JOIN entity o ON o.entity_id = t.origin_entity_id
        LEFT JOIN estimate_attribution s USING (estimate_id)""",
    "entity": "SELECT entity_key, name, type, origin FROM entity",
    "entity_alias": """SELECT e.entity_key, l.alias, l.kind, a.article_key FROM entity_alias l JOIN entity e USING (entity_id)
        LEFT JOIN article a ON a.article_id = l.article_id""",
    "claim_member": """SELECT min(a.article_key || '/' || t.ordinal), count(*) FROM claim_member m JOIN estimate t USING (estimate_id)
        JOIN article_version v USING (article_version_id) JOIN article a USING (article_id) GROUP BY m.claim_id""",
    "index": """SELECT c.relname, x.indisvalid, pg_get_indexdef(x.indexrelid) FROM pg_index x
        JOIN pg_class c ON c.oid = x.indexrelid WHERE c.relnamespace = 'public'::regnamespace""",
    "key": """SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "set_aside": "SELECT name FROM set_aside",
    "reject": "SELECT stage, location, line, code, record_sha256, state FROM reject",
}  # fmt: skip


def write_input(path: Path, articles: int) -> None:
    """A file of small articles: some twice, some changed further down, a few that cannot be taken."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            key = number - 7 if number % 50 == 49 else number
            text = f"{NAMES[number % 5]} said {number % 90 + 10} soldiers came, in report {number}."
            record = {"id": f"a{key}", "text": text, "published": "2024-10-22"}
            file.write(json.dumps(record if number % 97 else {"id": f"bad{number}"}) + "\n")


def content(url: str) -> dict[str, list[tuple[object, ...]]]:
    """What a database holds, by table, in a stable order."""
    with psycopg.connect(plain_url(url)) as session:
        return {table: sorted(session.execute(query).fetchall(), key=repr) for table, query in CONTENT.items()}


class Fuse:
    """Kills this process at the n-th statement that begins so."""

    def __init__(self, beginning: str, number: int) -> None:
        self._beginning = beginning
        self._left = number

    def __call__(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self._left -= statement.lstrip().startswith(self._beginning)
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def load(url: str, path: Path, *, backfill: bool = False, last: tuple[str, int] | None = None) -> None:
    """The load under test, in this process; ``last`` is the statement that kills it."""
    engine = open_database(url)
    if last:
        event.listen(engine, "before_cursor_execute", Fuse(*last))
    jobs.run(engine, [str(path)], jobs.NoProgress(), extractor=ScriptedExtractor(), backfill=backfill)
    engine.dispose()


def start_load(url: str, path: Path, *options: str) -> subprocess.Popen[bytes]:
    """The load under test, in a process of its own; ``options`` are `--backfill` and `--last BEGINNING N`."""
    return subprocess.Popen(
        [sys.executable, __file__, "--load", url, str(path), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kill_process(url: str, path: Path, seconds: float, *options: str) -> bool:
    """Start the load and SIGKILL it after so many seconds; whether it was still running."""
    with start_load(url, path, *options) as running:
        time.sleep(seconds)
        alive = running.poll() is None
        running.send_signal(signal.SIGKILL)
    return alive


def kill_server(settings: Settings, path: Path, seconds: float, *options: str) -> bool:
    """Start the load and SIGKILL the embedded server's postmaster; whether the load was still running."""
    url = ensure_server(settings)
    with start_load(url, path, *options) as running:
        time.sleep(seconds)
        alive = running.poll() is None
        server = find_running(settings)
        assert server is not None
        os.kill(server.postmaster.pid, signal.SIGKILL)
        running.wait(60)
    return alive


def differences(wanted: dict[str, list[tuple[object, ...]]], found: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """Tables that differ, with the first rows on either side."""
    return [
        f"{table}: {len(wanted[table])} rows wanted, {len(found[table])} found; "
        f"missing {[r for r in wanted[table] if r not in set(found[table])][:2]}, "
        f"extra {[r for r in found[table] if r not in set(wanted[table])][:2]}"
        for table in wanted
        if wanted[table] != found[table]
    ]


def clear(url: str) -> None:
    """Empty the database of all but what is seeded."""
    with psycopg.connect(plain_url(url), autocommit=True) as session:
        session.execute("DROP SCHEMA IF EXISTS report CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    open_database(url).dispose()


def run_crashes(kills: int, server_kills: int, articles: int, seed: int, *options: str) -> int:
    """The full test on a server of its own; prints each outcome and returns the number of failures."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    failures = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-crash-") as folder:
        Path(folder).chmod(0o755)
        settings = Settings(home=Path(folder) / "home")
        path = Path(folder) / "articles.jsonl"
        write_input(path, articles)
        try:
            url = ensure_server(settings)
            clear(url)
            began = time.monotonic()
            with start_load(url, path, *options) as undisturbed:
                undisturbed.wait()
            duration = time.monotonic() - began
            wanted = content(url)
            print(f"undisturbed: {duration:.1f} s, {sum(map(len, wanted.values())):,} rows")
            killers: list[tuple[str, Callable[[float], bool]]] = [
                ("process", lambda s: kill_process(ensure_server(settings), path, s, *options))
            ] * kills
            killers += [("server", lambda s: kill_server(settings, path, s, *options))] * server_kills
            for number, (what, kill) in enumerate(killers, 1):
                clear(ensure_server(settings))
                moment = chance.uniform(0.3, duration)
                alive = kill(moment)
                # Every second time the next load is a plain one: it has to find all indexes and keys, too.
                with start_load(ensure_server(settings), path, *(options if number % 2 else ())) as again:
                    again.wait()
                wrong = differences(wanted, content(ensure_server(settings)))
                failures += bool(wrong)
                print(f"{number}/{len(killers)} {what} killed after {moment:.2f} s ({'running' if alive else 'already done'}): "
                      + ("; ".join(wrong) if wrong else "same"), flush=True)  # fmt: skip
        finally:
            stop_server(settings)
    return failures


def main() -> None:
    """`python tests/crash.py [--kills N] [--server-kills N] [--articles N] [--seed N] [--backfill]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--load", nargs=2, metavar=("URL", "FILE"), help="run the load under test (used by the test itself)"
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--server-kills", type=int, default=10)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--backfill", action="store_true", help="loads are backfills")
    parser.add_argument("--last", nargs=2, metavar=("BEGINNING", "N"), help="with --load: the statement that kills it")
    arguments = parser.parse_args()
    if arguments.load:
        last = (arguments.last[0], int(arguments.last[1])) if arguments.last else None
        load(arguments.load[0], Path(arguments.load[1]), backfill=arguments.backfill, last=last)
        return
    options = ["--backfill"] if arguments.backfill else []
    failures = run_crashes(arguments.kills, arguments.server_kills, arguments.articles, arguments.seed, *options)
    print(f"{failures} failures")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
