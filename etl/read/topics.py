"""Topics: a TOML file each, shipped under `etl/data/topics` or written by people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from etl.errors import UsageError
from etl.records import Topic

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Side(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: _Word
    members: tuple[_Word, ...] = Field(min_length=1)


class _TopicFile(BaseModel):
    """What a topic's file may hold."""

    model_config = ConfigDict(extra="forbid")

    title: _Word
    description: _Word
    from_on: date | None = Field(default=None, alias="from")
    to_on: date | None = Field(default=None, alias="to")
    headline_measures: tuple[_Word, ...] = Field(min_length=1)
    measures: tuple[_Word, ...] = ()
    populations: tuple[_Word, ...] = ()
    places: tuple[_Word, ...] = ()
    words: tuple[_Word, ...] = ()
    sides: tuple[_Side, ...] = ()


def read_shipped_topics() -> Iterator[Topic]:
    """The topics of `etl/data/topics`, by name."""
    folder = files("etl").joinpath("data", "topics")
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            yield parse_topic(entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8"), entry.name)


def read_topic(path: Path) -> Topic:
    """A topic from a file, named after it.

    Raises:
        UsageError: the file cannot be read or is no topic; names the file and the field.
    """
    try:
        return parse_topic(path.stem, path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error


def parse_topic(name: str, text: str, place: str) -> Topic:
    """A topic from the text of its file; ``place`` is named in errors."""
    try:
        topic = _TopicFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{place}: not TOML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise UsageError(f"{place}: {wrong}") from error
    if topic.from_on and topic.to_on and topic.from_on > topic.to_on:
        raise UsageError(f"{place}: from ({topic.from_on}) is after to ({topic.to_on})")
    sides = tuple((side.name, side.members) for side in topic.sides)
    return Topic(
        name, topic.title, topic.description, topic.from_on, topic.to_on, topic.headline_measures, topic.measures,
        topic.populations, topic.places, topic.words, sides,
    )  # fmt: skip
