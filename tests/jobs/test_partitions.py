"""Tables divided by year: the same rows and views, loads that go on, a new year, and an upgrade."""

import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs, schema
from etl.database import open_database
from etl.jobs.entities import merge, split
from etl.partitions import OLDEST_SERVER, TABLES, partition_by_year, partitions
from etl.views import read_views

TEXTS = [
    "Ann Lee said 40 soldiers.",
    "Bo Chan said 60 soldiers.",
    "Ann Lee said 70 soldiers.",
    "Di Roe said 9 soldiers.",
]
#: What a load adds in two places: the same whether the tables are divided or not.
LATER = "Ann Lee said 80 soldiers, she thinks."


def load(engine, folder, texts):
    feed = folder / "feed.jsonl"
    rows = [{"id": said, "text": said, "published": "2024-10-01"} for said in texts]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert jobs.run(engine, [str(feed)], jobs.NoProgress(), extractor=ScriptedExtractor()).rejects == []


@pytest.fixture
def engine(database_url, tmp_path):
    opened = open_database(database_url)
    with opened.connect() as connection:
        is_too_old = connection.dialect.server_version_info < (OLDEST_SERVER,)
    if is_too_old:
        opened.dispose()
        pytest.skip(f"dividing tables needs PostgreSQL {OLDEST_SERVER}")
    load(opened, tmp_path, TEXTS)
    with opened.begin() as connection:  # read in three years, one article in the first and two in the second
        connection.execute(text(
            "UPDATE extraction SET created_at = make_timestamptz(cast(2023 + ranked.rank / 2 AS integer), 6, 1, 0, 0, 0)"
            " FROM (SELECT extraction_id, row_number() OVER (ORDER BY extraction_id) AS rank FROM extraction) AS ranked"
            " WHERE ranked.extraction_id = extraction.extraction_id"
        ))  # fmt: skip
    yield opened
    opened.dispose()


def content(engine):
    """Every row of the tables that are divided and of every saved view, apart from what counts the seconds."""
    with engine.connect() as connection:
        return {
            name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}")).all()))
            for name in [*(table.name for table in TABLES), *(f"report.{view.name}" for view in read_views())]
            if not name.startswith("report.last_success")
        }


def test_rows_and_views_are_the_same_and_each_year_has_its_own(engine):
    before = content(engine)
    divided = partition_by_year(engine)
    assert divided == {
        table.name: [f"{table.name}_2023", f"{table.name}_2024", f"{table.name}_2025"] for table in TABLES
    }
    assert content(engine) == before
    with engine.connect() as connection:
        counts = [connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in divided["mention"]]
    assert counts == [1, 2, 1]
    assert all(before[table.name] for table in TABLES)


def test_it_can_be_run_again_and_upgraded_and_agrees_with_the_models(engine, database_url):
    divided = partition_by_year(engine)
    before = content(engine)
    assert partition_by_year(engine) == divided
    schema.upgrade(database_url)
    assert schema.check(database_url) == []
    assert content(engine) == before


def test_loads_merges_and_new_years_go_on(engine, tmp_path):
    partition_by_year(engine)
    load(engine, tmp_path, [*TEXTS, LATER])
    with engine.connect() as connection:
        year = connection.scalar(text("SELECT cast(date_part('year', now() AT TIME ZONE 'UTC') AS integer)"))
        assert connection.scalar(text("SELECT count(*) FROM mention_2025")) == 2
    before = content(engine)
    merge(engine, "Bo Chan", "Ann Lee", "me", "one person")
    split(engine, "Bo Chan", "me", "two after all")
    assert partition_by_year(engine)["mention"] == ["mention_2023", "mention_2024", "mention_2025", f"mention_{year}"]
    after = content(engine)
    for table in TABLES:
        assert after[table.name] == before[table.name]
    with engine.connect() as connection:
        assert [
            connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in partitions(connection, "mention")
        ] == [1, 2, 1, 1]
    jobs.extract(engine, jobs.NoProgress(), extractor=ScriptedExtractor("2"))
    assert len(content(engine)["report.evidence"]) == 5


def test_keys_checks_and_references_still_hold(engine):
    partition_by_year(engine)
    for broken in (
        "INSERT INTO estimate_attribution SELECT * FROM estimate_attribution LIMIT 1",
        (
            "INSERT INTO estimate_attribution (estimate_id, position, role, entity_id)"
            " SELECT max(estimate_id) + 9, 0, 'origin', max(origin_entity_id) FROM estimate"
        ),
        "UPDATE mention SET surface = surface || '!', end_offset = end_offset + 1",
        "UPDATE estimate_attribution SET role = 'nobody'",
    ):
        with (
            pytest.raises(Exception, match=r"unique|foreign key|does not say|check constraint"),
            engine.begin() as session,
        ):
            session.execute(text(broken))


@pytest.mark.parametrize("table", ["article_version", "extraction", "estimate"])
def test_why_the_others_are_not_divided(connection, table):
    """Each has a key without the day of publication, which PostgreSQL asks for in every key of such a table."""
    query = (
        "SELECT count(*) FROM pg_constraint WHERE conrelid = to_regclass(:table) AND contype IN ('p', 'u')"
        " AND NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)"
        " AND attname LIKE 'published%')"
    )
    assert connection.scalar(text(query), {"table": table}) >= 2
