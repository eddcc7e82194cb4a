"""Claims are resolved anew where something touched them: a publication, a merge, a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from etl.load.claims import (
    ResolvedClaims,
    load_claims,
    read_containment,
    read_touched_claims,
    read_touched_mentions,
)
from etl.load.dates import date_by_copies
from etl.load.touched import is_anything_touched, mark_all_blocks, mark_blocks_of_publication
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
    if is_anything_touched(connection):
        tell_claims(connection, resolve_touched_blocks(connection))


@dataclass(frozen=True)
class ResolvedBlocks:
    """Partitions of touched blocks, and the keys of the mentions in them; which claims they are is not asked yet."""

    partitions: Sequence[ClaimPartition]
    keys: Mapping[int, MentionKey]


def resolve_touched_blocks(connection: Connection) -> ResolvedBlocks:
    """Partition the touched mentions; no claim is read or written."""
    containment = Containment(read_containment(connection))
    partitions: list[ClaimPartition] = []
    keys: dict[int, MentionKey] = {}
    for mentions in read_touched_mentions(connection):
        partitions.append(resolve_block(mentions, containment))
        keys.update((mention.estimate_id, mention.key) for mention in mentions)
    return ResolvedBlocks(partitions, keys)


def tell_claims(connection: Connection, blocks: ResolvedBlocks) -> None:
    """Give the groups their lasting ids and write what changed."""
    groups = [group for partition in blocks.partitions for group in partition.groups]
    identities = assign_claim_ids(groups, blocks.keys, read_touched_claims(connection))
    load_claims(connection, ResolvedClaims(blocks.partitions, identities))
