"""The country and the days of an article."""

import pytest

from etl.records import Annotation, ArticleEntity, EntityMention, Interval, ResolvedEntity
from etl.resolve.setting import find_setting


def annotation(*keys):
    distinct = list(dict.fromkeys(keys))
    entities = tuple(ArticleEntity(i, key, "state", key) for i, key in enumerate(distinct))
    mentions = tuple(EntityMention(0, 1, "", "", "name", distinct.index(key), None) for key in keys)
    return Annotation((), entities, mentions, (), (), (), published=Interval(None, None, "unknown", "unknown"))


def country(*keys, outlet="article#outlet"):
    return find_setting(annotation(*keys), ResolvedEntity(outlet, outlet, "outlet")).country


UKRAINE, RUSSIA = "state:ukraine", "state:russia"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), None),
        ((UKRAINE, UKRAINE), None),
        ((UKRAINE, UKRAINE, UKRAINE), UKRAINE),
        (("person:volodymyr-zelensky", "org:ua-hur", "place:kharkiv-oblast"), UKRAINE),
        ((UKRAINE, UKRAINE, UKRAINE, RUSSIA, RUSSIA), None),
        ((UKRAINE, UKRAINE, UKRAINE, UKRAINE, RUSSIA, RUSSIA), UKRAINE),
    ],
)
def test_a_country_is_clear_where_it_is_named_twice_as_often_as_any_other(keys, expected):
    assert country(*keys) == expected


def test_an_outlets_home_counts_for_two_mentions_and_decides_nothing_alone():
    assert country(outlet="outlet:tass") is None
    assert country(RUSSIA, outlet="outlet:tass") == RUSSIA
    assert country(UKRAINE, UKRAINE, UKRAINE, outlet="outlet:tass") is None
