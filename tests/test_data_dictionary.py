"""The data dictionary says what the database's comments say."""

import importlib.util
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def generator():
    specification = importlib.util.spec_from_file_location(
        "data_dictionary", REPOSITORY / "tools" / "data_dictionary.py"
    )
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_dictionary_is_not_stale(connection, generator):
    written = (REPOSITORY / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == generator.render(connection), "run `make docs`"


def test_a_changed_comment_changes_the_dictionary(connection, generator):
    connection.exec_driver_sql("COMMENT ON COLUMN report.articles.outlet IS 'Somebody | else'")
    assert "| outlet | text | Somebody \\| else |" in generator.render(connection)
