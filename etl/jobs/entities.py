"""Entities: merged, split, named; and the pairs that may be one, listed when a batch brings somebody new."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from etl.database import writing
from etl.errors import UsageError
from etl.jobs.claims import resolve_touched_claims
from etl.load.claims import mark_blocks_of_entities
from etl.load.merges import (
    FoundEntity,
    family_of,
    find_entities,
    forget_claims_of_the_merge,
    load_alias,
    load_candidates,
    merge_entities,
    read_named,
    split_entity,
)
from etl.resolve.names import NamedEntity, candidate_pairs


class EntityError(UsageError):
    """A reference that means nobody or several, or a merge that cannot be."""


def find_entity(connection: Connection, reference: str) -> FoundEntity:
    """The one entity that an id, key, name or alias means.

    Raises:
        EntityError: it means nobody, or several; the message names them by key.
    """
    found = find_entities(connection, reference)
    if not found:
        raise EntityError(
            f"no entity is called {reference!r}; `onrecord entity search {reference}` looks for parts of names"
        )
    if len(found) > 1:
        keys = ", ".join(f"{entity.key} ({entity.name}, {entity.type})" for entity in found[:10])
        raise EntityError(f"{reference!r} means {len(found)} entities; say which by its key: {keys}")
    return found[0]


def canonical_key(connection: Connection, reference: str) -> str:
    """Key of the entity that a reference counts as, merges followed."""
    entity = find_entity(connection, reference)
    return entity.key if entity.merged_into is None else find_entity(connection, str(entity.merged_into)).key


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


def list_candidates(connection: Connection, batch_id: int) -> None:
    """List the pairs that may be one, of which the batch brought at least one; the caller owns the transaction."""
    named = read_named(connection, batch_id)
    entities = [NamedEntity(number, name, kind, acronyms) for number, name, kind, acronyms, _ in named]
    pairs = candidate_pairs(entities, frozenset(row[0] for row in named if row[4]))
    load_candidates(connection, ((p.entity_id, p.other_id, p.score, p.evidence) for p in pairs))
