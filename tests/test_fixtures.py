"""The database fixtures keep tests apart."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import Connection, text

from etl.cluster import plain_url
from etl.schema import is_current


def migrated_tables(url: str) -> set[str]:
    with psycopg.connect(plain_url(url)) as session:
        rows = session.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {name for (name,) in rows}


@pytest.mark.parametrize("visit", [1, 2])
def test_each_test_commits_to_a_migrated_database_of_its_own(database_url: str, visit: int) -> None:
    assert is_current(database_url)
    assert "left_behind" not in migrated_tables(database_url)
    with psycopg.connect(plain_url(database_url)) as session:
        session.execute("CREATE TABLE left_behind ()")


@pytest.mark.parametrize("visit", [1, 2])
def test_what_a_connection_did_is_rolled_back(connection: Connection, visit: int) -> None:
    assert connection.scalar(text("SELECT to_regclass('left_behind')")) is None
    connection.execute(text("CREATE TABLE left_behind ()"))


def test_an_empty_database_has_no_tables(empty_database_url: str) -> None:
    assert migrated_tables(empty_database_url) == set()
