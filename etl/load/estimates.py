"""Estimates that people enter: references looked up, rows written under their natural keys."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection, Row, text

from etl.load.merges import find_entities
from etl.load.statements import statement
from etl.records import AnalystEstimate


class UnknownReferenceError(ValueError):
    """A row points to something that is not in the database; says what and what is near."""


def load_estimate(connection: Connection, batch_id: int, row: AnalystEstimate) -> str:
    """Write one row; returns ``new``, ``changed`` or ``unchanged``.

    Raises:
        UnknownReferenceError: an article, entity, measure or status that is not known, or that may be several.
    """
    origin = _entity(connection, row.source, "source")
    values: dict[str, Any] = _values(row) | {"batch_id": batch_id, "origin_entity_id": origin}
    values["measure"] = _word(connection, "measure", row.measure)
    values["status"] = _word(connection, "status", row.status)
    for name in ("place", "population"):
        stated = getattr(row, name)
        values[f"{name}_entity_id"] = _entity(connection, stated, name, required=False) if stated else None
    values |= _place_in_text(connection, row)
    written = connection.execute(statement("estimates", "write_row"), values).one_or_none()
    if written is None:
        return "unchanged"
    connection.execute(
        statement("estimates", "write_origin"), {"estimate_id": written.estimate_id, "entity_id": origin}
    )
    return "new" if written.is_new else "changed"


def _values(row: AnalystEstimate) -> dict[str, Any]:
    return {
        "analyst_row_key": row.key,
        "row_sha256": row.sha256, "source_file": row.file, "source_line": row.line,
        "low": row.low, "best": row.best, "high": row.high, "qualifier": row.qualifier,
        "hedge": row.hedge, "polarity": row.polarity, "population": row.population,
        "unit": row.unit, "place": row.place,
        "as_of": row.as_of, "said_on": row.said_on,
        **_precision("as_of", row.as_of), **_precision("said", row.said_on),
    }  # fmt: skip


def _precision(name: str, day: object) -> dict[str, str]:
    known = day is not None
    return {f"{name}_precision": "day" if known else "unknown", f"{name}_basis": "stated" if known else "unknown"}


def _entity(connection: Connection, reference: str, column: str, *, required: bool = True) -> int | None:
    found = {entity.merged_into or entity.entity_id: entity for entity in find_entities(connection, reference)}
    if len(found) == 1:
        return next(iter(found))
    if not found and not required:
        return None
    if not found:
        names = list(connection.execute(text("SELECT DISTINCT name FROM entity WHERE article_id IS NULL")).scalars())
        raise UnknownReferenceError(f"column {column!r}: nobody is known as {reference!r}{_near(reference, names)}")
    keys = ", ".join(sorted(entity.key for entity in found.values())[:5])
    if required:
        raise UnknownReferenceError(f"column {column!r}: {reference!r} may be several: {keys}. Give the key")
    return None


def _word(connection: Connection, column: str, word: str | None) -> str | None:
    """A word of the vocabulary tables ``measure`` and ``status``."""
    if word is None:
        return None
    words = list(connection.execute(text(f"SELECT {column} FROM {column} ORDER BY 1")).scalars())
    if word.lower() not in words:
        raise UnknownReferenceError(f"column {column!r}: {word!r} is no {column}{_near(word.lower(), words)}")
    return word.lower()


def _near(word: str, words: Sequence[str]) -> str:
    close = get_close_matches(word, words, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _place_in_text(connection: Connection, row: AnalystEstimate) -> dict[str, Any]:
    """The article, and the characters of the number where an extracted estimate states the same."""
    names = ("article_version_id", "passage_id", "start_offset", "end_offset", "surface", "number_start",
             "number_end", "sentence", "sentence_start")  # fmt: skip
    place: dict[str, Any] = dict.fromkeys(names)
    if row.article is None:
        return place
    article = _article(connection, row.article, row.article_key)
    place["article_version_id"] = article.article_version_id
    bounds = (row.low, row.best, row.high)
    values = {
        "article_version_id": article.article_version_id,
        "words": row.words,
        "numbers": [value for value in bounds if value is not None],
    }
    found = connection.execute(statement("estimates", "find_number"), values).mappings().all()
    if len(found) == 1:  # several: the row stays the article's, at no characters of it
        place |= found[0]
    return place


def _article(connection: Connection, reference: str, canonical: str | None) -> Row[Any]:
    values = {"reference": reference, "canonical": canonical or reference}
    found = connection.execute(statement("estimates", "find_articles"), values).all()
    if len(found) != 1:
        what = "no article is" if not found else "several articles are"
        raise UnknownReferenceError(f"column 'article': {what} known as {reference!r}; give its address or key")
    return found[0]
