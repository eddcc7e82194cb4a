"""The saved views as a library: headers, comments, keys, plain types, order of creation."""

import re

import pytest
from sqlalchemy import create_engine, text

from etl import schema, views
from etl.deployment import found_deployment, wanted_deployment

FILES = views.read_views()
PLAIN = {"text", "numeric", "date", "timestamp with time zone", "boolean", "bigint", "integer"}


def test_there_are_views_to_test():
    assert {"articles", "evidence", "estimates_by_source", "troop_estimates_by_source", "quotes_by_speaker"} <= {
        view.name for view in FILES
    }


def test_what_is_deployed_is_what_the_files_say(connection):
    assert found_deployment(connection) == wanted_deployment()
    rows = connection.execute(text("SELECT view, sql_sha256 FROM saved_view")).all()
    assert {row.view: row.sql_sha256 for row in rows} == {view.name: view.sha256 for view in FILES}


@pytest.mark.parametrize("view", FILES, ids=lambda view: view.name)
def test_columns_are_plain_typed_and_commented_and_the_key_is_among_them(connection, view):
    columns = connection.execute(
        text(
            "SELECT a.attname, format_type(a.atttypid, NULL) AS type, a.atttypmod, col_description(a.attrelid, a.attnum) AS comment"
            " FROM pg_attribute a WHERE a.attrelid = to_regclass(:name) AND a.attnum > 0"
        ),
        {"name": f"report.{view.name}"},
    ).all()
    assert set(view.key) <= {column.attname for column in columns}
    assert [c.attname for c in columns if c.type not in PLAIN] == []
    assert [c.attname for c in columns if c.type == "numeric" and c.atttypmod < 0] == [], "numeric needs a scale"
    assert [c.attname for c in columns if not c.comment] == []


@pytest.mark.parametrize("view", FILES, ids=lambda view: view.name)
def test_a_view_names_its_columns(view):
    body = re.sub(r"--.*|COMMENT ON.*", "", view.sql)
    assert not re.search(r"\bSELECT\s+\*", body)
    assert "CASCADE" not in body


def test_reads_found_in_the_sql_are_those_that_postgresql_knows(connection):
    rows = connection.execute(
        text(
            "SELECT DISTINCT reader.relname AS reader, read.relname AS read FROM pg_depend d"
            " JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class reader ON reader.oid = r.ev_class"
            " JOIN pg_class read ON read.oid = d.refobjid"
            " WHERE d.classid = 'pg_rewrite'::regclass AND read.relnamespace = 'report'::regnamespace"
            " AND reader.relname <> read.relname"
        )
    ).all()
    known = {view.name: set() for view in FILES}
    for row in rows:
        known[row.reader].add(row.read)
    names = set(known)
    assert {view.name: set(view.reads & names) for view in FILES} == known


def test_somebody_elses_dependent_view_stops_the_deployment(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIEW public.mine AS SELECT article_key FROM report.articles")
    with pytest.raises(schema.SchemaError, match=r"view mine depends on view report\.articles"):
        schema.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM public.mine")) == 0
        rows = connection.execute(text("SELECT view, sql_sha256 FROM saved_view")).all()
    assert {row.view: row.sql_sha256 for row in rows} == {view.name: view.sha256 for view in FILES}
    engine.dispose()


def write_view(folder, topic, name, sql):
    (folder / topic).mkdir(exist_ok=True)
    (folder / topic / f"{name}.sql").write_text(sql, encoding="utf-8")


HEADER = "-- question: Why?\n-- grain: one row\n-- key: n\n"


def test_views_come_in_the_order_they_read_each_other(tmp_path):
    write_view(tmp_path, "x", "alpha", HEADER + "CREATE VIEW report.alpha AS SELECT n FROM report.omega;")
    write_view(tmp_path, "x", "omega", HEADER + "CREATE VIEW report.omega AS SELECT 1 AS n;")
    assert [view.name for view in views.read_views(tmp_path)] == ["omega", "alpha"]


@pytest.mark.parametrize(
    ("name", "sql", "message"),
    [
        ("a", "CREATE VIEW report.a AS SELECT 1 AS n;", "header line '-- question"),
        ("a", HEADER + "CREATE VIEW report.b AS SELECT 1 AS n;", "named after it"),
        ("a", HEADER + "CREATE VIEW public.a AS SELECT 1 AS n;", "belongs to schema report"),
        ("a", HEADER + "SELECT 1 AS n;", "one CREATE VIEW is expected"),
        ("a", HEADER + "CREATE VIEW report.a AS SELECT n FROM report.a;", "in a circle"),
    ],
)
def test_a_view_file_that_is_not_in_order_is_named(tmp_path, name, sql, message):
    write_view(tmp_path, "x", name, sql)
    with pytest.raises(views.ViewError, match=message):
        views.read_views(tmp_path)
