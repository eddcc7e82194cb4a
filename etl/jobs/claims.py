"""Claims are resolved anew where something touched them: a publication, a merge, a correction."""

from __future__ import annotations

from sqlalchemy import Connection

from etl.load.claims import (
    ResolvedClaims,
    load_claims,
    read_containment,
    read_touched_claims,
    read_touched_mentions,
)
from etl.load.dates import date_by_copies
from etl.load.touched import mark_all_blocks, mark_blocks_of_publication
from etl.records import ClaimPartition, MentionKey
from etl.resolve.claim_ids import assign_claim_ids
from etl.resolve.claims import resolve_block
from etl.resolve.compatibility import Containment


def resolve_published_claims(connection: Connection) -> None:
    """Resolve what the publication of a batch touched, in the transaction that publishes it."""
    date_by_copies(connection)
    mark_blocks_of_publication(connection)
    resolve_touched_claims(connection)


def resolve_all_claims(connection: Connection) -> None:
    """Resolve every block anew; changes nothing where nothing changed."""
    mark_all_blocks(connection)
    resolve_touched_claims(connection)


def resolve_touched_claims(connection: Connection) -> None:
    """Resolve the blocks that were marked as touched in this transaction."""
    containment = Containment(read_containment(connection))
    partitions: list[ClaimPartition] = []
    keys: dict[int, MentionKey] = {}
    for mentions in read_touched_mentions(connection):
        partitions.append(resolve_block(mentions, containment))
        keys.update((mention.estimate_id, mention.key) for mention in mentions)
    groups = [group for partition in partitions for group in partition.groups]
    identities = assign_claim_ids(groups, keys, read_touched_claims(connection))
    load_claims(connection, ResolvedClaims(partitions, identities))
