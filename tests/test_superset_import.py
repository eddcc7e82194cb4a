"""The Superset import: what its files name is there, in each other and in the database."""

import importlib.util
import zipfile
from pathlib import Path

import pytest
import yaml
from sqlalchemy import text

REPOSITORY = Path(__file__).resolve().parent.parent
ADDRESS = "postgresql://dashboard:hidden@db.example:6543/claims"


@pytest.fixture(scope="module")
def tool():
    path = REPOSITORY / "tools" / "bi" / "superset_import.py"
    specification = importlib.util.spec_from_file_location("superset_import", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def packed(tool, tmp_path):
    """Files of the import by path, read as YAML."""
    target = tmp_path / "import.zip"
    tool.pack(ADDRESS, target)
    with zipfile.ZipFile(target) as archive:
        texts = {name.removeprefix("onrecord/"): archive.read(name).decode() for name in archive.namelist()}
    assert "hidden" not in "".join(texts.values())
    return {name: yaml.safe_load(text) for name, text in texts.items()}


def of_kind(packed, kind):
    return {Path(name).stem: content for name, content in packed.items() if name.startswith(f"{kind}/")}


def test_the_connection_is_the_given_one_without_its_password(packed):
    assert packed["metadata.yaml"]["type"] == "Dashboard"
    (database,) = of_kind(packed, "databases").values()
    assert database["sqlalchemy_uri"] == "postgresql+psycopg2://dashboard:XXXXXXXXXX@db.example:6543/claims"


def test_dashboard_charts_datasets_and_connection_name_each_other(packed):
    (database,) = of_kind(packed, "databases").values()
    datasets, charts = of_kind(packed, "datasets"), of_kind(packed, "charts")
    (dashboard,) = of_kind(packed, "dashboards").values()
    assert {dataset["database_uuid"] for dataset in datasets.values()} == {database["uuid"]}
    assert {chart["dataset_uuid"] for chart in charts.values()} == {dataset["uuid"] for dataset in datasets.values()}
    drawn = {
        part["meta"]["uuid"]: part["meta"]["sliceName"]
        for part in dashboard["position"].values()
        if isinstance(part, dict) and part["type"] == "CHART"
    }
    assert drawn == {chart["uuid"]: chart["slice_name"] for chart in charts.values()}


def test_charts_use_columns_and_metrics_that_their_dataset_has(packed):
    datasets = {dataset["uuid"]: dataset for dataset in of_kind(packed, "datasets").values()}
    for chart in of_kind(packed, "charts").values():
        dataset, asked = datasets[chart["dataset_uuid"]], chart["params"]
        columns = {column["column_name"] for column in dataset["columns"]}
        metrics = {metric["metric_name"] for metric in dataset["metrics"]}
        assert {*asked.get("all_columns", []), *asked["groupby"], asked.get("x_axis") or "origin"} <= columns | {
            "origin"
        }
        assert set(asked["metrics"]) <= metrics


def test_columns_are_those_of_the_views(tool, connection):
    for path in tool.DATASETS.glob("*.yaml"):
        written = path.read_text(encoding="utf-8")
        assert tool.with_columns(written, connection, path.stem) == written, "run `make docs`"


def test_the_database_takes_every_metric_condition_and_calculated_column(packed, connection):
    datasets = of_kind(packed, "datasets")
    for view, dataset in datasets.items():
        expressions = [column["expression"] for column in dataset["columns"] if column.get("expression")]
        for expression in [*expressions, *(metric["expression"] for metric in dataset["metrics"])]:
            connection.execute(text(f"SELECT {expression} FROM report.{view}"))
        for chart in of_kind(packed, "charts").values():
            if chart["dataset_uuid"] == dataset["uuid"]:
                for condition in chart["params"]["adhoc_filters"]:
                    connection.execute(text(f"SELECT 1 FROM report.{view} WHERE {condition['sqlExpression']}"))


def test_figures_of_different_sources_are_never_summed(packed):
    for dataset in of_kind(packed, "datasets").values():
        for metric in dataset["metrics"]:
            summed = metric["expression"].upper()
            assert "AVG(" not in summed
            assert "SUM(" not in summed or "count_" in metric["expression"]
