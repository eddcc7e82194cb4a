"""The twenty queries of docs/queries.md give what stands below them."""

import importlib.util
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def read_tool():
    path = REPOSITORY / "tools" / "worked_queries.py"
    specification = importlib.util.spec_from_file_location("worked_queries", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


TOOL = read_tool()
QUERIES = TOOL.queries(TOOL.PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample(session_server, server_url, template_url, tmp_path_factory):
    from conftest import TEMPLATE, _command, _database

    from etl.assets import asset_folder
    from etl.database import open_database

    with _database(session_server, server_url, TEMPLATE) as url:
        done = _command(tmp_path_factory.mktemp("queries"), url)("run", asset_folder("sample") / "articles")
        assert done.returncode == 0, done.stderr
        engine = open_database(url)
        yield engine
        engine.dispose()


def test_there_are_twenty():
    assert len(QUERIES) == 20


@pytest.mark.parametrize("number", range(1, len(QUERIES) + 1))
def test_a_query_gives_what_stands_below_it(sample, number):
    query, written = QUERIES[number - 1]
    assert TOOL.output_of(sample, query) == written, "run `make docs`"
    assert "ORDER BY" in query
