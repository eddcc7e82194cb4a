"""Entities: merged, split, named; and the pairs that may be one, listed when a batch brings somebody new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.jobs.claims import resolve_touched_claims
from etl.load.merges import (
    family_of,
    find_entities,
    forget_claims_of_the_merge,
    load_alias,
    load_candidates,
    load_given_entities,
    merge_entities,
    merge_named_by_people,
    read_named,
    split_entity,
)
from etl.load.touched import mark_blocks_of_entities
from etl.read.entities import read_entities
from etl.records import FoundEntity
from etl.resolve.names import NamedEntity, candidate_pairs
from etl.resolve.references import EntityError, meant_entity

__all__ = ["EntityError", "add_alias", "find_entity", "load_entities", "merge", "split"]


def find_entity(connection: Connection, reference: str) -> FoundEntity:
    """The one entity that an id, key, name or alias means.

    Raises:
        EntityError: it means nobody, or several; the message names them by key.
    """
    return meant_entity(find_entities(connection, [reference]).get(reference, []), reference)


def merge(engine: Engine, reference: str, into: str, author: str, reason: str) -> tuple[FoundEntity, FoundEntity]:
    """Let one entity count as another from now on, in every view; undone by `split`."""
    with writing(engine) as connection, connection.begin():
        entity, target = find_entity(connection, reference), find_entity(connection, into)
        if entity.merged_into is not None:
            raise EntityError(f"{entity.key} is merged already; split it first")
        if entity.entity_id in {target.entity_id, target.merged_into}:
            raise EntityError(f"{entity.key} and {target.key} count as one entity already")
        touched = family_of(connection, [entity.entity_id, target.entity_id])
        merge_entities(connection, entity.entity_id, target.entity_id, author, reason)
        mark_blocks_of_entities(connection, touched)
        resolve_touched_claims(connection)
    return entity, target


def split(engine: Engine, reference: str, author: str, reason: str) -> FoundEntity:
    """Undo an entity's merge: names, figures and claims are what they were before it."""
    with writing(engine) as connection, connection.begin():
        entity = find_entity(connection, reference)
        touched = family_of(connection, [entity.entity_id])
        undone = split_entity(connection, entity.entity_id, author, reason)
        if undone is None:
            raise EntityError(f"{entity.key} is not merged with anybody")
        mark_blocks_of_entities(connection, touched)
        resolve_touched_claims(connection)
        forget_claims_of_the_merge(connection, undone[1], touched)
    return entity


def add_alias(engine: Engine, reference: str, alias: str, kind: str, language: str | None) -> tuple[FoundEntity, bool]:
    """Add a wording that stands for an entity everywhere."""
    with writing(engine) as connection, connection.begin():
        entity = find_entity(connection, reference)
        return entity, load_alias(connection, entity.entity_id, alias, kind, language)


def load_entities(engine: Engine, paths: Sequence[Path]) -> tuple[int, int]:
    """Take entities from a user's files, which win over the shipped ones; returns entities and merges that follow.

    Raises:
        EntityFileError: a file cannot be read, or a line is wrong; nothing is taken then.
        EntityError: a relation names a key that neither the files nor the database have.
    """
    given = [entity for path in paths for entity in read_entities(path)]
    with writing(engine) as connection, connection.begin():
        unknown = load_given_entities(
            connection,
            [(e.key, e.name, e.type) for e in given],
            ((e.key, alias, kind) for e in given for alias, kind in ((e.name, "name"), *e.aliases)),
            ((e.key, r.kind, r.related_key, r.valid_from, r.valid_to) for e in given for r in e.relations),
        )
        if unknown:
            raise EntityError(f"relations name keys that nobody has: {', '.join(unknown[:10])}")
        merged = merge_named_by_people(connection)
        mark_blocks_of_entities(connection, merged)
        resolve_touched_claims(connection)
    return len(given), len(merged)


def settle_names(connection: Connection, batch_id: int) -> None:
    """Merge who bears a name that a person gave; list pairs that may be one. The caller owns the transaction."""
    merge_named_by_people(connection)
    named = read_named(connection, batch_id)
    entities = [NamedEntity(number, name, kind, acronyms) for number, name, kind, acronyms, _ in named]
    pairs = candidate_pairs(entities, frozenset(row[0] for row in named if row[4]))
    load_candidates(connection, ((p.entity_id, p.other_id, p.score, p.evidence) for p in pairs))
