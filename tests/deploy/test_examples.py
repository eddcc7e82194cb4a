"""The examples of `deploy/` are in order: they parse, and each calls the command as it is."""

from __future__ import annotations

import configparser
import re
import runpy
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
CALL = re.compile(r"/opt/onrecord/\.venv/bin/onrecord batch run /etc/onrecord/onrecord\.toml")


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / "systemd" / name)
    return parser


def test_the_example_configuration_is_in_order_and_runs(onrecord, tmp_path):
    config = tmp_path / "onrecord.toml"
    config.write_text((DEPLOY / "onrecord.toml").read_text())
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "story.txt").write_text("About 40 soldiers arrived in Kyiv on Monday, General Ann Lee said.")
    assert "in order" in onrecord("batch", "run", "--check", config).stdout
    done = onrecord("batch", "run", config)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "metrics" / "onrecord.prom").exists()


def test_the_service_runs_the_command_and_takes_its_exit_codes():
    service = unit("onrecord.service")["Service"]
    assert CALL.fullmatch(service["ExecStart"])
    assert service["SuccessExitStatus"].split() == ["3", "4", "143"]
    assert unit("onrecord.timer")["Timer"]["Persistent"] == "true"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_finds_the_timer_in_order():
    calendar = unit("onrecord.timer")["Timer"]["OnCalendar"]
    assert subprocess.run(["systemd-analyze", "calendar", calendar], check=False, capture_output=True).returncode == 0


def test_the_crontab_line_has_five_times_and_the_command():
    (line,) = [line for line in (DEPLOY / "crontab").read_text().splitlines() if not line.startswith("#")]
    assert re.match(r"(\S+ ){5}/", line)
    assert CALL.search(line)


def module(monkeypatch, name, **members):
    made = types.ModuleType(name)
    vars(made).update(members)
    monkeypatch.setitem(sys.modules, name, made)


def test_the_airflow_task_is_one_call_of_the_command(monkeypatch):
    tasks = []

    class Dag:
        def __init__(self, **settings):
            self.settings = settings

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    module(monkeypatch, "airflow", DAG=Dag)
    for name in ("airflow.providers", "airflow.providers.standard", "airflow.providers.standard.operators"):
        module(monkeypatch, name)
    module(monkeypatch, "airflow.providers.standard.operators.bash", BashOperator=lambda **task: tasks.append(task))
    dag = runpy.run_path(str(DEPLOY / "airflow" / "onrecord_dag.py"))["dag"]
    assert dag.settings["max_active_runs"] == 1
    (task,) = tasks
    assert CALL.search(task["bash_command"])
    for status, wanted in ((0, 0), (1, 1), (3, 0), (4, 4)):
        script = CALL.sub(f"(exit {status})", task["bash_command"])
        assert subprocess.run(["bash", "-c", script], check=False).returncode == wanted


def test_the_dagster_job_is_one_call_of_the_command(monkeypatch):
    class Failure(Exception):  # noqa: N818 - its name in Dagster
        def __init__(self, message, metadata):  # noqa: ARG002
            super().__init__(message)

    class Definitions:
        def __init__(self, jobs, schedules):
            self.jobs, self.schedules = jobs, schedules

    module(
        monkeypatch, "dagster", Definitions=Definitions, Failure=Failure, OpExecutionContext=object,
        ScheduleDefinition=dict, job=lambda function: function, op=lambda function: function,
    )  # fmt: skip
    example = runpy.run_path(str(DEPLOY / "dagster" / "onrecord_job.py"))
    assert CALL.fullmatch(" ".join(example["COMMAND"]))
    told = []
    context = types.SimpleNamespace(log=types.SimpleNamespace(info=told.append))
    for status in (0, 3, 4, 1):
        example["load"].__globals__["COMMAND"][:] = [sys.executable, "-c", f"import sys; sys.exit({status})"]
        if status == 1:
            with pytest.raises(Failure, match="ended with 1"):
                example["load"](context)
        else:
            example["load"](context)
    assert len(told) == 4
