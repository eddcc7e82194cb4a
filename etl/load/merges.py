"""Merges of entities as rows that can be undone, aliases that people add, and pairs that wait for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from etl.knowledge import normalise_name
from etl.load.entities import load_aliases, load_entities
from etl.load.staging import stage_rows
from etl.load.statements import statement
from etl.records import FoundEntity, ResolvedEntity


def find_entities(connection: Connection, references: Sequence[str]) -> dict[str, list[FoundEntity]]:
    """Entities with these ids, keys, names or aliases, by what was asked for; nobody is under no reference."""
    values = {"references": list(references), "normalised": [normalise_name(reference) for reference in references]}
    found: dict[str, list[FoundEntity]] = {}
    for reference, *entity in connection.execute(statement("merges", "find_entities"), values):
        found.setdefault(reference, []).append(FoundEntity(*entity))
    return found


def merge_entities(connection: Connection, entity_id: int, into_entity_id: int, author: str, reason: str) -> None:
    """Record that one entity is another, and let everybody who counted as it follow."""
    values = {"entity_id": entity_id, "into_entity_id": into_entity_id, "author": author, "reason": reason}
    connection.execute(statement("merges", "insert_merge"), values)
    connection.execute(statement("merges", "follow_merges"))
    settle_candidate(connection, entity_id, into_entity_id, "merged")


def split_entity(connection: Connection, entity_id: int, author: str, reason: str) -> tuple[int, datetime] | None:
    """End an entity's merge in force; returns whom it was merged into and when, or ``None`` where there was none."""
    values = {"entity_id": entity_id, "author": author, "reason": reason}
    row = connection.execute(statement("merges", "undo_merge"), values).one_or_none()
    if row is None:
        return None
    connection.execute(statement("merges", "follow_merges"))
    settle_candidate(connection, entity_id, row.into_entity_id, "open")
    return row.into_entity_id, row.merged_at


def settle_candidate(connection: Connection, one: int, other: int, state: str) -> None:
    """Note what was decided about a pair, where it was listed."""
    connection.execute(statement("merges", "settle_candidate"), {"one": one, "other": other, "state": state})


def family_of(connection: Connection, entity_ids: Sequence[int]) -> list[int]:
    """Everybody who counts as the same entity as one of these."""
    return list(connection.execute(statement("merges", "family_of"), {"entity_ids": list(entity_ids)}).scalars())


def forget_claims_of_the_merge(connection: Connection, merged_at: datetime, entity_ids: Sequence[int]) -> None:
    """Remove the empty claims that were founded while a merge that is undone was in force."""
    values = {"merged_at": merged_at, "entity_ids": list(entity_ids)}
    connection.execute(statement("merges", "forget_claims_of_the_merge"), values)


def load_alias(connection: Connection, entity_id: int, alias: str, kind: str, language: str | None) -> bool:
    """Add a wording that stands for an entity everywhere; false where it was there."""
    values = {
        "entity_id": entity_id, "alias": alias, "normalised": normalise_name(alias), "kind": kind, "language": language,
    }  # fmt: skip
    return connection.execute(statement("merges", "insert_alias"), values).rowcount == 1


def read_named(connection: Connection, batch_id: int) -> list[tuple[int, str, str, tuple[str, ...], bool]]:
    """(id, name, type, acronyms, whether the batch brought it) of the entities that articles mention.

    Empty where the batch brought nobody new.
    """
    values = {"batch_id": batch_id}
    if not connection.scalar(statement("merges", "count_new_entities"), values):
        return []
    return [
        (row.entity_id, row.name, row.type, tuple(row.acronyms), row.is_fresh)
        for row in connection.execute(statement("merges", "read_named"), values)
    ]


def load_candidates(connection: Connection, pairs: Iterable[tuple[int, int, float, str]]) -> None:
    """List pairs that may be one entity; a pair that is listed, or was decided, stays as it is."""
    columns = {"entity_id": "bigint", "other_entity_id": "bigint", "score": "numeric", "evidence": "text"}
    stage_rows(connection, "stage_candidate", columns, sorted(pairs))
    connection.execute(statement("merges", "insert_candidates"))


def load_given_entities(
    connection: Connection,
    entities: Sequence[tuple[str, str, str]],
    aliases: Iterable[tuple[str, str, str]],
    relations: Iterable[tuple[str, str, str, date | None, date | None]],
) -> list[str]:
    """Take a user's entities (key, name, type), aliases (key, wording, kind) and relations; they win over the shipped.

    Returns the keys that relations name and nobody knows; the caller rolls back where there are any.
    """
    load_entities(connection, ((ResolvedEntity(key, name, kind), None) for key, name, kind in entities), "user")
    connection.execute(statement("merges", "take_entities"))
    load_aliases(connection, ((key, alias, kind, None) for key, alias, kind in aliases), "user")
    columns = {"entity_key": "text", "kind": "text", "related_key": "text", "valid_from": "date", "valid_to": "date"}
    stage_rows(connection, "stage_relation", columns, relations)
    unknown = list(connection.execute(statement("merges", "unknown_related")).scalars())
    connection.execute(statement("merges", "replace_relations"))
    connection.execute(statement("merges", "insert_given_relations"))
    return unknown


def merge_named_by_people(connection: Connection) -> list[int]:
    """Merge extracted entities into those to which a person gave their name; returns who was merged."""
    merged = list(connection.execute(statement("merges", "merge_named_by_people")).scalars())
    if merged:
        connection.execute(statement("merges", "follow_merges"))
    return merged
