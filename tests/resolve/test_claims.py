"""Claims as a function of a block's mentions, and ids that last."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.records import ClaimMention, FoundedClaim
from etl.resolve import claims
from etl.resolve.claim_ids import assign_claim_ids
from etl.resolve.claims import _masks, resolve_block
from etl.resolve.compatibility import Containment, are_compatible

UKRAINE, ZAPORIZHZHIA, KHERSON, CITY = 1, 2, 3, 4
PLACES = Containment({ZAPORIZHZHIA: frozenset({UKRAINE}), KHERSON: frozenset({UKRAINE}), CITY: frozenset({KHERSON})})
NAMES = {UKRAINE: "Ukraine", ZAPORIZHZHIA: "Zaporizhzhia region", KHERSON: "Kherson region", CITY: "Kherson"}
DAY = date(2024, 10, 1)


def mention(number, *values, place=None, day=None, **fields):
    said = (None, None) if day is None else (DAY + timedelta(days=day),) * 2
    return ClaimMention(
        estimate_id=number,
        key=(f"article {number}", "hash", 10, 15, 0),
        block=(7, fields.pop("measure", "killed"), "civilians of Ukraine", "person", "instant"),
        kind=fields.pop("kind", "numeric"),
        numbers=frozenset(map(Decimal, values)),
        place=None if place is None else NAMES[place],
        place_id=place,
        said=fields.pop("said", said),
        **fields,
    )


def groups(*mentions):
    return {frozenset(group) for group in resolve_block(mentions, PLACES).groups}


def parts(*lists):
    return {frozenset(ids) for ids in lists}


def test_one_number_told_twice_is_one_claim():
    assert groups(mention(1, 3000, day=0), mention(2, 3000, day=2)) == parts([1, 2])


def test_a_range_shares_its_ends():
    assert groups(mention(1, 10000, 12000), mention(2, 10000)) == parts([1, 2])


def test_open_intervals_that_overlap_share_no_number():
    assert groups(mention(1, 3000), mention(2, 10000)) == parts([1], [2])


def test_the_same_count_in_two_regions_is_two_claims():
    assert groups(mention(1, 2, place=ZAPORIZHZHIA), mention(2, 2, place=KHERSON)) == parts([1], [2])


def test_a_place_that_contains_the_other_agrees():
    assert groups(mention(1, 2, place=UKRAINE), mention(2, 2, place=CITY)) == parts([1, 2])


def test_what_fits_two_claims_that_exclude_each_other_joins_none_and_is_listed():
    found = resolve_block([mention(1, 2, place=ZAPORIZHZHIA), mention(2, 2, place=KHERSON), mention(3, 2)], PLACES)
    assert set(found.groups) == {(1,), (2,)}
    assert {(estimate, found.groups[group], kind) for estimate, group, kind in found.related} == {
        (3, (1,), "undecided"),
        (3, (2,), "undecided"),
    }


@pytest.mark.parametrize(("days", "together"), [(30, True), (31, False)])
def test_said_within_thirty_days(days, together):
    assert are_compatible(mention(1, 5, day=0), mention(2, 5, day=days), PLACES) is together


@pytest.mark.parametrize(("days", "together"), [(0, True), (1, False)])
def test_different_statuses_must_have_been_said_on_days_that_overlap(days, together):
    planned, present = mention(1, 5, day=0, status="planned"), mention(2, 5, day=days, status="present")
    assert are_compatible(planned, present, PLACES) is together


def test_an_unknown_start_is_open():
    planned = mention(1, 5, status="planned", day=0)
    present = mention(2, 5, status="present", said=(None, DAY + timedelta(days=90)))
    assert are_compatible(planned, present, PLACES)


def test_part_and_whole_and_two_parts_stay_apart():
    whole, part, other = mention(1, 500), mention(2, 500, whole=1), mention(3, 500, whole=1)
    assert groups(whole, part, other) == parts([1], [2], [3])


def test_a_denied_number_is_not_the_asserted_one():
    assert groups(mention(1, 5), mention(2, 5, polarity="denied")) == parts([1], [2])


def test_without_a_measure_the_same_noun_is_counted():
    assert groups(
        mention(1, 5, measure=None, noun="buses"),
        mention(2, 5, measure=None, noun="trams"),
        mention(3, 5, measure=None, noun="Buses"),
    ) == parts([1, 3], [2])


def test_a_noun_that_repeats_the_unit_of_a_general_measure_tells_nothing_beyond_its_article():
    def years(number, *, article=None, **fields):
        told = replace(mention(number, 10, noun="years", **fields), block=(7, "duration", None, "year", "instant"))
        return replace(told, key=(article or told.key[0], "hash", number, number + 2, 0))

    assert groups(years(1), years(2), years(3)) == parts([1], [2], [3])
    assert groups(years(1, article="a"), years(2, article="a"), years(3)) == parts([1, 2], [3])
    assert groups(years(1, place=KHERSON), years(2, place=KHERSON)) == parts([1, 2])


def test_a_plural_of_a_units_own_repeats_it_too():
    def feet(number):
        return replace(mention(number, 6, noun="feet"), block=(7, "distance", None, "foot", "instant"))

    assert groups(feet(1), feet(2)) == parts([1], [2])


def test_the_noun_of_a_particular_measure_tells_what_is_counted():
    def jobs(number, noun):
        return replace(mention(number, 10, noun=noun), block=(7, "jobs", None, "job", "instant"))

    assert groups(jobs(1, "jobs"), jobs(2, "new jobs")) == parts([1, 2])


def test_without_a_population_the_noun_or_a_place_must_say_that_they_count_the_same():
    def share(number, **fields):
        block = (7, "share", None, "percentage", "instant")
        return replace(mention(number, 44, **fields), block=block)

    assert groups(share(1), share(2)) == parts([1], [2])
    assert groups(share(1, noun="tribal members"), share(2, noun="young voters")) == parts([1], [2])
    assert groups(share(1, noun="voters"), share(2, noun="young voters")) == parts([1, 2])
    assert groups(share(1, place=UKRAINE), share(2, place=KHERSON)) == parts([1, 2])


def test_events_on_days_far_apart_are_two():
    first = mention(1, 5, status="occurred", as_of=(DAY, DAY))
    later = mention(2, 5, status="occurred", as_of=(DAY + timedelta(days=9),) * 2)
    assert groups(first, later) == parts([1], [2])


def test_vague_and_unquantified_are_near_and_never_members():
    found = resolve_block([mention(1, 3000), mention(2, kind="vague"), mention(3, kind="unquantified")], PLACES)
    assert found.groups == ((1,),)
    assert found.related == ((2, 0, "vague"), (3, 0, "unquantified"))


def test_a_ring_in_which_each_fits_two_stays_apart_and_is_listed():
    ring = [mention(1, 1, 2), mention(2, 2, 3), mention(3, 3, 4), mention(4, 4, 1)]
    found = resolve_block(ring, PLACES)
    assert set(found.groups) == {(1,), (2,), (3,), (4,)}
    assert len(found.related) == 8


def test_a_person_says_which_claim_a_mention_tells():
    first, second = mention(1, 10), mention(2, 11)
    assert groups(first, replace(second, same_as=first.key)) == parts([1, 2])


def test_a_thousand_retellings_are_one_claim():
    found = resolve_block([mention(i, 3000, day=i % 20) for i in range(1000)], PLACES)
    assert len(found.groups) == 1


MENTIONS = st.lists(
    st.builds(
        mention,
        st.integers(0, 10_000),
        st.integers(1, 3),
        place=st.sampled_from([None, *NAMES]),
        day=st.one_of(st.none(), st.integers(0, 100)),
        status=st.sampled_from([None, "planned", "present"]),
        polarity=st.sampled_from(["asserted", "asserted", "denied"]),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda m: m.estimate_id,
)


@given(MENTIONS, st.randoms())
@settings(deadline=None)
def test_the_partition_does_not_depend_on_order_and_no_claim_holds_two_that_exclude_each_other(mentions, random):
    found = resolve_block(mentions, PLACES)
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert resolve_block(shuffled, PLACES) == found
    by_id = {m.estimate_id: m for m in mentions}
    for group in found.groups:
        assert all(are_compatible(by_id[a], by_id[b], PLACES) for a in group for b in group if a < b)
    told = [estimate for group in found.groups for estimate in group]
    assert len(told) == len(set(told))
    listed = {estimate for estimate, _, kind in found.related if kind == "undecided"}
    assert set(told) | listed == set(by_id)


def claims_after(history, mentions):
    """Stored claims after resolving ``mentions``, as loading keeps them."""
    found = resolve_block(mentions, PLACES)
    keys = {m.estimate_id: m.key for m in mentions}
    identities = assign_claim_ids(found.groups, keys, history)
    stored = {claim.claim_id: claim.founding for claim in history}
    new = {}
    for claim in identities.ids:
        if not isinstance(claim, int):
            new[claim] = max(stored, default=0) + 1
            stored[new[claim]] = claim
    members = {new.get(c, c): frozenset(g) for g, c in zip(found.groups, identities.ids, strict=True)}
    targets = {claim: new.get(target, target) for claim, target in identities.redirects.items()}
    return [FoundedClaim(c, key, targets.get(c), members.get(c, frozenset())) for c, key in stored.items()]


@given(MENTIONS, st.integers(0, 14))
@settings(deadline=None)
def test_ids_last_and_a_second_resolution_changes_nothing(mentions, first):
    history = claims_after([], mentions[:first] or mentions)
    grown = claims_after(history, mentions)
    assert claims_after(grown, mentions) == grown
    assert {claim.claim_id for claim in history} <= {claim.claim_id for claim in grown}
    standing = {claim.claim_id for claim in grown if claim.redirect is None}
    assert all(claim.redirect in standing for claim in grown if claim.redirect is not None)


def test_a_join_keeps_the_oldest_id_and_a_split_brings_the_other_back():
    here, there, everywhere = mention(1, 5, day=0), mention(2, 5, day=40), mention(3, 5, day=20)
    apart = claims_after([], [here, there])
    assert [(c.claim_id, c.redirect) for c in apart] == [(1, None), (2, None)]
    near = replace(there, said=here.said)
    joined = claims_after(apart, [here, near])
    assert [(c.claim_id, c.redirect, c.members) for c in joined] == [(1, None, {1, 2}), (2, 1, frozenset())]
    assert claims_after(joined, [here, there]) == apart
    assert {c.claim_id: c.members for c in claims_after(apart, [here, there, everywhere])} == {1: {1}, 2: {2}}


def test_a_claim_whose_founding_mention_is_gone_goes_on_with_the_others():
    first, second = mention(1, 5), mention(2, 5)
    assert [(c.claim_id, c.members) for c in claims_after(claims_after([], [first, second]), [second])] == [(1, {2})]


def told(number, sentence, *values, **fields):
    return mention(number, *values, context=sentence, noun="people", **fields)


BRIDGE, BRIDGE_AGAIN, CRANE, BARE = (
    "Two people died when a bridge gave way near the harbour.",
    "The bridge at the harbour collapsed on Friday and killed two people.",
    "Two people died when a crane fell on a car.",
    "Two people died.",
)


def test_a_narrators_small_number_needs_words_that_two_articles_have_in_common():
    assert groups(told(1, BRIDGE, 2), told(2, BRIDGE_AGAIN, 2), told(3, CRANE, 2), told(4, BARE, 2)) == parts(
        [1, 2], [3], [4]
    )
    assert groups(told(1, BARE, 2), told(2, BARE, 2)) == parts([1], [2]), "the same words, and too few"
    assert groups(told(1, BRIDGE, 2), told(2, BRIDGE, 2)) == parts([1, 2])
    assert groups(told(1, BRIDGE, 2), mention(2, 2, noun="people")) == parts([1, 2]), "a named source's says enough"


def test_a_narrators_small_number_at_one_place_or_in_one_article_needs_no_words():
    assert groups(told(1, BRIDGE, 2, place=CITY), told(2, BARE, 2, place=KHERSON)) == parts([1, 2])
    one, other = told(1, BRIDGE, 2), told(2, BARE, 2)
    assert groups(one, replace(other, key=(one.key[0], *other.key[1:]))) == parts([1, 2])


@given(st.permutations([BRIDGE, BRIDGE_AGAIN, CRANE, BARE, None]), st.lists(st.integers(0, 4), min_size=2, max_size=9))
def test_the_pairs_that_are_compared_are_all_that_can_be_compatible(sentences, picked):
    nodes = [
        replace(
            told(n, sentences[pick], 2, place=(None, CITY, ZAPORIZHZHIA)[n % 3]),
            key=(f"article {n % 4}", "hash", n, n + 1, 0),
        )
        for n, pick in enumerate(picked)
    ]
    expected = [
        sum(1 << j for j, other in enumerate(nodes) if i == j or are_compatible(node, other, PLACES))
        for i, node in enumerate(nodes)
    ]
    assert _masks(nodes, PLACES) == expected


def test_thousands_of_a_narrators_small_numbers_are_not_compared_each_with_each(monkeypatch):
    compared = []
    monkeypatch.setattr(claims, "are_compatible", lambda a, b, _: compared.append(1) or are_compatible(a, b, PLACES))
    words = ["".join(chr(97 + n // 26**k % 26) for k in range(4)) for n in range(4_000)]
    resolve_block([told(n, f"Two people met a {word}.", 2) for n, word in enumerate(words)], PLACES)
    assert not compared
