"""Topics and what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from etl.errors import UsageError
from etl.load.statements import statement
from etl.records import Topic


def load_new_topic(connection: Connection, topic: Topic) -> bool:
    """Insert a topic that is not there yet; one that people have made or changed stays as it is.

    Raises:
        UsageError: the topic names a measure or an entity that the database does not have.
    """
    is_new = connection.execute(statement("topics", "insert_topic"), _head(topic)).rowcount == 1
    if is_new:
        _insert_parts(connection, topic)
    return is_new


def replace_topic(connection: Connection, topic: Topic) -> bool:
    """Make the database's topic what ``topic`` says; tells whether it is new there.

    Raises:
        UsageError: the topic names a measure or an entity that the database does not have.
    """
    is_new = load_new_topic(connection, topic)
    if not is_new:
        connection.execute(statement("topics", "clear_topic"), _head(topic))
        _insert_parts(connection, topic)
    return is_new


def _head(topic: Topic) -> dict[str, Any]:
    return {
        "topic": topic.topic, "title": topic.title, "description": topic.description,
        "from_on": topic.from_on, "to_on": topic.to_on,
    }  # fmt: skip


def _insert_parts(connection: Connection, topic: Topic) -> None:
    _check_measures(connection, topic)
    members = [(side, key) for side, keys in topic.sides for key in keys]
    _check_keys(connection, topic, [("", key) for key in topic.places] + members)
    measures = [*topic.headline_measures, *topic.measures]
    values: dict[str, dict[str, Any]] = {
        "insert_measures": {
            "measures": measures, "are_headline": [n < len(topic.headline_measures) for n in range(len(measures))],
        },
        "insert_populations": {"populations": [*topic.populations]},
        "insert_words": {"words": [*topic.words]},
        "insert_places": {"places": [*topic.places]},
        "insert_sides": {"sides": [side for side, _ in topic.sides]},
        "insert_members": {"sides": [side for side, _ in members], "members": [key for _, key in members]},
    }  # fmt: skip
    for name, given in values.items():
        connection.execute(statement("topics", name), {"topic": topic.topic, **given})


def _check_measures(connection: Connection, topic: Topic) -> None:
    known = set(connection.execute(text("SELECT measure FROM measure")).scalars())
    for measure in (*topic.headline_measures, *topic.measures):
        if measure not in known:
            raise UsageError(
                f"topic {topic.topic}: there is no measure {measure!r}; known are {', '.join(sorted(known))}"
            )


def _check_keys(connection: Connection, topic: Topic, named: Sequence[tuple[str, str]]) -> None:
    """Each (side, key) is there once, places under no side, and every key means an entity."""
    values = {"keys": [key for _, key in named]}
    wrong = list(connection.execute(statement("topics", "unknown_keys"), values).scalars())
    wrong += [key for n, (side, key) in enumerate(named) if (side, key) in named[:n]]
    if wrong:
        raise UsageError(
            f"topic {topic.topic}: there is no entity {wrong[0]!r} (or it stands there twice); "
            "keys are those of the knowledge base, such as state:ukraine"
        )
