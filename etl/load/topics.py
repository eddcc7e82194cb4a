"""Topics and what belongs to them."""

from __future__ import annotations

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
    for is_headline, measures in ((True, topic.headline_measures), (False, topic.measures)):
        for measure in measures:
            _insert(connection, topic, "measure", measure=measure, is_headline=is_headline)
    for population in topic.populations:
        _insert(connection, topic, "population", population=population)
    for word in topic.words:
        _insert(connection, topic, "word", word=word)
    for key in topic.places:
        _insert_entity(connection, topic, "place", key)
    for ordinal, (side, members) in enumerate(topic.sides):
        _insert(connection, topic, "side", side=side, ordinal=ordinal)
        for key in members:
            _insert_entity(connection, topic, "side_member", key, side=side)


def _check_measures(connection: Connection, topic: Topic) -> None:
    known = set(connection.execute(text("SELECT measure FROM measure")).scalars())
    for measure in (*topic.headline_measures, *topic.measures):
        if measure not in known:
            raise UsageError(
                f"topic {topic.topic}: there is no measure {measure!r}; known are {', '.join(sorted(known))}"
            )


def _insert(connection: Connection, topic: Topic, part: str, **values: Any) -> None:
    connection.execute(statement("topics", f"insert_{part}"), {"topic": topic.topic, **values})


def _insert_entity(connection: Connection, topic: Topic, part: str, key: str, **values: Any) -> None:
    found = connection.execute(
        statement("topics", f"insert_{part}"), {"topic": topic.topic, "entity_key": key, **values}
    ).first()
    if found is None:
        raise UsageError(
            f"topic {topic.topic}: there is no entity {key!r} (or it stands there twice); "
            "keys are those of the knowledge base, such as state:ukraine"
        )
