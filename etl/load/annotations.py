"""Extractions: passages, mentions, quotes and estimates of article versions, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from etl.load.entities import load_aliases, load_entities
from etl.load.staging import stage_rows
from etl.load.statements import statement
from etl.records import ResolvedExtraction

_SPAN = {"start_offset": "bigint", "end_offset": "bigint", "surface": "text"}
_PARTY = {"entity_key": "text", "surface": "text", "start_offset": "bigint", "end_offset": "bigint"}


def _interval(name: str) -> dict[str, str]:
    columns = {"from": "date", "to": "date", "precision": "text", "basis": "text", "expression": "text"}
    return {f"{name}_{part}": kind for part, kind in columns.items()}


#: Staging tables: name of the rows in ResolvedExtraction -> columns after article_version_id.
STAGES: dict[str, dict[str, str]] = {
    "passages": {
        "ordinal": "bigint", "start_offset": "bigint", "end_offset": "bigint", "kind": "text",
        "time_as_written": "text", "speaker": "text",
    },
    "mentions": {"ordinal": "bigint", **_SPAN, "label": "text", "kind": "text", "entity_key": "text"},
    "quotes": {
        "ordinal": "bigint", "passage_ordinal": "bigint", **_SPAN, "kind": "text", "cue": "text",
        "cue_start": "bigint", "cue_end": "bigint", "channel": "text", "utterance": "bigint", **_interval("said"),
        "sentence": "text", "sentence_start": "bigint", "confidence": "numeric",
    },
    "quote_speakers": {"ordinal": "bigint", "position": "bigint", **_PARTY},
    "estimates": {
        "ordinal": "bigint", "passage_ordinal": "bigint", **_SPAN, "number_start": "bigint", "number_end": "bigint",
        "kind": "text", "low": "numeric", "best": "numeric", "high": "numeric", "stated_value": "numeric",
        "qualifier": "text", "hedge": "text", "polarity": "text", "measure": "text", "status": "text",
        "population": "text", "population_key": "text", "unit": "text", "per": "text", "noun": "text",
        "place": "text", "place_key": "text", "time_kind": "text", "is_change": "boolean",
        "part_of_ordinal": "bigint", "attribution": "text", "source_surface": "text", "source_start": "bigint",
        "source_end": "bigint", "origin_key": "text", **_interval("as_of"), **_interval("said"),
        "sentence": "text", "sentence_start": "bigint", "confidence": "numeric",
    },
    "attributions": {"ordinal": "bigint", "position": "bigint", "role": "text", **_PARTY},
    "disputes": {"ordinal": "bigint", "position": "bigint", **_PARTY},
}  # fmt: skip


def load_extractions(
    connection: Connection,
    batch_id: int,
    extractor: tuple[str, str],
    extractions: Sequence[tuple[int, ResolvedExtraction]],
) -> None:
    """Write what an extractor (name, version) found in article versions (id, rows), all in this transaction.

    The caller has made sure that this extractor version has not read them before.
    """
    load_entities(
        connection,
        ((e, x.article_key if e.is_of_one_article else None) for _, x in extractions for e in x.entities),
    )
    load_aliases(connection, (alias for _, x in extractions for alias in x.aliases))
    _stage_articles(connection, extractions)
    for name, columns in STAGES.items():
        stage_rows(connection, f"stage_{name}", {"article_version_id": "bigint", **columns}, _rows(name, extractions))
    values = {"batch_id": batch_id, "name": extractor[0], "version": extractor[1]}
    connection.execute(statement("annotations", "insert_extractions"), values)
    connection.execute(statement("annotations", "find_extractions"), {"name": extractor[0], "version": extractor[1]})
    for name in ("passages", "mentions", "quotes", "quote_speakers", "estimates", "attributions", "disputes"):
        connection.execute(
            statement("annotations", f"insert_{name}"), {"batch_id": batch_id} if name == "estimates" else {}
        )


def _stage_articles(connection: Connection, extractions: Iterable[tuple[int, ResolvedExtraction]]) -> None:
    columns = {
        "extraction_id": "bigint", "article_version_id": "bigint", "outlet_key": "text", "title": "text",
        "genre": "text", "published_from": "date", "published_to": "date", "published_precision": "text",
        "published_basis": "text",
    }  # fmt: skip
    rows = (
        (
            None, version, x.outlet.key, x.title, x.genre,
            x.published.from_on, x.published.to_on, x.published.precision, x.published.basis,
        )
        for version, x in extractions
    )  # fmt: skip
    stage_rows(connection, "stage_extraction", columns, rows)


def _rows(name: str, extractions: Iterable[tuple[int, ResolvedExtraction]]) -> Iterable[tuple[Any, ...]]:
    return ((version, *row) for version, extraction in extractions for row in getattr(extraction, name))
