"""Lasting ids for claims: which group keeps which id, what redirects, what is founded.

A group keeps the id of the claim that holds its founding mention; of several the oldest stays and the others
redirect to it, and come back when the groups part. Where a founding mention is gone (the article was changed,
another extractor reads it differently) the group that holds most of the claim's other mentions keeps its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from etl.records import ClaimIdentities, FoundedClaim, MentionKey


def assign_claim_ids(
    groups: Sequence[Sequence[int]], keys: Mapping[int, MentionKey], claims: Sequence[FoundedClaim]
) -> ClaimIdentities:
    """Ids for groups of estimates; ``keys`` are those of the estimates, ``claims`` all that was stored of them."""
    ordered = sorted(claims, key=lambda claim: claim.claim_id)
    holder = _holders(groups, keys, ordered)
    ids: list[int | MentionKey] = [keys[group[0]] for group in groups]
    for claim in reversed(ordered):
        if claim.claim_id in holder:
            ids[holder[claim.claim_id]] = claim.claim_id
    redirects: dict[int, int | MentionKey | None] = {}
    for claim in ordered:
        if claim.claim_id in holder:
            standing = ids[holder[claim.claim_id]]
            redirects[claim.claim_id] = None if standing == claim.claim_id else standing
        else:
            redirects[claim.claim_id] = claim.redirect
    return ClaimIdentities(tuple(ids), _without_detours(redirects))


def _holders(
    groups: Sequence[Sequence[int]], keys: Mapping[int, MentionKey], claims: Sequence[FoundedClaim]
) -> dict[int, int]:
    """Claim id -> index of the group it goes on in."""
    group_of_key = {keys[estimate]: i for i, group in enumerate(groups) for estimate in group}
    group_of = {estimate: i for i, group in enumerate(groups) for estimate in group}
    holder = {c.claim_id: group_of_key[c.founding] for c in claims if c.founding in group_of_key}
    taken = set(holder.values())
    for claim in claims:
        if claim.claim_id in holder:
            continue
        votes = Counter(group_of[m] for m in claim.members if m in group_of and group_of[m] not in taken)
        if votes:
            group = min(votes, key=lambda i: (-votes[i], i))
            holder[claim.claim_id] = group
            taken.add(group)
    return holder


def _without_detours(redirects: Mapping[int, int | MentionKey | None]) -> dict[int, int | MentionKey | None]:
    """Every redirect leads to a claim that stands."""
    direct: dict[int, int | MentionKey | None] = {}
    for claim, first in redirects.items():
        target, seen = first, {claim}
        while isinstance(target, int) and target not in seen and redirects.get(target) is not None:
            seen.add(target)
            target = redirects[target]
        direct[claim] = None if target == claim else target
    return direct
