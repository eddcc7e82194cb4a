"""The key of an article's entity among all articles."""

import pytest

from etl.records import Annotation, ArticleEntity
from etl.resolve.entities import resolve_entity, resolve_place


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
    ("text", "expected"),
    [
        ("neighboring Kherson region", "place:kherson-oblast"),
        ("the embattled Kursk region", "place:kursk-oblast"),
        ("eastern Russia", None),
        ("Russia", "state:russia"),
    ],
)
def test_a_place_is_known_without_what_is_said_of_it(text, expected):
    found = resolve_place(text, Annotation((), (), (), (), (), ()))
    assert (found and found.key) == expected
