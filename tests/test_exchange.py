"""An export loads again elsewhere to the same content, keys included."""

import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import create_engine, text

from etl import jobs
from etl.database import open_database
from etl.exchange.tables import travelling_tables

QUIET = jobs.NoProgress()


@pytest.fixture
def filled(database_url, tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text(
        '{"id": "one", "text": "Ann Lee said 40 soldiers, \\"we\\";\\n\\nnext; line, é.", "title": ""}\n'
        '{"id": "two", "text": "Bo Chan said 50 soldiers.", "published": "2024-10-01"}\n{"broken\n'
    )
    engine = open_database(database_url)
    jobs.run(engine, [str(feed)], QUIET, extractor=ScriptedExtractor())
    yield engine
    engine.dispose()


def content(engine):
    with engine.connect() as connection:
        connection.execute(text("SET timezone = 'UTC'"))
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key.columns))]
            for table in travelling_tables()
        }


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_export_loads_elsewhere_to_the_same_content(filled, onrecord, tmp_path, empty_database_url, form):
    done = onrecord("export", tmp_path / "all", "--format", form)
    assert done.returncode == 0, done.stderr
    other = {"ONRECORD_DATABASE_URL": empty_database_url}
    loaded = onrecord("import", tmp_path / "all", "--json", env=other)
    assert loaded.returncode == 0, loaded.stderr
    assert json.loads(loaded.stdout)["estimate"] == 2
    copy = create_engine(empty_database_url)
    before = content(filled)
    assert before["reject"]
    assert content(copy) == before
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "three", "text": "Cy Dahl said 60 soldiers."}\n')
    jobs.run(copy, [str(more)], QUIET, extractor=ScriptedExtractor())
    assert len(content(copy)["estimate"]) == 3, "keys go on past those that were loaded"
    copy.dispose()


def test_the_description_names_every_table_and_column_with_types_and_keys(filled, onrecord, tmp_path):
    onrecord("export", tmp_path / "all")
    package = json.loads((tmp_path / "all" / "datapackage.json").read_text())
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == {table.name for table in travelling_tables()}
    estimate = resources["estimate"]
    fields = {field["name"]: field for field in estimate["schema"]["fields"]}
    assert (fields["best"]["type"], fields["as_of_from"]["type"], fields["is_change"]["type"]) == (
        "number",
        "date",
        "boolean",
    )
    assert all(field["description"] for field in fields.values())
    assert estimate["rows"] == 2
    assert (tmp_path / "all" / estimate["path"]).stat().st_size == estimate["bytes"]


def test_what_cannot_be_loaded_is_refused_in_words_and_changes_nothing(filled, onrecord, tmp_path, empty_database_url):
    folder = tmp_path / "all"
    onrecord("export", folder)
    again = onrecord("import", folder)
    assert (again.returncode, "holds loads already" in again.stderr) == (1, True)
    assert "not empty" in onrecord("export", folder).stderr
    assert onrecord("import", tmp_path / "nowhere").returncode == 2
    other = {"ONRECORD_DATABASE_URL": empty_database_url}
    with (folder / "quote.csv").open("a") as file:
        file.write("1\n")
    damaged = onrecord("import", folder, env=other)
    assert "hash differs" in damaged.stderr
    assert json.loads(onrecord("view", "show", "articles", "--json", env=other).stdout) == []
    assert len(json.loads(onrecord("view", "show", "topics", "--json", env=other).stdout)) >= 3
