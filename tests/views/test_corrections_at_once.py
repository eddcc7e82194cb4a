"""Views that look up one mention for another find corrections by one call a query, not anew for each."""

import pytest
from sqlalchemy import text


@pytest.mark.parametrize("view", ["contradictions", "evidence", "counted_mentions"])
def test_corrections_are_planned_apart(connection, view):
    plan = "\n".join(connection.execute(text(f"EXPLAIN SELECT * FROM report.{view}")).scalars())
    assert "Function Scan on corrected_estimates" in plan
    assert " on correction" not in plan


@pytest.mark.parametrize("view", ["same_article_conflict", "estimate_disagreement", "measure_status_matrix"])
def test_what_counts_is_kept_with_its_corrections(connection, view):
    plan = "\n".join(connection.execute(text(f"EXPLAIN SELECT * FROM report.{view}")).scalars())
    assert "counted_mention" in plan
    assert "correct" not in plan


def test_what_one_entity_belongs_to_is_what_the_view_of_all_says(connection):
    columns = "level_entity_id, level, level_name, level_key, valid_from, valid_to, distance"
    every = connection.execute(text(f"SELECT entity_id, {columns} FROM report.entity_rollup")).all()
    assert len({row.entity_id for row in every}) > 100
    some_id = max(row.entity_id for row in every if row.distance > 1)
    one = connection.execute(text(f"SELECT {columns} FROM entity_levels(:entity_id)"), {"entity_id": some_id}).all()
    assert {tuple(row) for row in one} == {tuple(row[1:]) for row in every if row.entity_id == some_id}
    levels = connection.execute(
        text(
            "WITH RECURSIVE reached (entity_id) AS ("
            " SELECT cast(:entity_id AS bigint)"
            " UNION SELECT relation.related_entity_id FROM reached"
            " INNER JOIN entity_relation AS relation ON relation.entity_id = reached.entity_id"
            ") SELECT entity_id FROM reached"
        ),
        {"entity_id": some_id},
    ).scalars()
    assert set(levels) == {row.level_entity_id for row in one}
