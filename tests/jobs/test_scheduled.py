"""The scheduled load: checked up front, alone, bounded, logged, measured."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl.database import open_database, writing
from etl.errors import AlreadyRunning, UsageError
from etl.jobs import BatchWithdrawnError
from etl.jobs.configuration import read_config
from etl.jobs.scheduled import run_scheduled
from etl.reading import show_view

CONFIG = """
name = "nightly"
metrics_file = "metrics/onrecord.prom"

[[sources]]
path = "inbox"
"""


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inbox").mkdir()
    for name, words in {"a": "Ann Lee said 40 soldiers.", "b": "Bo Chan said 50 soldiers."}.items():
        (tmp_path / "inbox" / f"{name}.txt").write_text(words)
    return tmp_path


def config_of(folder, extra="", text=CONFIG):
    path = folder / "nightly.toml"
    path.write_text(text + extra)
    return read_config(path)


def schedule(database_url, config, **options):
    return run_scheduled(lambda: open_database(database_url), config, extractor=ScriptedExtractor(), **options)


def log_lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_run_loads_reads_publishes_logs_and_measures(engine, database_url, folder, capsys):
    report = schedule(database_url, config_of(folder))
    assert (report.articles.new, report.extracted) == (2, 2)
    lines = log_lines(capsys)
    assert [line["event"] for line in lines] == ["batch_started", "batch_published"]
    assert {line["batch_id"] for line in lines} == {report.batch_id}
    metrics = (folder / "metrics" / "onrecord.prom").read_text()
    assert 'onrecord_batch_records{config="nightly",outcome="new"} 2.0' in metrics
    assert 'onrecord_batch_last_run_success{config="nightly"} 1.0' in metrics
    (row,) = show_view(engine, "last_success", where="command = 'batch run'", columns=["source", "newest_state"]).rows
    assert row == ("nightly", "published")


def test_rejects_are_logged_and_counted(database_url, folder, capsys):
    (folder / "inbox" / "empty.txt").write_text("")
    report = schedule(database_url, config_of(folder))
    assert report.articles.reasons == {"empty": 1}
    (rejected,) = [line for line in log_lines(capsys) if line["event"] == "record_rejected"]
    assert rejected["location"].endswith("empty.txt")
    assert (
        'onrecord_batch_rejected{code="empty",config="nightly"} 1.0'
        in (folder / "metrics" / "onrecord.prom").read_text()
    )


@pytest.mark.parametrize(
    ("extra", "line", "words"),
    [
        ("\n[limits]\nrecord_bytes = 'many'\n", 9, "limits.record_bytes"),
        ("\n[[sources]]\npth = 'x'\n", 9, "sources.1.pth"),
        ("\n[[sources]]\npath = 'x'\ncolumns = { body = 'b' }\n", 10, "there is no field 'body'"),
        ("\n[extract]\nworkers = 0\n", 9, "extract.workers"),
        ("\n[bounds]\nmax_drop_pct = { limit = 800 }\n", 9, "bounds.max_drop_pct"),
        ("\n[nonsense]\n", 8, "nonsense"),
    ],
)
def test_every_error_of_a_configuration_is_told_with_its_line(folder, extra, line, words):
    with pytest.raises(UsageError) as told:
        config_of(folder, extra)
    assert f"nightly.toml:{line}: " in str(told.value)
    assert words in str(told.value)


def test_all_errors_are_told_at_once(folder):
    with pytest.raises(UsageError) as told:
        config_of(folder, text="name = '?'\n[[sources]]\npath = ''\n[retry]\nattempts = 0\n")
    assert [line.split(":")[1] for line in str(told.value).splitlines()] == ["1", "3", "5"]


def test_what_is_no_toml_is_told(folder):
    with pytest.raises(UsageError, match=r"not TOML.*line 2"):
        config_of(folder, text="name = 'x'\nsources = = 1\n")


def test_a_second_run_leaves_at_once_or_waits(engine, database_url, folder):
    config = config_of(folder)
    with writing(engine):
        with pytest.raises(AlreadyRunning) as refused:
            schedule(database_url, config)
        assert refused.value.exit_code == 4
        waiting = threading.Thread(target=lambda: schedule(database_url, config, wait=True))
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
    waiting.join(30)
    assert len(show_view(engine, "articles").rows) == 2


def test_a_sudden_drop_withdraws_the_batch_and_a_later_load_takes_it_over(engine, database_url, folder, capsys):
    for number in range(8):
        (folder / "inbox" / f"{number}.txt").write_text(f"Cy Poe said {100 + number} soldiers.")
    schedule(database_url, config_of(folder))
    for path in (folder / "inbox").iterdir():
        path.unlink()
    (folder / "inbox" / "new.txt").write_text("Di Roe said 70 soldiers.")
    with pytest.raises(BatchWithdrawnError, match="max_drop_pct is 80"):
        schedule(database_url, config_of(folder))
    assert len(show_view(engine, "articles").rows) == 10
    metrics = (folder / "metrics" / "onrecord.prom").read_text()
    assert 'onrecord_batch_last_run_success{config="nightly"} 0.0' in metrics
    assert "onrecord_batch_last_success_timestamp_seconds" in metrics
    assert "check_failed" in [line["event"] for line in log_lines(capsys)]
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT state FROM batch ORDER BY batch_id DESC LIMIT 1")) == "withdrawn"
    relaxed = config_of(folder, '\n[bounds]\nmax_drop_pct = { limit = 95, then = "warn" }\n')
    report = schedule(database_url, relaxed)
    assert (report.articles.new, report.extracted) == (1, 1)
    assert len(show_view(engine, "articles").rows) == 11
    assert len(show_view(engine, "troop_estimates_by_source").rows) == 11


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        ("min_articles = { limit = 5 }", "min_articles"),
        ("max_undated_pct = { limit = 50 }", "without a date"),
        ("min_titled_pct = { limit = 90 }", "with a title"),
        ("min_outlet_pct = { limit = 90 }", "with an outlet"),
    ],
)
def test_bounds_withdraw_or_warn(engine, database_url, folder, bound, words):
    with pytest.raises(BatchWithdrawnError, match=words):
        schedule(database_url, config_of(folder, f"\n[bounds]\n{bound}\n"))
    assert show_view(engine, "articles").rows == ()
    warned = schedule(database_url, config_of(folder, f"\n[bounds]\n{bound[:-1]}, then = 'warn' }}\n"))
    assert words in warned.findings[0].message
    assert len(show_view(engine, "articles").rows) == 2


def test_a_missing_source_fails_the_load_unless_it_is_optional(database_url, folder):
    extra = "\n[[sources]]\npath = 'nowhere'\n"
    with pytest.raises(Exception, match="nowhere"):
        schedule(database_url, config_of(folder, extra))
    assert schedule(database_url, config_of(folder, extra + "optional = true\n")).articles.new == 2


def test_a_server_that_goes_away_is_tried_again(engine, database_url, folder):
    attempts = []

    def open_engine():
        attempts.append(1)
        return open_database(database_url)

    class Falling(ScriptedExtractor):
        def extract(self, article):
            if len(attempts) == 1:
                attempts.append(0)
                with engine.connect() as connection:
                    connection.exec_driver_sql(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
            return super().extract(article)

    config = config_of(folder, "\n[retry]\nattempts = 3\nlongest_wait_seconds = 0\n")
    report = run_scheduled(open_engine, config, extractor=Falling())
    assert report.extracted == 2
    assert len(show_view(engine, "troop_estimates_by_source").rows) == 2


def test_sigterm_ends_a_load_in_words_and_the_next_completes_it(onrecord, folder, database_url, engine):
    for number in range(400):
        (folder / "inbox" / f"{number}.txt").write_text(
            f"Cy Poe said {number + 3} soldiers came to Kyiv on Monday. " * 5
        )
    path = folder / "nightly.toml"
    path.write_text(CONFIG)
    program = [sys.executable, "-m", "etl", "batch", "run", str(path)]
    environment = {**os.environ, "ONRECORD_DATABASE_URL": database_url}
    with subprocess.Popen(program, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as running:
        for _ in range(600):
            time.sleep(0.05)
            with engine.connect() as connection:
                if connection.scalar(text("SELECT count(*) FROM extraction")):
                    break
        running.send_signal(signal.SIGTERM)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 143, errors
    assert "Traceback" not in errors
    assert "interrupted" in errors
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT state FROM batch ORDER BY batch_id DESC LIMIT 1")) == "failed"
    assert show_view(engine, "articles").rows == ()
    done = onrecord("batch", "run", path)
    assert done.returncode == 0, done.stderr
    assert len(show_view(engine, "articles").rows) == 402
