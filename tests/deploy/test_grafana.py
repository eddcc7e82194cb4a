"""The Grafana dashboard: Grafana does not run here, so what it asks is asked as a BI login would."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

DASHBOARD = Path(__file__).resolve().parents[2] / "deploy" / "grafana" / "onrecord.json"
PANELS = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
TOPIC = "'north-korean-troops-in-russia'"


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_s_query_is_taken_from_who_reads_only_the_views(connection, panel):
    (target,) = panel["targets"]
    connection.execute(text("SET LOCAL ROLE onrecord_bi"))
    result = connection.exec_driver_sql(target["rawSql"].replace("${topic:sqlstring}", TOPIC))
    if target["format"] == "time_series":
        assert list(result.keys()) == ["time", "metric", "value"]
    assert "$" not in target["rawSql"].replace("${topic:sqlstring}", "")


def test_the_topics_are_asked_for_and_the_data_source_is_the_importer_s(connection):
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    (variable,) = dashboard["templating"]["list"]
    assert TOPIC.strip("'") in connection.execute(text(variable["query"])).scalars().all()
    assert {panel["datasource"]["uid"] for panel in dashboard["panels"]} == {"${DS_ONRECORD}"}
    assert [given["name"] for given in dashboard["__inputs"]] == ["DS_ONRECORD"]
