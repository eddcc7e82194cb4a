"""Claims: the mentions of touched blocks out, the claims that resolution makes of them in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from etl.assets import asset_folder
from etl.lexicon import read_words
from etl.load.staging import stage_rows
from etl.load.statements import statement
from etl.load.touched import KEY_COLUMNS
from etl.records import ClaimIdentities, ClaimMention, ClaimPartition, FoundedClaim, MentionKey

_BLOCK = {
    "origin_entity_id": "bigint", "measure": "text", "population": "text", "unit": "text", "time_kind": "text",
}  # fmt: skip
_NO_NUMBER = frozenset({None})
#: Rows that are taken from the driver at a time, which is quicker than one by one.
_ROWS = 1_000


@dataclass(frozen=True)
class ResolvedClaims:
    """What one resolution decided: the partitions of the touched blocks, and ids for all their groups in order."""

    partitions: Sequence[ClaimPartition]
    identities: ClaimIdentities

    def groups(self) -> Iterator[tuple[ClaimPartition, int, int | MentionKey]]:
        """(partition, index of the group in it, id of its claim or the mention that founds it)"""
        ids = iter(self.identities.ids)
        for partition in self.partitions:
            for index in range(len(partition.groups)):
                yield partition, index, next(ids)


def read_containment(connection: Connection) -> dict[int, frozenset[int]]:
    """Place -> the places directly around it, as canonical entities, from the relations in the database."""
    parents: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute(statement("claims", "read_containment")):
        parents[row.part].add(row.whole)
    return {part: frozenset(wholes) for part, wholes in parents.items()}


def read_touched_mentions(connection: Connection) -> Iterator[list[ClaimMention]]:
    """The current mentions of the touched blocks, a block at a time."""
    values = {"general_measures": list(read_words("resolution/general_measures.txt"))}
    connection.execute(statement("planning", "join_as_written"))
    connection.execute(statement("claims", "gather_mentions"), values)
    connection.execute(statement("planning", "join_in_any_order"))
    connection.execute(statement("claims", "analyze_mentions"))
    block: list[ClaimMention] = []
    for rows in connection.execute(statement("claims", "read_mentions")).partitions(_ROWS):
        for row in rows:
            mention = _mention(row)
            if block and block[0].block != mention.block:
                yield block
                block = []
            block.append(mention)
    if block:
        yield block


def _mention(row: Row[Any]) -> ClaimMention:
    return ClaimMention(
        estimate_id=row.estimate_id,
        key=(row.article_key, row.text_sha256, row.number_start, row.number_end, row.rank),
        block=(row.origin_entity_id, row.measure, row.population, row.unit, row.time_kind),
        kind=row.kind,
        numbers=frozenset((row.low, row.best, row.high, row.stated_value)) - _NO_NUMBER,
        status=row.status,
        polarity=row.polarity,
        place=row.place,
        place_id=row.place_entity_id,
        said=(row.said_from, row.said_to),
        as_of=(row.as_of_from, row.as_of_to),
        noun=row.noun,
        per=row.per,
        is_change=row.is_change,
        whole=row.whole_estimate_id,
        same_as=_same_as(row.same_claim_as),
        context=row.context,
    )


def _same_as(reference: str | None) -> MentionKey | None:
    """``article|hash|start|end|rank``; an article's key may hold the divider itself."""
    if reference is None:
        return None
    article, sha256, *numbers = reference.rsplit("|", 4)
    start, end, rank = map(int, numbers)
    return article, sha256, start, end, rank


def read_touched_claims(connection: Connection) -> list[FoundedClaim]:
    """Every claim that a touched mention founded, belongs to, or belonged to."""
    return [
        FoundedClaim(
            row.claim_id,
            (
                row.founding_article_key,
                row.founding_text_sha256,
                row.founding_number_start,
                row.founding_number_end,
                row.founding_rank,
            ),
            row.redirect_claim_id,
            frozenset(row.members),
        )
        for row in connection.execute(statement("claims", "read_claims")).all()
    ]


def load_claims(connection: Connection, resolved: ResolvedClaims) -> None:
    """Write claims, members, related mentions and redirects of the touched blocks; what stays is not written."""
    ids = _found_claims(connection, resolved)
    redirects = (
        (claim, None if target is None else ids.get(target, target))
        for claim, target in resolved.identities.redirects.items()
    )
    stage_rows(connection, "stage_redirect", {"claim_id": "bigint", "redirect_claim_id": "bigint"}, redirects)
    claims = {"claim_id": "bigint", "estimate_id": "bigint"}
    stage_rows(connection, "stage_member", claims, _members(resolved, ids))
    stage_rows(connection, "stage_related", {**claims, "kind": "text"}, _related(resolved, ids))
    for name in (
        "gather_resolved", "analyze_resolved", "delete_related", "delete_members", "update_claims", "update_redirects",
        "insert_members", "insert_related", "gather_resolved_members", "analyze_resolved_members",
    ):  # fmt: skip
        connection.execute(statement("claims", name))
    connection.execute(_gather_references())
    for name in ("delete_references", "update_references", "insert_references"):
        connection.execute(statement("claims", name))


@cache
def _gather_references() -> TextClause:
    """The rule by which references are told as of a day, for the resolved claims as they are now."""
    rule = (asset_folder("sql") / "known_at" / "claim_reference.sql").read_text(encoding="utf-8")
    now = rule.replace("public_at.claim_member", "pg_temp.resolved_member").replace("public_at.", "public.")
    return text(f"CREATE TEMPORARY TABLE fresh_reference ON COMMIT DROP AS\n{now}")


def _found_claims(connection: Connection, resolved: ResolvedClaims) -> dict[int | MentionKey, int]:
    """Insert the claims that are new; the id of each under the mention that founded it."""
    columns = {"claim_id": "bigint", **KEY_COLUMNS, **_BLOCK}
    stage_rows(connection, "stage_claim", columns, _claim_rows(resolved))
    return {tuple(row[1:]): row[0] for row in connection.execute(statement("claims", "insert_claims"))}


def _claim_rows(resolved: ResolvedClaims) -> Iterator[tuple[Any, ...]]:
    for partition, _, claim in resolved.groups():
        key = (claim, *(None,) * len(KEY_COLUMNS)) if isinstance(claim, int) else (None, *claim)
        yield (*key, *partition.block)


def _members(resolved: ResolvedClaims, ids: Mapping[int | MentionKey, int]) -> Iterator[tuple[Any, ...]]:
    for partition, index, claim in resolved.groups():
        for estimate in partition.groups[index]:
            yield ids.get(claim, claim), estimate


def _related(resolved: ResolvedClaims, ids: Mapping[int | MentionKey, int]) -> Iterator[tuple[Any, ...]]:
    claims = {(id(partition), index): ids.get(claim, claim) for partition, index, claim in resolved.groups()}
    for partition in resolved.partitions:
        for estimate, index, kind in partition.related:
            yield claims[id(partition), index], estimate, kind
