"""Mentions of one block -> claims: a function of the mentions alone, whatever order they were loaded in.

Mentions are joined by pairwise compatibility (DESIGN section 1). Seen as a graph, a mention whose partners
are all compatible with each other is the core of a claim; one that fits a single core joins it; one that fits
several, which exclude each other, joins none and is listed with each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from etl.records import ClaimMention, ClaimPartition
from etl.resolve.compatibility import (
    Containment,
    are_compatible,
    are_near,
    count_the_same,
    names_what_it_counts,
    says_enough,
    telling_words,
)

#: Bit sets over the kinds of mentions of a block: bit i of ``masks[j]`` says that i and j are compatible.
Masks = list[int]


def resolve_block(mentions: Iterable[ClaimMention], containment: Containment) -> ClaimPartition:
    """Partition the mentions of one block into claims.

    Raises:
        ValueError: the mentions belong to several blocks, or there are none.
    """
    ordered = sorted(mentions, key=lambda m: (m.key, m.estimate_id))
    blocks = {mention.block for mention in ordered}
    if len(blocks) != 1:
        raise ValueError(f"a partition is of one block; {len(blocks)} were given")
    numeric = [m for m in ordered if m.kind == "numeric"]
    groups: list[list[ClaimMention]] = []
    undecided: list[tuple[ClaimMention, int]] = []
    for linked in _linked_by_numbers(numeric):
        if len(linked) == 1:  # most are
            groups.append(linked)
            continue
        kinds = _alike(linked)
        cores, fitting = _cores([members[0] for members in kinds], containment)
        undecided += [(m, len(groups) + core) for kind, near in fitting for m in kinds[kind] for core in near]
        groups += [[m for kind in core for m in kinds[kind]] for core in cores]
    moved = _follow_persons(numeric, groups)
    listed = [(m.estimate_id, core, "undecided") for m, core in undecided if m.estimate_id not in moved]
    listed += _near(ordered, groups, containment)
    return _in_order(ordered[0], groups, listed)


def _linked_by_numbers(mentions: Sequence[ClaimMention]) -> list[list[ClaimMention]]:
    """Mentions that share numbers, directly or over others; no claim reaches from one such set into the next.

    So a claim can change only where a mention of its own set does.
    """
    root: dict[object, object] = {}

    def find(number: object) -> object:
        while (above := root.setdefault(number, number)) != number:
            root[number] = root[above]
            number = above
        return number

    for m in mentions:
        first, *others = m.numbers
        for number in others:
            root[find(number)] = find(first)
    linked: dict[object, list[ClaimMention]] = {}
    for m in mentions:
        linked.setdefault(find(next(iter(m.numbers))), []).append(m)
    return list(linked.values())


def _in_order(
    any_mention: ClaimMention, groups: list[list[ClaimMention]], listed: list[tuple[int, int, str]]
) -> ClaimPartition:
    """Groups ordered by their first mention, emptied ones left out."""
    order = sorted((i for i, group in enumerate(groups) if group), key=lambda i: min(m.key for m in groups[i]))
    place = {old: new for new, old in enumerate(order)}
    return ClaimPartition(
        any_mention.block,
        tuple(tuple(m.estimate_id for m in sorted(groups[i], key=lambda m: m.key)) for i in order),
        tuple(sorted((estimate, place[core], kind) for estimate, core, kind in listed if core in place)),
    )


def _alike(mentions: Sequence[ClaimMention]) -> list[list[ClaimMention]]:
    """Mentions that no rule can tell apart: a thousand retellings of one figure are one node of the graph."""
    wholes = {m.whole for m in mentions if m.whole is not None}
    alike: dict[object, list[ClaimMention]] = {}
    for m in mentions:
        apart = m.whole is not None or m.estimate_id in wholes or not count_the_same(m, m)
        # What only its own article can tell is not told by another's like it.
        own = m.estimate_id if apart else None if names_what_it_counts(m) and says_enough(m) else m.key[0]
        profile = (
            m.numbers, m.status, m.polarity, m.place, m.place_id, m.said, m.as_of, m.noun, m.per, m.is_change, own,
            m.context,
        )  # fmt: skip
        alike.setdefault(profile, []).append(m)
    return list(alike.values())


def _cores(
    nodes: Sequence[ClaimMention], containment: Containment
) -> tuple[list[list[int]], list[tuple[int, list[int]]]]:
    """Groups of nodes, and the nodes that fit several groups, with those."""
    masks = _masks(nodes, containment)
    cores: list[list[int]] = []
    undecided: list[tuple[int, list[int]]] = []
    for connected in _components(masks):
        _part(connected, masks, cores, undecided)
    return cores, undecided


def _components(masks: Masks) -> Iterator[int]:
    """Sets of nodes that nothing connects to the others; what one of them decides is nothing to another."""
    seen = 0
    for node, mask in enumerate(masks):
        if seen >> node & 1:
            continue
        connected, waiting = 1 << node, mask & ~(1 << node)
        while waiting:
            connected |= waiting
            around = 0
            for other in _bits(waiting):
                around |= masks[other]
            waiting = around & ~connected
        seen |= connected
        yield connected


def _part(left: int, masks: Masks, cores: list[list[int]], undecided: list[tuple[int, list[int]]]) -> None:
    """Add the groups of a connected set of nodes, and the nodes that fit several of them."""
    while left:
        found = {masks[node] & left: None for node in _bits(left) if _is_core(node, masks, left)}
        if not found:  # a ring in which everybody fits two that exclude each other: each tells its own claim
            _ring(left, masks, cores, undecided)
            return
        first = len(cores)
        cores.extend([] for _ in found)
        rest = 0
        for node in _bits(left):
            fitting = [first + i for i, core in enumerate(found) if core >> node & 1]
            if len(fitting) == 1:
                cores[fitting[0]].append(node)
            elif fitting:
                undecided.append((node, fitting))
            else:
                rest |= 1 << node
        left = rest


def _ring(left: int, masks: Masks, cores: list[list[int]], undecided: list[tuple[int, list[int]]]) -> None:
    place: dict[int, int] = {}
    for node in _bits(left):
        place[node] = len(cores)
        cores.append([node])
    undecided.extend((node, [place[o] for o in _bits(masks[node] & left) if o != node]) for node in place)


def _is_core(node: int, masks: Masks, left: int) -> bool:
    """Whether all that is compatible with a node is compatible with each other."""
    around = masks[node] & left
    return all(around & ~masks[other] == 0 for other in _bits(around))


def _masks(nodes: Sequence[ClaimMention], containment: Containment) -> Masks:
    """Compatibility of nodes; only those that share a number are compared."""
    masks = [1 << i for i in range(len(nodes))]
    by_number: dict[object, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        for number in node.numbers:
            by_number[number].append(i)
    for sharing in by_number.values():
        for i, j in _pairs(nodes, sharing):
            if are_compatible(nodes[i], nodes[j], containment):
                masks[i] |= 1 << j
                masks[j] |= 1 << i
    return masks


def _pairs(nodes: Sequence[ClaimMention], sharing: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of nodes that share a number, without those whose sentences are known to have too little in common.

    What a node's words, article and place allow is found in bit sets, so that a narrator's thousands of "two people"
    are not compared each with each.
    """
    bare = 0  # those without a sentence to go by
    placed = 0
    of_article: dict[str, int] = defaultdict(int)
    of_word: dict[str, int] = defaultdict(int)
    for position, i in enumerate(sharing):
        node, bit = nodes[i], 1 << position
        if node.context is None:
            fitting = bit - 1
            bare |= bit
        else:
            once, twice = 0, 0
            for word in telling_words(node):
                twice |= once & of_word[word]
                once |= of_word[word]
                of_word[word] |= bit
            fitting = bare | twice | of_article[node.key[0]] | (placed if node.place is not None else 0)
            of_article[node.key[0]] |= bit
            placed |= bit if node.place is not None else 0
        yield from ((sharing[earlier], i) for earlier in _bits(fitting))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _follow_persons(mentions: Sequence[ClaimMention], groups: list[list[ClaimMention]]) -> set[int]:
    """Put a mention where a person said it belongs: with the claim of the mention named."""
    group_of = {m.key: i for i, group in enumerate(groups) for m in group}
    moved: set[int] = set()
    for m in mentions:
        if m.same_as is None or m.same_as not in group_of or group_of[m.same_as] == group_of.get(m.key):
            continue
        if m.key in group_of:
            groups[group_of[m.key]].remove(m)
        target = group_of[m.same_as]
        groups[target].append(m)
        group_of[m.key] = target
        moved.add(m.estimate_id)
    return moved


def _near(
    mentions: Sequence[ClaimMention], groups: Sequence[Sequence[ClaimMention]], containment: Containment
) -> Iterator[tuple[int, int, str]]:
    """Vague and unquantified mentions with the claims they may speak of."""
    for m in mentions:
        if m.kind != "numeric":
            for i, group in enumerate(groups):
                if group and count_the_same(m, group[0]) and are_near(m, group[0], containment):
                    yield m.estimate_id, i, m.kind
