"""The key of an article's entity among all articles."""

from datetime import date

import pytest

from etl.knowledge import load_knowledge
from etl.records import Annotation, ArticleEntity
from etl.resolve.entities import resolve_entity, resolve_outlet, resolve_place
from etl.resolve.setting import Setting


def key(name, kind="person"):
    return resolve_entity(ArticleEntity(3, name, kind), "article").key


@pytest.mark.parametrize("name", ["Yong-hyun Kim", "Kim Yong Hyun", "Kim Yong-hyun"])
def test_a_known_person_is_found_in_any_order_of_words(name):
    assert key(name) == "person:kim-yong-hyun"


def test_a_known_person_is_found_in_another_transliteration():
    assert key("Volodymyr Zelenskij") == "person:volodymyr-zelensky"


def test_a_full_name_is_one_key_in_every_article_and_a_bare_surname_is_one_articles():
    assert key("Ada Marchenko") == "person:ada marchenko"
    assert key("Marchenko") == "article#person:marchenko"


def test_outlets_of_like_names_stay_two():
    assert (key("Interfax", "outlet"), key("Interfax-Ukraine", "outlet")) == (
        "outlet:interfax",
        "outlet:interfax-ukraine",
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CNN (Web News)", "outlet:cnn"),
        ("NPR Online News", "outlet:npr"),
        ("New York Times - Opinion", "outlet:new-york-times"),
        ("The Harbour Nation", "outlet:harbour nation"),
        ("Harbour Nation", "outlet:harbour nation"),
        ("The Guardian of Harbour (News)", "outlet:guardian of harbour news"),
        ("The Sun News", "outlet:sun news"),
        ("National News", "outlet:national news"),
    ],
)
def test_a_desk_of_an_outlet_is_the_outlet_and_an_article_before_its_name_is_no_part_of_it(name, expected):
    assert resolve_outlet(name, "article").key == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("neighboring Kherson region", "place:kherson-oblast"),
        ("the embattled Kursk region", "place:kursk-oblast"),
        ("eastern Russia", None),
        ("Russia", "state:russia"),
        ("New York City", "place:new-york-city"),
        ("New York", "place:new-york"),
    ],
)
def test_a_place_is_known_without_what_is_said_of_it(text, expected):
    found = resolve_place(text, Annotation((), (), (), (), (), ()))
    assert (found and found.key) == expected


def test_new_york_the_city_lies_in_what_new_york_alone_means():
    parts = {r.subject_key for r in load_knowledge().relations if r.object_key == "place:new-york"}
    assert "place:new-york-city" in parts
    assert load_knowledge().state_of("place:new-york-city") == "state:united-states"


def key_in(name, kind, country=None, day=None, aliases=(), keys=()):
    setting = Setting(country, (day, day), frozenset(keys))
    return resolve_entity(ArticleEntity(3, name, kind, None, aliases), "article", setting).key


def test_a_body_that_every_state_has_is_that_of_the_articles_country():
    assert key_in("Senate", "organization", "state:united-states") == "org:us-senate"
    assert key_in("the Justice Department", "place", "state:united-states") == "org:us-doj"


def test_a_body_that_every_state_has_stays_the_articles_own_where_its_country_is_not_clear():
    assert key_in("Senate", "organization") == "article#organization:senate"
    assert key_in("Senate", "organization", "state:fiji") == "article#organization:senate"


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Islamic State", "place", "org:islamic-state"),
        ("F.B.I.", "place", "org:us-fbi"),
        ("Internal Revenue Service", "organization", "org:us-irs"),
        ("I.R.S.", "organization", "org:us-irs"),
        ("Calif.", "organization", "place:us-california"),
        ("N.Y.", "place", "place:new-york"),
        ("Trump Donald", "person", "person:donald-trump"),
        ("George H.W. Bush", "person", "person:george-hw-bush"),
        ("George P. Bush", "person", "person:george p bush"),
        ("Amazon", "place", "place:amazon"),
        ("Trump Pelosi", "person", "person:trump pelosi"),
    ],
)
def test_a_name_of_another_type_order_or_spelling_is_known_where_one_alone_bears_it(name, kind, expected):
    assert key_in(name, kind) == expected


@pytest.mark.parametrize(
    ("name", "country", "day", "expected"),
    [
        ("Ukrainian defense minister", None, date(2024, 5, 3), "person:rustem-umerov"),
        ("the defence minister", "state:ukraine", date(2022, 5, 3), "person:oleksii-reznikov"),
        ("Ukraine's defense minister", "state:russia", date(2022, 5, 3), "person:oleksii-reznikov"),
        ("US president", "state:ukraine", date(2022, 5, 3), "person:joe-biden"),
        ("president", "state:united-states", date(2022, 5, 3), None),
        ("Ukrainian defense minister", None, None, None),
        ("Ukrainian defense minister", None, date(1999, 5, 3), None),
        ("Ukrainian drone minister", None, date(2024, 5, 3), None),
    ],
)
def test_an_office_means_who_held_it_on_the_day_of_the_article(name, country, day, expected):
    found = key_in(name, "unnamed_source", country, day)
    assert found == expected or (expected is None and found.startswith("article#unnamed:"))


def test_who_held_an_office_is_open_while_it_changes_hands():
    setting = Setting(None, (date(2023, 9, 1), date(2023, 9, 30)))
    entity = ArticleEntity(3, "Ukrainian defense minister", "unnamed_source")
    assert resolve_entity(entity, "article", setting).key.startswith("article#unnamed:")


def test_georgia_is_the_american_state_in_an_american_article_and_the_country_elsewhere():
    def georgia(country, aliases=(), keys=()):
        entity = ArticleEntity(3, "Georgia", "state", "state:georgia", aliases)
        return resolve_entity(entity, "article", Setting(country, (None, None), frozenset(keys))).key

    assert georgia("state:united-states") == "place:us-georgia"
    assert georgia("state:united-states", aliases=(("Tbilisi", "metonym"),)) == "state:georgia"
    assert georgia("state:united-states", keys={"state:armenia"}) == "state:georgia"
    assert georgia("state:russia") == georgia(None) == "state:georgia"
