"""Which names are one, which are two, and which a person must decide."""

import pytest

from etl.resolve.names import NamedEntity, candidate_pairs, name_key


@pytest.mark.parametrize(
    "names",
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy", "Volodymyr Zelenskyy", "Volodymyr Zelenskyj", "Wolodymyr Selenskyj"),
        ("Kim Yong-hyun", "Kim Yong Hyun", "Yong-hyun Kim"),
        ("Donald Trump", "Donald J. Trump"),
        ("Dr. Anna Berg", "Anna Berg"),
        ("Viktor Orbán", "Viktor Orban", "Orbán Viktor"),
        ("Dmitri Peskov", "Dmitry Peskov"),
    ],
)  # fmt: skip
def test_spellings_of_one_person(names):
    assert len({name_key(name, "person") for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Kim Jong Un", "Kim Hong Kyun", "person"),
        ("Kim Jong Un", "Kim Yo Jong", "person"),
        ("Scott Martin", "Martin Scott", "person"),
        ("North Korea", "South Korea", "state"),
        ("Interfax", "Interfax-Ukraine", "outlet"),
        ("Ministry of Defence of Ukraine", "Ministry of Defence of Russia", "organization"),
        ("John Smith", "Jane Smith", "person"),
        ("Oleksandr Syrsky", "Oleksandra Syrska", "person"),
    ],
)
def test_names_that_look_alike_stay_two(one, other, kind):
    assert name_key(one, kind) != name_key(other, kind)


def test_the_article_and_the_form_of_a_company_do_not_tell():
    assert name_key("The Example Works Ltd", "organization") == name_key("Example Works", "organization")


def pairs(*names, kind="person", fresh=None):
    entities = [
        NamedEntity(i, name, kind) if isinstance(name, str) else NamedEntity(i, *name) for i, name in enumerate(names)
    ]
    return [
        (p.entity_id, p.other_id, p.score) for p in candidate_pairs(entities, fresh or frozenset(range(len(names))))
    ]


def test_uncertain_pairs_are_listed_with_a_score():
    assert pairs("Vladimir Marchuk", "Volodymyr Marchuk", "Anna Marchuk") == [(0, 1, 0.6)]
    assert pairs("J. Holm", "Johanna Holm", "Peter Holm") == [(0, 1, 0.5)]
    assert pairs("Johanna Holm", "Johanna Maria Holm") == [(0, 1, 0.8)]


def test_an_acronym_alone_is_listed_with_the_body_that_bears_it():
    bodies = [("Regional Water Board", "organization", ("RWB",)), ("RWB", "organization", ())]
    assert pairs(*bodies) == [(0, 1, 0.9)]
    assert pairs(*bodies, ("Royal Wool Bank", "organization", ("RWB",))) == [(0, 1, 0.4), (1, 2, 0.4)]


def test_only_pairs_with_somebody_new_are_listed():
    assert pairs("J. Holm", "Johanna Holm", fresh=frozenset({5})) == []
