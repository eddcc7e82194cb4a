"""A user's entities: read, taken, and winning over what is shipped or extracted."""

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.jobs.entities import EntityError, load_entities, split
from etl.load.entities import load_knowledge_base
from etl.read.entities import EntityFileError, read_entities
from etl.reading import show_view

CSV = """# people we follow
key,name,type,aliases,acronyms,relations
user:lee,Ann B. Lee,person,Ann Lee;A. B. Lee,,officer_of=user:board@2020-01-01..2030-12-31
user:board,Harbour Board,organization,,HB,agency_of=state:norway
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "people.csv").write_text(CSV, encoding="utf-8")
    return tmp_path / "people.csv"


@pytest.fixture
def engine(database_url):
    opened = open_database(database_url)
    yield opened
    opened.dispose()


def run(engine, folder, name, words):
    (folder / name).write_text(words, encoding="utf-8")
    jobs.run(engine, [str(folder / name)], jobs.NoProgress(), extractor=ScriptedExtractor())


def origins(engine):
    return sorted({row[0] for row in show_view(engine, "evidence", columns=["origin"]).rows})


def test_json_lines_say_the_same_as_csv(file, tmp_path):
    lines = (
        '{"key": "user:lee", "name": "Ann B. Lee", "type": "person", "aliases": ["Ann Lee", "A. B. Lee"],'
        ' "relations": ["officer_of=user:board@2020-01-01..2030-12-31"]}\n'
        '{"key": "user:board", "name": "Harbour Board", "type": "organization", "acronyms": ["HB"],'
        ' "relations": ["agency_of=state:norway"]}\n'
    )
    (tmp_path / "people.jsonl").write_text(lines, encoding="utf-8")
    assert read_entities(tmp_path / "people.jsonl") == read_entities(file)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("user:x,,person,,,", "key and name"),
        ("user:x,X,fish,,,", "type 'fish'"),
        ("user:x,X,person,,,boss_of=user:y", "relation 'boss_of=user:y'"),
        ("user:x,X,person,,,part_of=user:y@2020-13-01..", "relation"),
    ],
)
def test_a_line_that_is_wrong_is_told(file, line, message):
    file.write_text("key,name,type,aliases,acronyms,relations\n" + line + "\n", encoding="utf-8")
    with pytest.raises(EntityFileError, match=message):
        read_entities(file)


def test_who_was_extracted_under_a_given_name_counts_as_the_given_one(engine, file, tmp_path):
    run(engine, tmp_path, "a.txt", "Ann Lee said 40 soldiers.")
    assert load_entities(engine, [file]) == (2, 1)
    run(engine, tmp_path, "b.txt", "Ann Lee said 50 soldiers.")
    assert origins(engine) == ["Ann B. Lee"]
    levels = show_view(
        engine, "entity_rollup", where="entity_key = 'user:lee' AND level = 'state'", columns=["level_name"]
    )
    assert levels.rows == (("Norway",),)
    split(engine, "person:ann lee", "me", "another Ann Lee")
    run(engine, tmp_path, "c.txt", "Ann Lee said 60 soldiers.")
    assert origins(engine) == ["Ann Lee"], "what a person split stays apart"


def test_a_second_load_changes_nothing(engine, file):
    load_entities(engine, [file])
    before = show_view(engine, "entities", where="origin = 'user'").rows
    assert load_entities(engine, [file]) == (2, 0)
    assert show_view(engine, "entities", where="origin = 'user'").rows == before


def test_a_users_name_wins_over_the_shipped_one(engine, file):
    file.write_text("key,name,type\nstate:norway,Kingdom of Norway,state\n", encoding="utf-8")
    load_entities(engine, [file])
    assert show_view(engine, "entities", where="entity_key = 'state:norway'", columns=["entity"]).rows == (
        ("Kingdom of Norway",),
    )


def test_a_relation_to_nobody_takes_nothing(engine, file):
    file.write_text("key,name,type,relations\nuser:x,X Y,person,officer_of=user:gone\n", encoding="utf-8")
    with pytest.raises(EntityError, match="user:gone"):
        load_entities(engine, [file])
    assert show_view(engine, "entities", where="entity_key = 'user:x'").rows == ()


def test_what_was_shipped_before_and_is_no_more_goes_and_what_a_user_gave_stays(engine, file):
    """As after an upgrade: an alias has gone to another entity, an office has ended."""
    load_entities(engine, [file])
    shipped = "SELECT entity_id FROM entity WHERE entity_key = 'place:new-york'"
    count = text("SELECT (SELECT count(*) FROM entity_alias), (SELECT count(*) FROM entity_relation)")
    with engine.begin() as connection:
        before = connection.execute(count).one()
        connection.exec_driver_sql(
            "INSERT INTO entity_alias (entity_id, alias, alias_normalised, kind, origin)"
            f" VALUES (({shipped}), 'Old York', 'old york', 'name', 'knowledge')"
        )
        connection.exec_driver_sql(
            "INSERT INTO entity_relation (entity_id, kind, related_entity_id, valid_from, origin)"
            f" SELECT ({shipped}), 'part_of', entity_id, '1664-08-27', 'knowledge' FROM entity"
            " WHERE entity_key = 'state:united-kingdom'"
        )
        load_knowledge_base(connection)
        assert connection.execute(count).one() == before
        assert connection.scalar(text("SELECT count(*) FROM entity_alias WHERE alias = 'A. B. Lee'")) == 1
