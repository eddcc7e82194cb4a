"""The schema that the migrations build: agreement with the models, comments, names, rules that bite."""

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from etl import schema


def test_models_and_migrations_agree(database_url):
    assert schema.check(database_url) == []


def test_every_table_and_column_has_a_comment(connection):
    bare = connection.execute(
        text(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " WHERE n.nspname IN ('public', 'report') AND c.relkind IN ('r', 'v') AND c.relname <> 'alembic_version'"
            " AND (obj_description(c.oid) IS NULL OR col_description(c.oid, a.attnum) IS NULL)"
        )
    ).all()
    assert bare == []


def test_constraints_follow_the_naming_convention(connection):
    odd = [
        name
        for (name,) in connection.execute(
            text(
                "SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
                " AND conrelid <> 'alembic_version'::regclass AND contype IN ('p', 'u', 'f', 'c')"
            )
        )
        if not name.startswith(("pk_", "uq_", "fk_", "ck_"))
    ]
    assert odd == []


def test_every_foreign_key_can_be_followed_backwards_by_an_index_or_is_small(connection):
    """The large tables' references to entities and extractions are indexed, or deleting and joining crawl."""
    inspector = inspect(connection)
    for table in ("mention", "quote", "estimate", "estimate_attribution", "passage"):
        leading = {index["column_names"][0] for index in inspector.get_indexes(table)}
        leading |= {inspector.get_pk_constraint(table)["constrained_columns"][0]}
        leading |= {unique["column_names"][0] for unique in inspector.get_unique_constraints(table)}
        wanted = {
            key["constrained_columns"][0]
            for key in inspector.get_foreign_keys(table)
            if key["referred_table"] in {"entity", "extraction", "passage"}
        }
        assert wanted <= leading, table


def test_upgrade_of_a_current_database_changes_nothing(database_url):
    engine = create_engine(database_url)
    with engine.connect() as connection:
        before = connection.execute(text("SELECT view, sql_sha256 FROM saved_view ORDER BY view")).all()
    assert before
    assert schema.is_current(database_url)
    schema.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT view, sql_sha256 FROM saved_view ORDER BY view")).all() == before
    engine.dispose()


def test_downgrade_and_upgrade_come_back_to_the_same(database_url):
    from alembic import command

    config = schema.alembic_config(database_url)
    config.attributes["deploy_views"] = True
    command.downgrade(config, "base")
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert inspect(connection).get_view_names(schema="report") == []
    engine.dispose()
    schema.upgrade(database_url)
    assert schema.check(database_url) == []
    assert schema.is_current(database_url)


def test_a_database_of_a_newer_version_is_refused_in_words(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from the future'"))
        connection.execute(text("COMMENT ON SCHEMA report IS 'from the future'"))
    engine.dispose()
    with pytest.raises(schema.SchemaError, match="newer onrecord"):
        schema.ensure_schema(database_url)


ARTICLE = """
    INSERT INTO batch (command, source, onrecord_version) VALUES ('test', 'test', '0');
    INSERT INTO entity (entity_key, name, type, origin) VALUES ('outlet:test', 'Test', 'outlet', 'extracted');
    INSERT INTO article (article_key, batch_id) SELECT 'a', max(batch_id) FROM batch;
    INSERT INTO article_version (article_id, version_number, text, text_length, text_sha256, published_precision,
        published_basis, batch_id)
    SELECT article_id, 1, 'About 40 came.', 14, 'x', 'unknown', 'unknown', batch_id FROM article WHERE article_key = 'a';
    INSERT INTO extraction (article_version_id, extractor_name, extractor_version, outlet_entity_id,
        published_precision, published_basis, batch_id)
    SELECT v.article_version_id, 'test', '1', e.entity_id, 'unknown', 'unknown', v.batch_id
    FROM article_version v JOIN article USING (article_id), entity e
    WHERE article_key = 'a' AND e.entity_key = 'outlet:test';
    INSERT INTO passage (extraction_id, ordinal, start_offset, end_offset, kind)
    SELECT max(extraction_id), 0, 0, 14, 'body' FROM extraction;
"""
GOOD = {
    "low": "NULL", "best": "40", "high": "NULL", "kind": "'numeric'", "start_offset": "0", "end_offset": "8",
    "surface": "'About 40'", "number_start": "6", "number_end": "8", "polarity": "'asserted'", "stated_value": "40",
    "as_of_from": "NULL", "as_of_to": "NULL", "as_of_basis": "'unknown'", "as_of_precision": "'unknown'",
    "attribution": "'narrator'", "time_kind": "'instant'", "confidence": "0.9", "ordinal": "0",
}  # fmt: skip


def insert_estimate(connection, **changes):
    values = GOOD | changes
    columns = ", ".join(values)
    connection.exec_driver_sql(
        f"INSERT INTO estimate (extraction_id, batch_id, passage_id, article_version_id, origin_entity_id, is_change,"
        f" said_basis, said_precision, {columns})"
        f" SELECT x.extraction_id, x.batch_id, p.passage_id, x.article_version_id, x.outlet_entity_id, FALSE,"
        f" 'unknown', 'unknown', {', '.join(values.values())}"
        f" FROM extraction x JOIN passage p USING (extraction_id) WHERE x.extractor_name = 'test'"
    )


@pytest.fixture
def article(connection):
    connection.exec_driver_sql(ARTICLE)
    return connection


def test_a_good_row_is_taken(article):
    insert_estimate(article)
    assert article.scalar(text("SELECT best FROM estimate")) == 40


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("low_not_above_high", {"low": "50", "high": "40", "best": "NULL"}),
        ("low_not_above_best", {"low": "50"}),
        ("best_not_above_high", {"high": "30"}),
        ("numeric_has_a_bound_and_others_none", {"best": "NULL"}),
        ("numeric_has_a_bound_and_others_none", {"kind": "'vague'"}),
        ("kind_known", {"kind": "'guessed'"}),
        ("polarity_known", {"polarity": "'maybe'"}),
        ("span_offsets_in_order", {"start_offset": "8", "end_offset": "8", "surface": "''", "number_start": "NULL", "number_end": "NULL"}),
        ("span_as_long_as_surface", {"surface": "'About 4'"}),
        ("number_inside_the_span", {"number_end": "9"}),
        ("as_of_from_not_after_to", {"as_of_from": "DATE '2024-10-02'", "as_of_to": "DATE '2024-10-01'", "as_of_basis": "'stated'"}),
        ("as_of_basis_unknown_only_without_dates", {"as_of_from": "DATE '2024-10-02'"}),
        ("confidence_between_0_and_1", {"confidence": "1.5"}),
        ("estimate_surface_is_in_text", {"surface": "'Ahout 40'"}),
        ("estimate_surface_is_in_text", {"start_offset": "7", "end_offset": "15", "number_start": "7", "number_end": "9"}),
        ("not_part_of_itself", {"part_of_ordinal": "0"}),
        ("measure", {"measure": "'no such measure'"}),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_rule_is_refused_by_the_database(article, rule, changes):
    with pytest.raises(IntegrityError) as refused:
        insert_estimate(article, **changes)
    assert rule in refused.value.orig.diag.constraint_name


def test_a_passage_past_the_end_of_its_article_is_refused(article):
    with pytest.raises(IntegrityError, match="ends at character 15 of 14"):
        article.exec_driver_sql(
            "INSERT INTO passage (extraction_id, ordinal, start_offset, end_offset, kind)"
            " SELECT max(extraction_id), 1, 0, 15, 'body' FROM extraction"
        )
