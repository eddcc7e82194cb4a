"""`onrecord annotate`: JSON lines in, JSON lines out, no database (DESIGN section 3)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from etl.errors import OnrecordError
from etl.extract.extractor import Extractor
from etl.records import UNKNOWN_TIME, Annotation, ArticleText, Interval, Party


class BadLineError(OnrecordError):
    """A line of the input that is not an article; the message names the field and what is wrong."""


def annotate_lines(lines: Iterable[str], extractor: Extractor, name: str) -> Iterator[str]:
    """Annotate JSON lines.

    Raises:
        BadLineError: a line is not a JSON object with ``id`` and ``text``; names file, line and field.

    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            record = _parse_line(line, f"{name}:{number}")
            annotation = extractor.extract(_article_text(record, f"{name}:{number}"))
            yield json.dumps(record | annotation_to_json(annotation), ensure_ascii=False)


def _parse_line(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLineError(f"{where}: not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(record, dict):
        raise BadLineError(f"{where}: expected an object with id and text, found {type(record).__name__}")
    for field in ("id", "text"):
        if field not in record:
            raise BadLineError(f"{where}: field {field!r} is missing")
    if not isinstance(record["text"], str):
        raise BadLineError(f"{where}: field 'text': expected text, found {type(record['text']).__name__}")
    return record


def _article_text(record: dict[str, Any], where: str) -> ArticleText:
    published = UNKNOWN_TIME
    if stated := record.get("published"):
        try:
            day = date.fromisoformat(str(stated)[:10])
        except ValueError as error:
            raise BadLineError(f"{where}: field 'published': {stated!r} is not an ISO date") from error
        published = Interval(day, day, "day", "file", str(stated))
    return ArticleText(record["text"], record.get("title"), record.get("url"), record.get("outlet"), published)


def annotation_to_json(annotation: Annotation) -> dict[str, Any]:
    """The lists of an annotation as plain objects, in the field names of DESIGN section 3."""
    return {
        "passages": [
            {"start": p.start, "end": p.end, "kind": p.kind, "time": p.time, "speaker": p.speaker}
            for p in annotation.passages
        ],
        "entities": [
            {"start": m.start, "end": m.end, "text": m.text, "type": m.label, "name": m.name, "kind": m.kind}
            for m in annotation.mentions
        ],
        "quotes": [
            {
                "start": q.start, "end": q.end, "text": q.text, "kind": q.kind,
                **_party("speaker", q.speakers[0] if q.speakers else None),
                "speakers": [_party("speaker", s) for s in q.speakers],
                "cue": q.cue, "cue_start": q.cue_start, "cue_end": q.cue_end, "channel": q.channel, "group": q.group,
                **_interval("said", q.said), "passage": q.passage, "confidence": q.confidence,
            }
            for q in annotation.quotes
        ],
        "quantities": [
            {
                "start": q.start, "end": q.end, "text": q.text, "low": q.low, "high": q.high, "value": q.value,
                "qualifier": q.qualifier, "unit": q.unit, "noun": q.noun, "per": q.per, "is_change": q.is_change,
            }
            for q in annotation.quantities
        ],
        "estimates": [
            {
                "start": e.start, "end": e.end, "number_start": e.number_start, "number_end": e.number_end,
                "text": e.text, "kind": e.kind, "low": e.low, "best": e.best, "high": e.high, "value": e.value,
                "qualifier": e.qualifier, "hedge": e.hedge, "polarity": e.polarity, "unit": e.unit, "noun": e.noun,
                "measure": e.measure, "status": e.status, "population": e.population, "per": e.per, "place": e.place,
                "time_kind": e.time_kind, "is_change": e.is_change,
                **_party("source", e.source), "attribution": e.attribution,
                "chain": [
                    {"role": c.role, "name": c.party.name, "start": c.party.start, "end": c.party.end} for c in e.chain
                ],
                "disputed_by": [{"name": d.name, "start": d.start, "end": d.end} for d in e.disputed_by],
                **_interval("as_of", e.as_of), **_interval("said", e.said),
                "part_of": e.part_of, "passage": e.passage, "confidence": e.confidence,
            }
            for e in annotation.estimates
        ],
    }  # fmt: skip


def _party(field: str, party: Party | None) -> dict[str, Any]:
    return {
        field: party and party.text,
        f"{field}_start": party and party.start,
        f"{field}_end": party and party.end,
        f"{field}_name": party and party.name,
    }


def _interval(field: str, interval: Interval) -> dict[str, Any]:
    return {
        f"{field}_from": interval.from_on and interval.from_on.isoformat(),
        f"{field}_to": interval.to_on and interval.to_on.isoformat(),
        f"{field}_precision": interval.precision,
        f"{field}_basis": interval.basis,
    }
