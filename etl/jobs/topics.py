"""Topics that people define."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from etl.database import writing
from etl.load.topics import replace_topic
from etl.read.topics import read_topic


def add_topics(engine: Engine, paths: Sequence[Path]) -> dict[str, bool]:
    """Write the topics of files, all or none; tells for each by name whether it is new."""
    topics = [read_topic(path) for path in paths]
    with writing(engine) as connection, connection.begin():
        return {topic.topic: replace_topic(connection, topic) for topic in topics}
