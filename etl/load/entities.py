"""Entities, their aliases and relations."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from etl.knowledge import load_knowledge, normalise_name
from etl.load.staging import stage_rows
from etl.load.statements import statement
from etl.records import ResolvedEntity

AliasRow = tuple[str, str, str, str | None]  # entity key, alias, kind, article key where it holds there only


def load_entities(
    connection: Connection, entities: Iterable[tuple[ResolvedEntity, str | None]], origin: str = "extracted"
) -> None:
    """Insert the entities that are not there yet; each comes with the key of its article where it belongs to one."""
    unique = {entity.key: (entity.key, entity.name, entity.type, article) for entity, article in entities}
    columns = {"entity_key": "text", "name": "text", "type": "text", "article_key": "text"}
    stage_rows(connection, "stage_entity", columns, sorted(unique.values(), key=lambda row: row[0]))
    connection.execute(statement("entities", "insert_entities"), {"origin": origin})


def load_aliases(connection: Connection, aliases: Iterable[AliasRow], origin: str = "extracted") -> None:
    """Insert the aliases that are not there yet."""
    rows = {(key, alias, normalise_name(alias), kind, article) for key, alias, kind, article in aliases}
    columns = {"entity_key": "text", "alias": "text", "alias_normalised": "text", "kind": "text", "article_key": "text"}
    stage_rows(connection, "stage_alias", columns, sorted(rows, key=lambda row: tuple(str(cell) for cell in row)))
    connection.execute(statement("entities", "insert_aliases"), {"origin": origin})


def load_knowledge_base(connection: Connection) -> None:
    """Bring the shipped knowledge base into the database; what was shipped before follows, what a user added stays."""
    knowledge = load_knowledge()
    entities = (ResolvedEntity(known.key, known.name, known.database_type) for known in knowledge.entities)
    load_entities(connection, ((entity, None) for entity in entities), "knowledge")
    connection.execute(statement("entities", "rename_known_entities"))
    load_aliases(
        connection,
        (
            (entity.key, alias, kind, None)
            for entity in knowledge.entities
            for alias, kind in ((entity.name, "name"), *entity.aliases)
            if kind not in {"surname", "pronoun"}
        ),
        "knowledge",
    )
    connection.execute(statement("entities", "delete_stale_aliases"))
    columns = {"entity_key": "text", "kind": "text", "related_key": "text", "valid_from": "date", "valid_to": "date"}
    rows = {(r.subject_key, r.kind, r.object_key, r.valid_from, r.valid_to) for r in knowledge.relations}
    # Whoever holds no office that is known still speaks for a state, and rolls up to it.
    in_office = {relation.subject_key for relation in knowledge.relations}
    rows |= {
        (e.key, "officer_of", e.state, None, None)
        for e in knowledge.entities
        if e.type == "person" and e.state and e.key not in in_office
    }
    stage_rows(connection, "stage_relation", columns, sorted(rows, key=lambda row: tuple(str(cell) for cell in row)))
    for name in ("delete_stale_relations", "insert_relations"):
        connection.execute(statement("entities", name))
    outlets = {"entity_key": "text", "domain": "text", "is_wire": "boolean"}
    stage_rows(
        connection,
        "stage_outlet",
        outlets,
        [
            (e.key, e.domains[0] if e.domains else None, e.subtype == "wire")
            for e in knowledge.entities
            if e.type == "outlet"
        ],
    )
    connection.execute(statement("entities", "insert_outlets"))
